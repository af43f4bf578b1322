package multistage.sizereport.thorough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import multistage.sizereport.DockerBuild;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests in a stage: {@code go/multi-stage-targets} makes no image of a program that fails them. */
@Tag("thorough")
class TestStageIT {
  @RegisterExtension static final Images IMAGES = new Images();

  private static final String DOCKERFILE = "dockerfiles/go/multi-stage-targets.Dockerfile";
  private static final String SERVER = "webserver-go/main.go";

  @TempDir Path directory;
  private Checkout checkout;

  @BeforeEach
  void copy() throws IOException {
    checkout = Checkout.copy(directory, DOCKERFILE, "webserver-go");
  }

  @ParameterizedTest
  @CsvSource({
    "'Hello, World!', 'Hello, Word!', --- FAIL: TestAnswers",
    // The tests pass, but vet warns.
    "defer cancel(), defer cancel(); server = server, self-assignment of server",
  })
  void stopsTheBuild(String before, String after, String reason) throws IOException {
    checkout.change(SERVER, before, after);

    assertThatThrownBy(build("red")::get).hasMessageContaining(reason);
    assertThatThrownBy(build("red").withClassicBuilder()::get).hasMessageContaining(reason);
  }

  /** BuildKit leaves out a stage that the last one doesn't need, so the red test stops nothing. */
  @Test
  void stopsNothingIfNoStageNeedsIt() throws IOException {
    checkout.change(SERVER, "Hello, World!", "Hello, Word!");
    checkout.change(DOCKERFILE, "COPY --from=test /tests-passed /\n", "");

    String image = build("unneeded").get();

    assertThat(Images.read(image).files().find("/webserver")).isPresent();
  }

  /** The stage to work in has the compiler. Its name is enough to build it. */
  @Test
  void stagesAreBuiltByName() throws IOException {
    DockerBuild buildKit = build("dev", "--target=dev");
    DockerBuild classic = build("dev-classic", "--target=dev").withClassicBuilder();

    for (DockerBuild build : List.of(buildKit, classic)) {
      assertThat(Images.DOCKER.inspectImageCmd(build.get()).exec().getConfig().getCmd())
          .containsExactly("go", "run", ".");
    }
  }

  private DockerBuild build(String tag, String... options) {
    DockerBuild build = new DockerBuild(IMAGES.named(tag), checkout.path("webserver-go"));
    return build.with("--file=" + checkout.path(DOCKERFILE)).with(options);
  }
}
