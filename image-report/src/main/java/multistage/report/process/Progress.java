package multistage.report.process;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Says what is being done and how long it has taken: lines, each with the time so far. On a
 * terminal the last line is what is worked on right now, and is written again every second;
 * elsewhere a line comes every ten seconds for what isn't done yet.
 */
public final class Progress {
  private static final long TICK_MILLIS = 1_000;
  private static final long STILL_SECONDS = 10;

  /** To the line's beginning, and nothing behind it. */
  private static final String CLEAR = "\r\u001b[K";

  /** A line that is too long for the terminal is cut by it: two couldn't be written over. */
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private final PrintStream out;
  private final boolean live;
  private final LongSupplier nanoTime;
  private final long beginNanos;
  private final Set<Item> working = new LinkedHashSet<>();
  private ScheduledExecutorService clock;
  private ScheduledFuture<?> ticks;
  private boolean ended;

  /** Writes lines to that stream, which isn't a terminal. */
  public Progress(PrintStream out) {
    this(out, false, System::nanoTime);
  }

  Progress(PrintStream out, boolean live, LongSupplier nanoTime) {
    this.out = out;
    this.live = live;
    this.nanoTime = nanoTime;
    this.beginNanos = nanoTime.getAsLong();
  }

  /** Writes to a terminal, which gets its line back also when the process is told to end. */
  static Progress live(PrintStream terminal) {
    Progress progress = new Progress(terminal, true, System::nanoTime);
    // As long as the process lives.
    new AtTheEnd("clear the terminal's line", progress::end);
    return progress;
  }

  /** Something that is done meanwhile. */
  public interface Work<T, E extends Exception> {
    public T run() throws E;
  }

  /** What is worked on, and when its next line is due where there is no terminal. */
  private static final class Item {
    final String what;
    final long beginNanos;
    long nextSeconds = STILL_SECONDS;

    Item(String what, long beginNanos) {
      this.what = what;
      this.beginNanos = beginNanos;
    }
  }

  /** Shows that it is worked on, as in {@code building go/single-stage}, while it is done. */
  public <T, E extends Exception> T call(String what, Work<T, E> work) throws E {
    Item item = begin(what);
    try {
      return work.run();
    } finally {
      end(item);
    }
  }

  /** The same for what has no result. */
  public void run(String what, Runnable work) {
    call(
        what,
        () -> {
          work.run();
          return null;
        });
  }

  private synchronized Item begin(String what) {
    Item item = new Item(what, nanoTime.getAsLong());
    working.add(item);
    if (ticks == null) {
      if (clock == null) {
        clock =
            Executors.newSingleThreadScheduledExecutor(
                task -> {
                  Thread thread = new Thread(task, "progress");
                  thread.setDaemon(true);
                  return thread;
                });
      }
      ticks =
          clock.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
    draw();
    return item;
  }

  private synchronized void end(Item item) {
    working.remove(item);
    if (working.isEmpty() && ticks != null) {
      ticks.cancel(false);
      ticks = null;
    }
    draw();
  }

  /** Gives the line back for good: threads may go on for a moment. */
  private synchronized void end() {
    out.print(CLEAR);
    out.flush();
    ended = true;
  }

  /** What has to be said again every second. */
  synchronized void tick() {
    if (live) {
      draw();
      return;
    }
    for (Item item : working) {
      long seconds = seconds(item.beginNanos);
      if (seconds >= item.nextSeconds) {
        item.nextSeconds = (seconds / STILL_SECONDS + 1) * STILL_SECONDS;
        say("still " + item.what + ", " + seconds + " s");
      }
    }
  }

  /** A line of its own, whichever thread it comes from. */
  public synchronized void say(String line) {
    if (live && !ended) {
      out.print(CLEAR);
    }
    out.println(timed(line));
    draw();
    out.flush();
  }

  private void draw() {
    if (!live || ended) {
      return;
    }
    out.print(CLEAR);
    if (!working.isEmpty()) {
      String line =
          working.stream()
              .map(item -> item.what + " " + seconds(item.beginNanos) + " s")
              .collect(Collectors.joining(", "));
      out.print(NO_WRAP + timed(line) + WRAP);
    }
    out.flush();
  }

  private String timed(String line) {
    return String.format(
        Locale.ROOT, "[%6.1f s] %s", (nanoTime.getAsLong() - beginNanos) / 1e9, line);
  }

  private long seconds(long sinceNanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - sinceNanos);
  }

  /** The first line of an error's message, or of its name where it has none. */
  public static String firstLine(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), e.toString()).lines().findFirst().orElse("");
  }
}
