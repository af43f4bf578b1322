package multistage.report.rebuild;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.report.Repository;
import multistage.report.diagnostic.UserError;
import multistage.report.dockerfile.DockerIgnore;
import multistage.report.engine.BuildContext;
import multistage.report.model.Builder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A copy of a build context, with one line changed. */
class ChangedContextTest {
  @TempDir private Path context;

  @Test
  void isACopyThatGoesAway() throws IOException {
    write("src/a.sh", "first\n");
    write("b", "same\n");
    Path folder;
    try (ChangedContext changed =
        ChangedContext.withLine(context, new Change("src/a.sh", "second"))) {
      folder = changed.folder();
      assertThat(folder.resolve("src/a.sh")).hasContent("first\nsecond\n");
      assertThat(folder.resolve("b")).hasContent("same\n");
    }
    assertThat(folder).doesNotExist();
    assertThat(context.resolve("src/a.sh")).hasContent("first\n");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> ChangedContext.withLine(context, new Change("src/c.sh", "x")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("src/c.sh");
  }

  @Test
  void changesTheTextAndNoOtherLine() {
    String source =
        """
        // Says "listening on".
        fmt.Fprintf(out, "Listening on http://%s\\n", address)
        log("Listening on")
        """;

    assertThat(ChangedContext.change(source, "Build 2"))
        .contains(
            """
            // Says "listening on".
            fmt.Fprintf(out, "Build 2: Listening on http://%s\\n", address)
            log("Listening on")
            """);
  }

  @Test
  void aSourceWithoutTheTextHasNoSuchLine() throws IOException {
    write("main.x", "// Listening on");

    assertThat(withWords(context)).isEmpty();
  }

  @Test
  void changesOneFileAndCopiesTheRest() throws IOException {
    byte[] binary = {0, (byte) 0xff, (byte) 0xc3, 10};
    write(".dockerignore", "a\n");
    write("a/ignored.txt", "\"Listening on\"");
    write("b/data", new String(binary, ISO_8859_1));
    write("b/main.x", "x \"Listening on\" \u00e9");
    write("c/test.x", "\"Listening on\"");

    try (ChangedContext changed = withWords(context).orElseThrow()) {
      Path copy = changed.folder();
      assertThat(copy.resolve("a/ignored.txt")).hasContent("\"Listening on\"");
      assertThat(copy.resolve("b/data")).hasBinaryContent(binary);
      assertThat(copy.resolve("b/main.x"))
          .hasBinaryContent("x \"Build 2: Listening on\" \u00e9".getBytes(ISO_8859_1));
      assertThat(copy.resolve("c/test.x")).hasContent("\"Listening on\"");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void permissionsStayAsTheyAre() throws IOException {
    Path script = write("run", "\"Listening on\"");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));

    try (ChangedContext changed = withWords(context).orElseThrow()) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(changed.folder().resolve("run"))))
          .isEqualTo("rwxr-x--x");
    }
  }

  /** A server that has no such line would silently be left out of {@code -Prebuild}. */
  @ParameterizedTest
  @MethodSource
  void everyServerOfTheRepositoryHasTheLineInItsProgram(Path server) throws IOException {
    try (ChangedContext changed = withWords(server).orElseThrow()) {
      List<String> different = new ArrayList<>();
      for (Path file : filesOf(server)) {
        if (Files.mismatch(server.resolve(file), changed.folder().resolve(file)) >= 0) {
          different.add(file.toString());
        }
      }
      assertThat(different).singleElement().asString().matches("main\\.go|src/main/.*");
    }
  }

  static List<Path> everyServerOfTheRepositoryHasTheLineInItsProgram() throws IOException {
    try (Stream<Path> folders = Files.list(Repository.ROOT)) {
      return folders
          .filter(path -> path.getFileName().toString().startsWith("webserver-"))
          .sorted()
          .toList();
    }
  }

  private static Optional<ChangedContext> withWords(Path context) throws IOException {
    DockerIgnore ignored =
        BuildContext.dockerIgnore(context, context.resolve("Dockerfile"), Builder.CLASSIC);
    return ChangedContext.withWords(context, ignored, "Build 2");
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).map(folder::relativize).toList();
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = context.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, ISO_8859_1);
  }
}
