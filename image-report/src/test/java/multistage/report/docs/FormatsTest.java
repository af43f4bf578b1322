package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.Repository;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/formats.md} names a proof for every tool, and each proof is there. */
class FormatsTest {
  private static final Path PAGE = Repository.ROOT.resolve("docs/formats.md");
  private static final Path CASES =
      Repository.ROOT.resolve("image-report/src/test/resources/cases/saved-images.csv");

  /** A row of the table whose third column has code in it: tool, what it writes, tests. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| [^|]+ \\| (.*`.*) \\|$");

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static Set<String> cases;
  private static List<MatchResult> rows;

  @BeforeAll
  static void read() throws IOException {
    cases =
        Files.readAllLines(CASES).stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[;# ]")[0])
            .collect(Collectors.toSet());
    rows = ROW.matcher(Files.readString(PAGE)).results().toList();
  }

  @Test
  void everyToolIsNamed() {
    String tools = rows.stream().map(row -> row.group(1)).collect(Collectors.joining(" "));
    assertThat(tools)
        .contains("Docker 1.10", "Docker 25 and newer", "containerd store", "BuildKit", "Podman")
        .contains("Buildah", "skopeo", "crane", "ko", "kaniko", "Jib", "Bazel", "Nix", "cosign");
  }

  @Test
  void everyProofIsThere() {
    for (MatchResult row : rows) {
      assertThat(CODE.matcher(row.group(2)).results().map(code -> code.group(1)).toList())
          .as(row.group(1))
          .isNotEmpty()
          .allMatch(proof -> isCase(proof) || isTest(proof));
    }
  }

  /** A case's file or directory, with a wildcard where several are meant. */
  private static boolean isCase(String proof) {
    var pattern = FileSystems.getDefault().getPathMatcher("glob:" + proof);
    return cases.stream()
        .map(Path::of)
        .anyMatch(
            path ->
                Stream.iterate(path, part -> part != null, Path::getParent)
                    .anyMatch(pattern::matches));
  }

  /** {@code CLASS}, {@code CLASS.METHOD} or {@code CLASS.NESTED}. */
  private static boolean isTest(String proof) {
    String[] parts = proof.split("\\.");
    return Stream.of("image-reader", "image-report")
        .flatMap(module -> files(Repository.ROOT.resolve(module).resolve("src/test/java")))
        .filter(file -> file.endsWith(parts[0] + ".java"))
        .anyMatch(
            file ->
                parts.length == 1
                    || Pattern.compile("\\b" + parts[1] + "\\b").matcher(text(file)).find());
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
