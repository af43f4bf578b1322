package multistage.report;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import multistage.report.diagnostic.UserError;
import multistage.report.engine.Bug;
import multistage.report.engine.EngineMessage;
import multistage.report.engine.NoEngineException;
import multistage.report.process.AtTheEnd;
import multistage.report.process.InputFile;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells a user why a command ended early: in one line where the user or the machine has to do
 * something, and with all that a report of a bug needs where nobody but this program's authors can.
 */
final class Failure implements IExecutionExceptionHandler {
  /** What is wrong can be put right by the user, or a row or an exercise failed. */
  static final int FAILED = 1;

  /** No engine answers, or the one that did refuses. */
  static final int NO_ENGINE = 3;

  /** As sysexits.h has it for an internal software error. */
  static final int BUG = 70;

  /** As a shell has it for what Ctrl-C ended: 128 and the signal's number. */
  static final int STOPPED = 130;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n\t]]");

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    // Picocli wraps errors, such as a library that is missing.
    return e instanceof CommandLine.ExecutionException && e.getCause() != null
        ? tell(e.getCause(), command)
        : tell(e, command);
  }

  private static int tell(Throwable e, CommandLine command) {
    if (AtTheEnd.isEnding()) {
      return print(command, "stopped", STOPPED);
    }
    if (e instanceof UserError) {
      return print(command, e.getMessage(), FAILED);
    }
    if (e instanceof NoEngineException) {
      return print(command, e.getMessage(), NO_ENGINE);
    }
    if (e instanceof IOException failed) {
      return print(command, InputFile.problem(failed), FAILED);
    }
    if (e instanceof UncheckedIOException failed) {
      return print(command, InputFile.problem(failed.getCause()), FAILED);
    }
    Optional<String> engineSays = EngineMessage.in(e);
    if (engineSays.isPresent()) {
      return print(
          command,
          "the engine doesn't do what it is asked to: "
              + engineSays.get()
              + "; docker info shows whether it is well",
          NO_ENGINE);
    }
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace, true));
    return print(command, bug(Bug.inWords(e), command, trace.toString()), BUG);
  }

  /**
   * The exit code of a run that came to its end: a bug costs the rows in which it is, and no
   * others. It is said what to do about it.
   *
   * @param reasons why rows failed
   */
  static int ofRun(List<String> reasons, CommandLine command) {
    Optional<String> bug = reasons.stream().filter(Bug::isReason).findFirst();
    bug.ifPresent(
        reason -> {
          String first = reason.lines().findFirst().orElseThrow();
          String where = reason.lines().skip(1).collect(Collectors.joining("\n"));
          print(command, bug(first, command, where), BUG);
        });
    return bug.isPresent() ? BUG : reasons.isEmpty() ? 0 : FAILED;
  }

  private static String bug(String words, CommandLine command, String trace) {
    return words
        + "\nPlease report it: with the command that you gave, the files that it takes, and these"
        + " lines.\n"
        + String.join(" ", command.getCommandSpec().root().version())
        + ", Java "
        + System.getProperty("java.vm.version")
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch")
        + "\n"
        + trace.stripTrailing();
  }

  private static int print(CommandLine command, String message, int code) {
    // It may quote a file, and what a terminal would obey isn't for a file to say.
    command.getErr().println("image-report: " + CONTROL.matcher(message).replaceAll("?"));
    command.getErr().flush();
    return code;
  }
}
