package multistage.report.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  private static final String CLEAR = "\r\u001b[K";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long nanos;

  private Progress progress(boolean live) {
    return new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), live, () -> nanos);
  }

  private void pass(int seconds) {
    nanos += TimeUnit.SECONDS.toNanos(seconds);
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void sayingTakesALine() {
    Progress progress = progress(false);
    progress.say("built go/x");
    pass(3);
    progress.say("built go/y");
    assertThat(written()).isEqualTo("[   0.0 s] built go/x\n[   3.0 s] built go/y\n");
  }

  @Test
  void withoutATerminalALineComesEveryTenSeconds() {
    Progress progress = progress(false);
    progress.run(
        "building go/x",
        () -> {
          for (int i = 0; i < 25; i++) {
            pass(1);
            progress.tick();
          }
        });
    pass(60);
    progress.tick();
    assertThat(written())
        .isEqualTo("[  10.0 s] still building go/x, 10 s\n[  20.0 s] still building go/x, 20 s\n");
  }

  @Test
  void whatIsDoneQuicklyIsNotSaid() {
    Progress progress = progress(false);
    progress.run("building go/x", () -> pass(9));
    progress.tick();
    assertThat(written()).isEmpty();
  }

  @Test
  void onATerminalTheLastLineIsWhatIsWorkedOn() {
    Progress progress = progress(true);
    progress.run(
        "building go/x",
        () -> {
          pass(2);
          progress.run(
              "building java/y",
              () -> {
                pass(1);
                bytes.reset();
                progress.tick();
                assertThat(written())
                    .startsWith(CLEAR)
                    .contains("[   3.0 s] building go/x 3 s, building java/y 1 s")
                    .doesNotContain("\n");
              });
        });
    assertThat(written()).as("it ends with an empty line").endsWith(CLEAR);
  }

  @Test
  void onATerminalALineStandsAboveIt() {
    Progress progress = progress(true);
    progress.run(
        "building go/x",
        () -> {
          bytes.reset();
          progress.say("pulled golang");
          assertThat(written())
              .startsWith(CLEAR + "[   0.0 s] pulled golang\n" + CLEAR)
              .contains("building go/x 0 s");
        });
  }

  @Test
  void whatFailsIsNotWorkedOnAnyLonger() {
    Progress progress = progress(false);
    assertThatThrownBy(
            () ->
                progress.call(
                    "building go/x",
                    () -> {
                      throw new IOException("no disk");
                    }))
        .isInstanceOf(IOException.class);
    pass(20);
    progress.tick();
    assertThat(written()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/pts/3, true",
    "/dev/tty1, true",
    "/dev/console, true",
    "pipe:[4711], false",
    "/dev/null, false",
    "/home/somebody/log, false",
    "socket:[12], false"
  })
  void knowsATerminalByItsName(String file, boolean terminal) {
    assertThat(Terminal.isTerminal(Path.of(file))).isEqualTo(terminal);
  }
}
