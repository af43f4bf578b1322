package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import multistage.report.diagnostic.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerEngineIT {
  private static final DockerEngine ENGINE = DockerEngine.connect();

  @Test
  void savesAnImageByTheBeginningOfItsId() throws Exception {
    Optional<String> missing = ENGINE.fetch("alpine:3.24");
    assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    String id = ENGINE.find("alpine:3.24").orElseThrow().id().value();
    String beginning = id.substring("sha256:".length()).substring(0, 12);
    try (InputStream archive = ENGINE.save(List.of(beginning))) {
      assertThat(archive.readNBytes(512)).hasSize(512);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPPER:case", "a b", "alpine@sha256:zz", "-"})
  void aNameThatNoImageCanHaveIsAUsersMistake(String name) {
    assertThatThrownBy(() -> ENGINE.find(name))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(
            "no image can be called " + name + ": invalid reference", "; write");
  }
}
