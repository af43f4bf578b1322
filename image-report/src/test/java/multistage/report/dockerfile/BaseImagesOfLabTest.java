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
import multistage.report.diagnostic.UserError;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * {@code ./lab} finds the same base images as the report, though it has to do so without Java. In
 * files that aren't this repository's, it may also say that it can't.
 */
@DisabledOnOs(OS.WINDOWS)
class BaseImagesOfLabTest {
  private static final Path PROGRAM = Repository.ROOT.resolve("lab.d/base-images.awk");

  @TestFactory
  Stream<DynamicTest> inFilesOfThisRepository() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.ROOT.resolve("dockerfiles"), 2)) {
      return files.filter(CaseFilesTest::isDockerfile).sorted().toList().stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      Repository.ROOT.relativize(file).toString(),
                      () -> assertThat(ofLab(file)).contains(ours(file).orElseThrow())));
    }
  }

  @TestFactory
  Stream<DynamicTest> inTheCases() throws IOException {
    return CaseFilesTest.all().stream()
        .filter(CaseFilesTest::isDockerfile)
        .filter(file -> ours(file).isPresent())
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getParent().getFileName() + "/" + file.getFileName(),
                    () -> {
                      Optional<Set<String>> theirs = ofLab(file);
                      if (theirs.isPresent()) {
                        assertThat(theirs).isEqualTo(ours(file));
                      }
                    }));
  }

  private static Optional<Set<String>> ours(Path file) {
    Platform machine = Platform.ofThisMachine();
    try {
      BuildPlan plan =
          BuildPlan.of(
              Dockerfile.read("file", Files.readString(file)),
              new BuildPlan.Wanted(
                  Optional.empty(), false, machine, machine, Optional.of(Map.of())));
      return Optional.of(
          plan.images().stream()
              .map(image -> ImageReference.read(image).name())
              .map(name -> name.replaceFirst("^docker\\.io/(library/)?", ""))
              .collect(Collectors.toCollection(TreeSet::new)));
    } catch (UserError e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing where the program refuses the file. */
  private static Optional<Set<String>> ofLab(Path file) throws IOException, InterruptedException {
    Process awk =
        new ProcessBuilder(List.of("awk", "-f", PROGRAM.toString(), file.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(awk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return awk.waitFor() == 0
        ? Optional.of(output.lines().collect(Collectors.toCollection(TreeSet::new)))
        : Optional.empty();
  }
}
