package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import multistage.report.build.TestBuild;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.BuildKit;
import multistage.report.engine.TestcontainersEngine;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.DockerClientFactory;

/**
 * {@code go/multi-stage-targets} makes no image from a program whose tests or vet are red, with
 * either builder; and without its one line BuildKit does. Green is the variant's own row. As every
 * red test costs a build, this runs with {@code mvn verify -Pthorough}.
 */
@Tag("builders")
class BuildTargetsIT {
  private static final String TARGETS = "go/multi-stage-targets";

  /** The line that makes the tests count. */
  private static final String CURE = "COPY --from=test /tests-passed /\n";

  private static final List<String> MADE = new ArrayList<>();

  @TempDir static Path root;

  private static TestBuild classic;
  private static BuildKit buildKit;
  private static String text;

  @BeforeAll
  static void prepare() throws IOException {
    classic = new TestBuild(TestcontainersEngine.connect(), Main.cacheFolder(), Main.labRecord());
    buildKit = new BuildKit();
    text = Files.readString(Repository.ROOT.resolve("dockerfiles/" + TARGETS + ".Dockerfile"));
    assertThat(text).contains(CURE);
  }

  @AfterAll
  static void removeImages() {
    MADE.forEach(name -> DockerClientFactory.instance().client().removeImageCmd(name).exec());
  }

  @ParameterizedTest
  @CsvSource({
    "red-test, 'Hello, World!', 'Hello, Word!', --- FAIL: TestAnswers",
    // The tests pass, but vet warns.
    "red-vet, defer cancel(), defer cancel(); server = server, self-assignment of server",
  })
  void noImageWhenItIsRed(String name, String before, String after, String reason)
      throws IOException {
    Variant variant = changed(name, before, after, text);

    assertThat(classic.run(root, variant).orElse("it was built")).contains(reason);
    assertThat(withBuildKit(variant).orElse("it was built")).contains(reason);
  }

  /** BuildKit leaves out a stage that nothing needs, so the red test stops nothing. */
  @Test
  void withoutTheCureBuildKitMakesOne() throws IOException {
    Variant variant = changed("trap", "Hello, World!", "Hello, Word!", text.replace(CURE, ""));

    assertThat(withBuildKit(variant)).isEmpty();
    MADE.add(variant.imageName());
  }

  /** A stage can be asked for by name: the one to work in has the compiler, and runs it. */
  @Test
  void theStageToWorkInIsBuiltByName() throws IOException {
    String name = "multistage/work:targets";
    Path context = root.resolve("webserver-work");
    copyServer(context, "", "");
    Files.writeString(context.resolve("Dockerfile"), text);
    DockerClientFactory.instance()
        .client()
        .buildImageCmd(context.toFile())
        .withTarget("dev")
        .withTags(Set.of(name))
        .withForcerm(true)
        .exec(new BuildImageResultCallback())
        .awaitImageId();
    MADE.add(name);

    assertThat(
            DockerClientFactory.instance()
                .client()
                .inspectImageCmd(name)
                .exec()
                .getConfig()
                .getCmd())
        .containsExactly("go", "run", ".");
  }

  private static Optional<String> withBuildKit(Variant variant) {
    assumeTrue(buildKit.isThere(), "no docker client here can use BuildKit");
    List<String> log = new ArrayList<>();
    try {
      buildKit.build(root, variant, variant.imageName(), BuildInputs.CACHE_ONLY, log::add);
      return Optional.empty();
    } catch (BuildFailedException e) {
      return Optional.of(String.join("\n", log) + "\n" + e.getMessage());
    }
  }

  /** A variant whose server says something else than the repository's. */
  private static Variant changed(String name, String before, String after, String dockerfileText)
      throws IOException {
    String context = "webserver-" + name;
    copyServer(root.resolve(context), before, after);
    String dockerfile = "dockerfiles/" + name + "/targets.Dockerfile";
    Files.createDirectories(root.resolve(dockerfile).getParent());
    Files.writeString(root.resolve(dockerfile), dockerfileText);
    return DockerfileParser.parse(
        new VariantId(name, "targets"), dockerfile, context, dockerfileText);
  }

  private static void copyServer(Path context, String before, String after) throws IOException {
    Files.createDirectories(context);
    for (String file : List.of("go.mod", "main.go", "main_test.go")) {
      String source = Files.readString(Repository.ROOT.resolve("webserver-go/" + file));
      if (file.equals("main.go")) {
        assertThat(source).contains(before);
        source = source.replace(before, after);
      }
      Files.writeString(context.resolve(file), source);
    }
  }
}
