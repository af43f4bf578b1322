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

/** Tests in a stage: {@code go/multi-stage-targets} makes no image of a program that fails them. */
@Tag("thorough")
class TestStageIT {
  @RegisterExtension static final Images IMAGES = new Images();

  private static final String DOCKERFILE = "dockerfiles/go/multi-stage-targets.Dockerfile";
  private static final String SERVER = "webserver-go/main.go";

  /** What is changed in the server's source, and what the build says of it. */
  private enum Fault {
    FAILING_TEST("Hello, World!", "Hello, Word!", "--- FAIL: TestAnswers"),
    /** The tests pass, but vet warns. */
    WARNING("defer cancel()", "defer cancel(); server = server", "self-assignment of server");

    private final String before;
    private final String after;
    private final String reason;

    Fault(String before, String after, String reason) {
      this.before = before;
      this.after = after;
      this.reason = reason;
    }
  }

  @TempDir Path directory;
  private Checkout checkout;

  @BeforeEach
  void copy() throws IOException {
    checkout = Checkout.copy(directory, DOCKERFILE, "webserver-go");
  }

  @Test
  void aFailingTestStopsTheBuild() throws IOException {
    keepWhatGoCompiles();
    failsWith(Fault.FAILING_TEST, build("red"));
  }

  /** Both builders stop at a command that fails, whatever the command is. */
  @Tag("long")
  @Test
  void aFailingTestStopsTheClassicBuilder() throws IOException {
    failsWith(Fault.FAILING_TEST, build("red").withClassicBuilder());
  }

  @Test
  void aWarningStopsTheBuild() throws IOException {
    keepWhatGoCompiles();
    failsWith(Fault.WARNING, build("red"));
  }

  /** Without a cache mount, as readers have it. */
  @Tag("long")
  @Test
  void aWarningStopsTheBuildOfTheUnchangedDockerfile() throws IOException {
    failsWith(Fault.WARNING, build("red"));
  }

  @Tag("long")
  @Test
  void aWarningStopsTheClassicBuilder() throws IOException {
    failsWith(Fault.WARNING, build("red").withClassicBuilder());
  }

  /**
   * Adds a cache mount, so that not every test compiles Go's library again. Only BuildKit has such
   * mounts.
   */
  private void keepWhatGoCompiles() throws IOException {
    checkout.change(
        DOCKERFILE, "RUN go ", "RUN --mount=type=cache,target=/root/.cache/go-build go ");
  }

  private void failsWith(Fault fault, DockerBuild build) throws IOException {
    checkout.change(SERVER, fault.before, fault.after);
    assertThatThrownBy(build::get).hasMessageContaining(fault.reason);
  }

  /** BuildKit leaves out a stage that the last one doesn't need, so the red test stops nothing. */
  @Test
  void stopsNothingIfNoStageNeedsIt() throws IOException {
    keepWhatGoCompiles();
    checkout.change(SERVER, Fault.FAILING_TEST.before, Fault.FAILING_TEST.after);
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
