package multistage.sizereport.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import multistage.sizereport.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangedSourceTest {
  @TempDir Path folder;

  @Test
  void changesTheTextAndNoOtherLine() {
    String source =
        """
        // Says "listening on".
        fmt.Fprintf(out, "Listening on http://%s\\n", address)
        log("Listening on")
        """;

    assertThat(ChangedSource.change(source, "Build 2"))
        .contains(
            """
            // Says "listening on".
            fmt.Fprintf(out, "Build 2: Listening on http://%s\\n", address)
            log("Listening on")
            """);
  }

  @Test
  void aSourceWithoutTheTextHasNoSuchLine() {
    assertThat(ChangedSource.change("// Listening on", "Build 2")).isEmpty();
  }

  @Test
  void changesOneFileAndCopiesTheRest() throws IOException {
    Path context = folder.resolve("context");
    byte[] binary = {0, (byte) 0xff, (byte) 0xc3, 10};
    write(context.resolve(".dockerignore"), "a\n".getBytes(ISO_8859_1));
    write(context.resolve("a/ignored.txt"), "\"Listening on\"".getBytes(ISO_8859_1));
    write(context.resolve("b/data"), binary);
    write(context.resolve("b/main.x"), "x \"Listening on\" \u00e9".getBytes(ISO_8859_1));
    write(context.resolve("c/test.x"), "\"Listening on\"".getBytes(ISO_8859_1));

    assertThat(ChangedSource.copy(context, "Build 2", folder.resolve("copy"))).contains("b/main.x");

    assertThat(folder.resolve("copy/a/ignored.txt")).hasContent("\"Listening on\"");
    assertThat(folder.resolve("copy/b/data")).hasBinaryContent(binary);
    assertThat(folder.resolve("copy/b/main.x"))
        .hasBinaryContent("x \"Build 2: Listening on\" \u00e9".getBytes(ISO_8859_1));
    assertThat(folder.resolve("copy/c/test.x")).hasContent("\"Listening on\"");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void permissionsStayAsTheyAre() throws IOException {
    Path context = Files.createDirectories(folder.resolve("context"));
    Path script = Files.writeString(context.resolve("run"), "\"Listening on\"");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));

    ChangedSource.copy(context, "Build 2", folder.resolve("copy"));

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("copy/run"))))
        .isEqualTo("rwxr-x--x");
  }

  /** A server that has no such line would silently be left out of {@code -Prebuild}. */
  @ParameterizedTest
  @MethodSource
  void everyServerOfTheRepositoryHasTheLineInItsProgram(Path server) throws IOException {
    assertThat(ChangedSource.copy(server, "Build 2", folder.resolve("copy")))
        .hasValueSatisfying(file -> assertThat(file).containsPattern("^(main\\.go|src/main/.*)$"));
  }

  static List<Path> everyServerOfTheRepositoryHasTheLineInItsProgram() throws IOException {
    try (Stream<Path> folders = Files.list(Repository.ROOT)) {
      return folders
          .filter(path -> path.getFileName().toString().startsWith("webserver-"))
          .sorted()
          .toList();
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
