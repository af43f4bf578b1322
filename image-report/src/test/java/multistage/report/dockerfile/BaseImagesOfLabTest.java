package multistage.report.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.Repository;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./lab} finds the same base images as the report, though it has to do so without Java, and
 * reads no more of a Dockerfile than what stands after {@code FROM}: each image that a Dockerfile
 * of this repository needs is named there, and is no variable.
 */
@DisabledOnOs(OS.WINDOWS)
class BaseImagesOfLabTest {
  private static final Path PROGRAM = Repository.ROOT.resolve("lab.d/base-images.bash");

  @TestFactory
  Stream<DynamicTest> inFilesOfThisRepository() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.ROOT.resolve("dockerfiles"), 2)) {
      return files.filter(CaseFilesTest::isDockerfile).sorted().toList().stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      Repository.ROOT.relativize(file).toString(),
                      () -> assertThat(ofLab(file)).isEqualTo(ours(file))));
    }
  }

  @Test
  void inAFileWithWhatMisleads(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("Dockerfile"),
            """
            FROM --platform=linux/amd64 alpine:3.24 AS alpine
            RUN python <<EOF
            from os import path
            EOF
            FROM alpine AS last
            COPY --from=alpine /etc /etc
            """);
    assertThat(ofLab(file)).isEqualTo(ours(file)).containsExactly("alpine:3.24");
    Files.writeString(file, "FROM alpine AS alpine\r\nRUN true\r\n");
    assertThat(ofLab(file)).isEqualTo(ours(file)).containsExactly("alpine:latest");
  }

  private static Set<String> ours(Path file) {
    Platform machine = Platform.ofThisMachine();
    try {
      BuildPlan plan =
          BuildPlan.of(
              Dockerfile.read("file", Files.readString(file)),
              new BuildPlan.Wanted(
                  Optional.empty(), false, machine, machine, Optional.of(Map.of())));
      return plan.images().stream()
          .map(image -> ImageReference.read(image).name())
          .map(name -> name.replaceFirst("^docker\\.io/(library/)?", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> ofLab(Path file) throws IOException, InterruptedException {
    Process lab =
        new ProcessBuilder(
                List.of(
                    "bash",
                    "-c",
                    "source \"$1\" && images_after_from \"$2\"",
                    "-",
                    PROGRAM.toString(),
                    file.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(lab.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(lab.waitFor()).isZero();
    return output.lines().collect(Collectors.toCollection(TreeSet::new));
  }
}
