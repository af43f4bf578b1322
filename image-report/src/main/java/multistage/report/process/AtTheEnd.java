package multistage.report.process;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Something to be done when the process is told to end, as by Ctrl-C, before this is closed.
 *
 * <p>This process has one shutdown hook, which does all that waits by then, side by side, as one
 * may have to wait for a container or a build that is just ending.
 */
public final class AtTheEnd implements AutoCloseable {
  private static final Set<AtTheEnd> WAITING = new LinkedHashSet<>();

  static {
    // Nothing is registered in a process that is ending already.
    if (!isEnding()) {
      Runtime.getRuntime().addShutdownHook(new Thread(AtTheEnd::runAll, "clean up at the end"));
    }
  }

  private final String name;
  private final Runnable action;

  /**
   * Has it done at the end.
   *
   * @param name what it does, for the name of its thread
   * @throws IllegalStateException when the process is ending already
   */
  public AtTheEnd(String name, Runnable action) {
    this.name = name;
    this.action = action;
    synchronized (WAITING) {
      requireNotEnding();
      WAITING.add(this);
    }
  }

  private static void runAll() {
    List<Thread> threads = new ArrayList<>();
    synchronized (WAITING) {
      WAITING.forEach(waiting -> threads.add(new Thread(waiting.action, waiting.name)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether it needn't be done any more; else it is being done, or has been. */
  public boolean cancel() {
    synchronized (WAITING) {
      return !isEnding() && WAITING.remove(this);
    }
  }

  /** Whether the process was told to end, as by Ctrl-C: what fails from then on isn't news. */
  public static boolean isEnding() {
    try {
      // This one isn't registered: only the refusal counts, which comes before any hook has run.
      Runtime.getRuntime().removeShutdownHook(new Thread());
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /**
   * Keeps loops from going on to their next item.
   *
   * @throws IllegalStateException when the process is ending
   */
  public static void requireNotEnding() {
    if (isEnding()) {
      throw new IllegalStateException("the process is ending");
    }
  }

  @Override
  public void close() {
    cancel();
  }
}
