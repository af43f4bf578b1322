package multistage.sizereport.pipeline;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import multistage.sizereport.model.Phase;

/** Says what is being done and how long it has taken: plain lines, each with the time so far. */
public final class Progress {
  private final PrintStream out;
  private final long beginNanos = System.nanoTime();
  private final List<Phase> phases = new ArrayList<>();

  /** Writes to that stream. */
  public Progress(PrintStream out) {
    this.out = out;
  }

  /** Something that is done in a phase. */
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Says what is done now, does it, and keeps the time it took. */
  <T, E extends Exception> T phase(String name, String what, Work<T, E> work) throws E {
    say(name + ": " + what);
    long begin = System.nanoTime();
    T result = work.run();
    phases.add(new Phase(name, (System.nanoTime() - begin) / 1_000_000));
    return result;
  }

  /** A line of its own, whichever thread it comes from. */
  synchronized void say(String line) {
    out.printf(Locale.ROOT, "[%6.1f s] %s%n", (System.nanoTime() - beginNanos) / 1e9, line);
    out.flush();
  }

  /** The phases so far, in order. */
  List<Phase> phases() {
    return List.copyOf(phases);
  }
}
