package multistage.report.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.ImageBuilder;
import multistage.report.model.Builder;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import org.junit.jupiter.api.Test;

class SecondTryTest {
  private static final Variant VARIANT =
      DockerfileParser.parse(
          new VariantId("go", "x"), "x.Dockerfile", "webserver-go", "# Title: X\nFROM scratch\n");

  private final Deque<BuildFailedException> failures = new ArrayDeque<>();
  private final List<String> log = new ArrayList<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  /** It fails as long as there are failures. */
  private final ImageBuilder builder =
      new ImageBuilder() {
        @Override
        public Builder kind() {
          return Builder.BUILDKIT;
        }

        @Override
        public void build(
            Path root, Variant variant, String name, BuildInputs inputs, Consumer<String> log)
            throws BuildFailedException {
          log.accept("building");
          if (!failures.isEmpty()) {
            throw failures.remove();
          }
        }
      };

  private void build() throws BuildFailedException {
    new SecondTry(builder, new Progress(new PrintStream(said, true)))
        .build(Path.of("/"), VARIANT, "x", BuildInputs.CACHE_ONLY, log::add);
  }

  @Test
  void whatStoodStillIsBuiltAgain() throws BuildFailedException {
    failures.add(BuildFailedException.standstill("it stood still"));
    build();
    assertThat(log).containsExactly("building", "again, as it stood still", "building");
    assertThat(said).asString().contains("go/x is built again: it stood still");
  }

  @Test
  void andNotTwice() {
    failures.add(BuildFailedException.standstill("it stood still"));
    failures.add(BuildFailedException.standstill("it stood still again"));
    assertThatThrownBy(this::build)
        .isInstanceOf(BuildFailedException.class)
        .hasMessage("it stood still again");
  }

  @Test
  void whatFailsIsNotTriedAgain() {
    failures.add(new BuildFailedException("exit code 1", null));
    assertThatThrownBy(this::build).hasMessage("exit code 1");
    assertThat(log).containsExactly("building");
  }
}
