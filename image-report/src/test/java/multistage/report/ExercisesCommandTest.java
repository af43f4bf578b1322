package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: how a watch ends. */
class ExercisesCommandTest {
  private static final String EXERCISE = "02-exec-fails";

  @TempDir private Path root;

  @BeforeEach
  void aRepositoryWithOneExercise() throws IOException {
    Files.createDirectories(root.resolve("dockerfiles"));
    Path home = Files.createDirectories(root.resolve("docs/exercises").resolve(EXERCISE));
    try (Stream<Path> files = Files.list(Repository.ROOT.resolve("docs/exercises/" + EXERCISE))) {
      for (Path file : files.toList()) {
        Files.copy(file, home.resolve(file.getFileName()));
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void controlCEndsAWatchAndTheNextOneContinues() throws Exception {
    String stopped = "Stopped. ./lab exercises watch continues where you were.";
    assertThat(watchUntilControlC()).contains("2. It builds, but exec fails").endsWith("", stopped);
    assertThat(root.resolve("work").resolve(EXERCISE).resolve("Dockerfile")).exists();

    assertThat(watchUntilControlC())
        .as("the task isn't new any more")
        .hasSize(4)
        .endsWith("", stopped);
  }

  /** All that it says, if it comes to wait for a change. */
  private List<String> watchUntilControlC() throws Exception {
    // Whoever starts the tests may be deaf to INT, and hand that on.
    ProcessBuilder builder =
        new ProcessBuilder(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "exercises",
                "watch")
            .directory(root.toFile())
            .redirectErrorStream(true);
    builder.environment().put("LAB_COMMAND", "./lab exercises");
    Process process = builder.start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> said = new ArrayList<>();
      do {
        said.add(out.readLine());
        assertThat(said).doesNotContainNull();
      } while (!said.get(said.size() - 1).startsWith("Watching work/" + EXERCISE));
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
      out.lines().forEach(said::add);
      assertThat(process.waitFor()).isEqualTo(Failure.STOPPED);
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
