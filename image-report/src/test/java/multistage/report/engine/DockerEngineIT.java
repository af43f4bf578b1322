package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class DockerEngineIT {
  private static final DockerEngine ENGINE = DockerEngine.connect();

  @Test
  void savesAnImageByTheBeginningOfItsId() throws Exception {
    String id = ENGINE.find("alpine:3.24").orElseThrow().id().value();
    String beginning = id.substring("sha256:".length()).substring(0, 12);
    try (InputStream archive = ENGINE.save(List.of(beginning))) {
      assertThat(archive.readNBytes(512)).hasSize(512);
    }
  }
}
