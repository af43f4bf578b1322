package multistage.report.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is done when the process is told to end, and what isn't any more. */
class AtTheEndTest {
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void doesWhatWaitsByThen() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                Told.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("ready");
      // Told by way of its handle, what it says can still be read.
      process.toHandle().destroy();
      List<String> said = out.lines().toList();
      assertThat(process.waitFor()).isNotZero();
      assertThat(said).containsExactlyInAnyOrder("first, ending: true", "second, ending: true");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void isNotNeededOnceItIsClosed() {
    AtTheEnd removal = new AtTheEnd("remove something", () -> {});
    assertThat(removal.cancel()).as("it hadn't been done").isTrue();
    assertThat(removal.cancel()).as("it isn't to be done any more").isFalse();
    assertThat(AtTheEnd.isEnding()).isFalse();
  }

  /** Has three things to do, of which one is done in time. */
  static final class Told {
    private Told() {}

    public static void main(String[] arguments) throws Exception {
      List.of("first", "second")
          .forEach(
              name ->
                  new AtTheEnd(
                      name, () -> System.out.println(name + ", ending: " + AtTheEnd.isEnding())));
      new AtTheEnd("closed", () -> System.out.println("closed")).close();
      System.out.println("ready");
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
