package multistage.report.process;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run's progress is written: whether that is a terminal, on which a line can be written
 * again. In doubt it is none: then there are plain lines.
 */
public final class Terminal {
  private Terminal() {}

  /** Progress of a program whose standard error its user sees. */
  public static Progress ofStandardError() {
    boolean terminal =
        isWanted() && standardError().map(Terminal::isTerminal).orElseGet(Terminal::isConsole);
    return terminal ? Progress.live(System.err) : new Progress(System.err);
  }

  /** CI systems give logs the look of a terminal at times, and say so. */
  private static boolean isWanted() {
    return System.getenv("CI") == null && !"dumb".equals(System.getenv("TERM"));
  }

  /** Where standard error goes; empty where the system doesn't say. */
  private static Optional<Path> standardError() {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/2")));
    } catch (IOException e) {
      // No Linux.
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
