package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.InternalServerErrorException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import multistage.report.diagnostic.UserError;
import multistage.report.engine.Bug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What is a user's to put right has one line; what isn't says so. */
class FailureTest {
  private final StringWriter err = new StringWriter();

  @Command(name = "image-report", version = "image-report 0")
  private record Failing(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  static Stream<Arguments> whatAUserCanPutRight() {
    return Stream.of(
        Arguments.of(new UserError("it is red", "paint it").at("a.txt", 3), 1),
        Arguments.of(new UserError("it is red", "paint it").in("a.txt"), 1),
        Arguments.of(new NoSuchFileException("a.txt"), 1),
        Arguments.of(new UncheckedIOException(new IOException("the disk is full")), 1),
        Arguments.of(new InternalServerErrorException("{\"message\":\"no space left\"}"), 3),
        Arguments.of(new RuntimeException(new IOException("Broken pipe")), 3));
  }

  @ParameterizedTest
  @MethodSource
  void whatAUserCanPutRight(Exception failure, int code) {
    assertThat(fail(failure)).isEqualTo(code);
    assertThat(err.toString()).startsWith("image-report: ").doesNotContain("bug", "\tat ");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void saysWhereAndWhatToDo() {
    fail(new UserError("it is red", "paint it").at("a.txt", 3));
    assertThat(err).hasToString("image-report: a.txt:3: it is red; paint it\n");
  }

  /** The place that is nearest to the mistake stays. */
  @Test
  void hasOnePlace() {
    UserError error = new UserError("it is red").at("a.txt", 3);
    assertThat(error.in("b.txt")).hasMessage("a.txt:3: it is red");
    assertThat(error.at("b.txt", 1).diagnostic()).isEqualTo(error.diagnostic());
  }

  static List<Exception> bugs() {
    return List.of(
        new IllegalArgumentException("3 is not the median"),
        new NumberFormatException("3 is not the median"),
        new NullPointerException("3 is not the median"),
        new IllegalStateException("3 is not the median"),
        new RuntimeException("3 is not the median", new IllegalStateException()));
  }

  @ParameterizedTest
  @MethodSource
  void bugs(Exception bug) {
    assertThat(fail(bug)).isEqualTo(70);
    assertThat(err.toString().lines().findFirst())
        .hasValue("image-report: this is a bug in image-report, and no mistake of yours: " + bug);
    assertThat(err.toString())
        .contains(
            "Please report it: ", "image-report 0, Java ", "\tat " + FailureTest.class.getName());
  }

  /** It costs a row, and the run came to its end. */
  @Test
  void aBugInARowIsToldApartFromARowThatFailed() {
    CommandLine command = new CommandLine(new Failing(null)).setErr(new PrintWriter(err));
    assertThat(Failure.ofRun(List.of(), command)).isZero();
    assertThat(Failure.ofRun(List.of("the build failed"), command)).isEqualTo(1);
    assertThat(err.toString()).isEmpty();

    String reason = Bug.reason(new IllegalStateException("3 is not the median"));
    assertThat(Failure.ofRun(List.of("the build failed", reason), command)).isEqualTo(70);
    assertThat(err.toString())
        .startsWith("image-report: this is a bug in image-report, and no mistake of yours: ")
        .contains(
            "3 is not the median", "Please report it: ", "\tat " + FailureTest.class.getName());
  }

  /** Picocli wraps what is no exception. */
  @Test
  void anError() {
    assertThat(end(new CommandLine(new LacksALibrary()), "load")).isEqualTo(70);
    assertThat(err.toString().lines().findFirst().orElseThrow())
        .endsWith(": java.lang.UnsatisfiedLinkError: no library");
  }

  @Command(name = "image-report", version = "image-report 0")
  private static final class LacksALibrary {
    @Command
    void load() {
      throw new UnsatisfiedLinkError("no library");
    }
  }

  @Test
  void theHelpHasEveryExitCode() {
    assertThat(Main.commandLine().getUsageMessage())
        .contains("Exit codes:")
        .containsPattern("(?m)^ +0 +all is well")
        .containsPattern("(?m)^ +" + Failure.FAILED + " +\\S")
        .containsPattern("(?m)^ +" + CommandLine.ExitCode.USAGE + " +\\S")
        .containsPattern("(?m)^ +" + Failure.NO_ENGINE + " +\\S")
        .containsPattern("(?m)^ +" + Failure.BUG + " +a bug in image-report")
        .containsPattern("(?m)^ +" + Failure.STOPPED + " +\\S");
  }

  private int fail(Exception failure) {
    return end(new CommandLine(new Failing(failure)));
  }

  private int end(CommandLine command, String... words) {
    return command
        .setExecutionExceptionHandler(new Failure())
        .setErr(new PrintWriter(err))
        .execute(words);
  }
}
