package multistage.report.process;

import java.io.Console;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run's progress is written: whether that is a terminal, on which a line can be written
 * again. In doubt it is none: then there are plain lines.
 */
public final class Terminal {
  private static final Path TTY = Path.of("/dev/tty");

  private Terminal() {}

  /** Progress of a program whose standard error its user sees. */
  public static Progress ofStandardError() {
    boolean terminal =
        isWanted() && ofProcess("self", 2).map(Terminal::isTerminal).orElseGet(Terminal::isConsole);
    return terminal ? Progress.live(System.err) : new Progress(System.err);
  }

  /**
   * Progress of a process whose standard output a build tool reads and prints, as Maven does with
   * its tests': where that prints to a terminal, the line is written there.
   */
  public static Progress behindABuildTool() {
    if (isWanted() && readerOfStandardOutput().map(Terminal::isTerminal).orElse(false)) {
      try {
        // Open as long as the process lives, as standard output is.
        return Progress.live(new PrintStream(new FileOutputStream(TTY.toFile()), true));
      } catch (IOException e) {
        // A process without a controlling terminal: plain lines, by way of the build tool.
        return new Progress(System.out);
      }
    }
    return new Progress(System.out);
  }

  /** CI systems give logs the look of a terminal at times, and say so. */
  private static boolean isWanted() {
    return System.getenv("CI") == null && !"dumb".equals(System.getenv("TERM"));
  }

  /**
   * Where the nearest ancestor prints to that has another standard output than this process: a
   * shell between them has the same.
   */
  private static Optional<Path> readerOfStandardOutput() {
    Optional<Path> own = ofProcess("self", 1);
    Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
    while (own.isPresent() && ancestor.isPresent()) {
      Optional<Path> output = ofProcess(String.valueOf(ancestor.get().pid()), 1);
      if (output.isEmpty() || !output.equals(own)) {
        return output;
      }
      ancestor = ancestor.get().parent();
    }
    return Optional.empty();
  }

  /** What a process has open under that number; empty where the system doesn't say. */
  private static Optional<Path> ofProcess(String process, int descriptor) {
    try {
      return Optional.of(
          Files.readSymbolicLink(Path.of("/proc", process, "fd", String.valueOf(descriptor))));
    } catch (IOException e) {
      // No Linux, or somebody else's process.
      return Optional.empty();
    }
  }

  static boolean isTerminal(Path file) {
    return file.toString().matches("/dev/(pts/\\d+|tty\\w*|console)");
  }

  /** Until JDK 21 there is a console only on a terminal; since then it says whether it is one. */
  private static boolean isConsole() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a console that can't be asked", e);
    }
  }
}
