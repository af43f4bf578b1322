package multistage.report.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir private Path other;

  @Test
  void isGoneWithAllThatItHoldsOnceItIsClosed() throws IOException {
    Path path;
    try (TemporaryFolder folder = TemporaryFolder.create("test")) {
      path = folder.path();
      fill(path);
      assertThat(path.resolve("a/b/file")).exists();
    }
    assertThat(path).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void leavesWhatLinksInItLeadTo() throws IOException {
    Path kept = Files.writeString(other.resolve("kept"), "kept");
    try (TemporaryFolder folder = TemporaryFolder.create("test")) {
      Files.createSymbolicLink(folder.path().resolve("link"), other);
    }
    assertThat(kept).exists();
  }

  @Test
  void canBeClosedTwiceAndRemovedByOthers() throws IOException {
    TemporaryFolder folder = TemporaryFolder.create("test");
    Files.delete(folder.path());
    folder.close();
    folder.close();
    assertThat(folder.path()).doesNotExist();
  }

  /** A signal is the end of the process, and no block is left in order by it. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isGoneWhenTheProcessIsToldToEnd() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                Owner.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      Path path = Path.of(out.readLine());
      assertThat(path.resolve("a/b/file")).exists();
      process.destroy();
      assertThat(process.waitFor()).isNotZero();
      assertThat(path).doesNotExist();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void fill(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(folder.resolve("a/b/file"), "text");
  }

  /** Says where its folder is, and waits. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws Exception {
      try (TemporaryFolder folder = TemporaryFolder.create("test")) {
        fill(folder.path());
        System.out.println(folder.path());
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }
}
