package multistage.report.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.report.diagnostic.UserError;
import multistage.report.model.Stage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Dockerfiles and ignore files, each with a file {@code NAME.expected} beside it.
 *
 * <p>In that stand {@code stage NAME FROM} and {@code image NAME} for a Dockerfile, {@code sent
 * PATH} and {@code excluded PATH} for an ignore file, and {@code refused LINE} for either.
 */
class CaseFilesTest {
  private static final Platform AMD64 = new Platform("linux", "amd64", "");

  @TestFactory
  Stream<DynamicTest> areReadAsDockerReadsThem() throws IOException {
    return all().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getParent().getFileName() + "/" + file.getFileName(), () -> check(file)));
  }

  /** The cases: each Dockerfile and ignore file. */
  static List<Path> all() throws IOException {
    Path folder = Path.of("src/test/resources/multistage/report/dockerfile");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> isDockerfile(file) || file.toString().endsWith(".dockerignore"))
          .sorted()
          .toList();
    }
  }

  static boolean isDockerfile(Path file) {
    return file.toString().endsWith(".Dockerfile");
  }

  private static void check(Path file) throws IOException {
    String text = Files.readString(file);
    List<String> expected =
        Files.readAllLines(Path.of(file.toString().replaceFirst("\\.[^.]+$", ".expected")));
    assertThat(expected).isNotEmpty();
    if (expected.get(0).startsWith("refused ")) {
      String line = expected.get(0).substring("refused ".length());
      assertThatThrownBy(() -> read(file, text))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("d:" + line + ": ");
    } else if (isDockerfile(file)) {
      assertThat(stagesAndImages(plan(text))).isEqualTo(expected);
    } else {
      DockerIgnore ignored = DockerIgnore.parse("d", text);
      assertThat(expected)
          .allSatisfy(
              line -> {
                String[] parts = line.split(" ", 2);
                assertThat(ignored.excludes(parts[1])).isEqualTo(parts[0].equals("excluded"));
              });
    }
  }

  private static void read(Path file, String text) {
    if (isDockerfile(file)) {
      plan(text);
    } else {
      DockerIgnore.parse("d", text);
    }
  }

  private static BuildPlan plan(String text) {
    return BuildPlan.of(
        Dockerfile.read("d", text),
        new BuildPlan.Wanted(Optional.empty(), false, AMD64, AMD64, Optional.of(Map.of())));
  }

  private static List<String> stagesAndImages(BuildPlan plan) {
    List<String> lines = new ArrayList<>();
    for (Stage stage : plan.stages()) {
      lines.add("stage " + stage.name().orElse("-") + " " + stage.from());
    }
    plan.images().forEach(image -> lines.add("image " + image));
    return lines;
  }
}
