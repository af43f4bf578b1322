package multistage.report.dockerfile;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.Repository;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.BuildKit;
import multistage.report.engine.CaCertificates;
import multistage.report.engine.DockerEngine;
import multistage.report.engine.Unreachable;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import org.testcontainers.DockerClientFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Go program in {@code src/differential}, which is BuildKit's own code with a table of images
 * instead of a registry. It is built and run in containers, unless {@code
 * -Ddifferential.program=PATH} names it.
 */
final class RealBuildKit implements AutoCloseable {
  private static final String SOURCE = "image-report/src/differential";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<String> command;
  private final Optional<String> image;

  private RealBuildKit(List<String> command, Optional<String> image) {
    this.command = command;
    this.image = image;
  }

  /** Builds the program; a test is skipped where its base image or Go's modules can't be had. */
  static RealBuildKit start() throws IOException, BuildFailedException {
    String program = System.getProperty("differential.program", "");
    if (!program.isEmpty()) {
      return new RealBuildKit(List.of(program), Optional.empty());
    }
    BuildKit buildKit = new BuildKit();
    Optional<Path> client = buildKit.client();
    assumeTrue(client.isPresent(), "no docker client with BuildKit");
    Variant variant =
        DockerfileParser.parse(
            new VariantId("differential", "buildkit"),
            SOURCE + "/Dockerfile",
            SOURCE + "/go",
            Files.readString(Repository.ROOT.resolve(SOURCE + "/Dockerfile")));
    DockerEngine engine = DockerEngine.connect();
    for (String base : variant.baseImages()) {
      Optional<String> missing = engine.fetch(base);
      assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    }
    List<String> log = new ArrayList<>();
    try {
      buildKit.build(Repository.ROOT, variant, variant.imageName(), inputs(), log::add);
    } catch (BuildFailedException e) {
      Optional<String> unreachable = Unreachable.packagesIn(log);
      assumeTrue(
          unreachable.isEmpty(), () -> "no package repository: " + unreachable.orElseThrow());
      throw new AssertionError(String.join("\n", log), e);
    }
    return new RealBuildKit(
        List.of(
            client.get().toString(),
            "run",
            "--rm",
            "--interactive",
            "--network=none",
            "--tmpfs=/tmp",
            variant.imageName()),
        Optional.of(variant.imageName()));
  }

  private static BuildInputs inputs() {
    return new BuildInputs(
        CaCertificates.ofThisMachine()
            .map(file -> Map.of(CaCertificates.SECRET, file))
            .orElse(Map.of()),
        Map.of(),
        Stream.of("GOPROXY")
            .filter(name -> System.getenv(name) != null)
            .collect(Collectors.toMap(name -> name, System::getenv)),
        true);
  }

  /** Its answers to questions, in the same order. */
  List<JsonNode> answers(List<Map<String, Object>> questions)
      throws IOException, InterruptedException {
    Path asked = Files.createTempFile("questions", ".json");
    Path answered = Files.createTempFile("answers", ".json");
    try {
      Files.write(asked, questions.stream().map(JSON::writeValueAsString).toList());
      int exit =
          new ProcessBuilder(command)
              .redirectInput(asked.toFile())
              .redirectOutput(answered.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start()
              .waitFor();
      List<JsonNode> answers = new ArrayList<>();
      for (String line : Files.readAllLines(answered)) {
        answers.add(JSON.readTree(line));
      }
      if (exit != 0 || answers.size() != questions.size()) {
        throw new IOException(
            command + " ended with " + exit + " after " + answers.size() + " answers");
      }
      return answers;
    } finally {
      Files.delete(asked);
      Files.delete(answered);
    }
  }

  @Override
  public void close() {
    image.ifPresent(name -> DockerClientFactory.instance().client().removeImageCmd(name).exec());
  }
}
