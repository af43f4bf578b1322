package multistage.report.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import multistage.report.engine.BuildSteps.Step;

/**
 * Tells a build in which nothing moves any more, such as a download over a connection that has
 * died, from one that takes long: patience belongs to progress. Output is progress, and so is
 * processor time, what comes over the network, and a process that begins or ends.
 *
 * <p>Which of the steps that run on this machine is the build's, nobody says. But BuildKit prints a
 * line when a step begins: one that begins after the build's last line is another build's. Where
 * none is seen, as with an engine on another machine, nothing is concluded.
 */
final class Standstill {
  /** For so long nothing has moved. Linux gives up connecting to nobody after 127 seconds. */
  static final Duration MAX = Duration.ofMinutes(4);

  /** So long nobody looks: what prints now and then isn't worth it, and a step takes to begin. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** What a JVM that waits for nothing uses in that time is less. */
  private static final long MIN_CPU_MILLIS = 2_000;

  /** What others in the same network ask everybody there for comes to less. */
  private static final long MIN_RECEIVED_BYTES = 16_384;

  private final Supplier<Map<String, Step>> steps;
  private final LongSupplier nanoTime;
  private long movedNanos;
  private long lookedNanos;

  /** The steps that may be the build's, as they were when something moved last. */
  private Map<String, Step> whenMoved = Map.of();

  /** Of a build that begins now; the steps are those that run at the moment, by any name. */
  Standstill(Supplier<Map<String, Step>> steps, LongSupplier nanoTime) {
    this.steps = steps;
    this.nanoTime = nanoTime;
    moved();
  }

  /** Of a build that begins now on this machine. */
  static Standstill ofBuild() {
    return new Standstill(() -> BuildSteps.in(Path.of("/proc")), System::nanoTime);
  }

  /** There was output. */
  synchronized void moved() {
    movedNanos = nanoTime.getAsLong();
    lookedNanos = movedNanos;
    whenMoved = Map.of();
  }

  /** Whether nothing has moved for too long; to be asked every few seconds. */
  synchronized boolean isReached() {
    long now = nanoTime.getAsLong();
    if (now - lookedNanos < PAUSE.toNanos()) {
      return false;
    }
    lookedNanos = now;
    Map<String, Step> running = new HashMap<>(steps.get());
    if (!whenMoved.isEmpty()) {
      running.keySet().retainAll(whenMoved.keySet());
    }
    if (haveMoved(running)) {
      movedNanos = now;
      whenMoved = running;
    }
    return now - movedNanos >= MAX.toNanos();
  }

  private boolean haveMoved(Map<String, Step> running) {
    return running.isEmpty()
        || !running.keySet().equals(whenMoved.keySet())
        || running.entrySet().stream()
            .anyMatch(step -> hasMoved(whenMoved.get(step.getKey()), step.getValue()));
  }

  private static boolean hasMoved(Step before, Step now) {
    return !now.processes().equals(before.processes())
        || now.cpuMillis() - before.cpuMillis() >= MIN_CPU_MILLIS
        || now.receivedBytes() - before.receivedBytes() >= MIN_RECEIVED_BYTES;
  }

  /** What is wrong, for a message. */
  static String inWords() {
    return "the build came to a standstill: for "
        + MAX.toMinutes()
        + " minutes it printed nothing, received nothing, and used no processor time worth"
        + " mentioning";
  }
}
