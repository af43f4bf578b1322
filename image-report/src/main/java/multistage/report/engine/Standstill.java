package multistage.report.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import multistage.report.engine.BuildSteps.Used;

/**
 * Tells a build in which nothing moves any more, such as a download over a connection that has
 * died, from one that takes long: patience belongs to progress. Output is progress, and so is
 * processor time, what comes over the network, and a process that begins or ends. Where no process
 * of the build is seen, as on another machine, nothing is concluded.
 */
final class Standstill {
  /** For so long nothing has moved. Linux gives up connecting to nobody after 127 seconds. */
  static final Duration MAX = Duration.ofMinutes(4);

  /** So long nobody looks: what prints now and then isn't worth it. */
  private static final Duration QUIET = Duration.ofSeconds(30);

  /** What a JVM that waits for nothing uses in that time is less. */
  private static final long MIN_CPU_MILLIS = 2_000;

  /** What others in the same network ask everybody there for comes to less. */
  private static final long MIN_RECEIVED_BYTES = 16_384;

  private final Supplier<Map<Long, Used>> steps;
  private final LongSupplier nanoTime;
  private long movedNanos;
  private Map<Long, Used> whenMoved = Map.of();

  /** Of a build that begins now, and whose processes are looked at there. */
  Standstill(Supplier<Map<Long, Used>> steps, LongSupplier nanoTime) {
    this.steps = steps;
    this.nanoTime = nanoTime;
    this.movedNanos = nanoTime.getAsLong();
  }

  /** Of a build that begins now on this machine. */
  static Standstill ofBuild() {
    return new Standstill(() -> BuildSteps.in(Path.of("/proc")), System::nanoTime);
  }

  /** There was output. */
  synchronized void moved() {
    movedNanos = nanoTime.getAsLong();
    whenMoved = Map.of();
  }

  /** Whether nothing has moved for too long; to be asked every few seconds. */
  synchronized boolean isReached() {
    if (nanoTime.getAsLong() - movedNanos < QUIET.toNanos()) {
      return false;
    }
    Map<Long, Used> now = steps.get();
    if (hasMoved(now)) {
      movedNanos = nanoTime.getAsLong();
      whenMoved = now;
    }
    return nanoTime.getAsLong() - movedNanos >= MAX.toNanos();
  }

  private boolean hasMoved(Map<Long, Used> now) {
    if (now.isEmpty() || !now.keySet().equals(whenMoved.keySet())) {
      return true;
    }
    long cpuMillis = 0;
    long receivedBytes = 0;
    for (Map.Entry<Long, Used> process : now.entrySet()) {
      Used before = whenMoved.get(process.getKey());
      cpuMillis += process.getValue().cpuMillis() - before.cpuMillis();
      receivedBytes =
          Math.max(receivedBytes, process.getValue().receivedBytes() - before.receivedBytes());
    }
    return cpuMillis >= MIN_CPU_MILLIS || receivedBytes >= MIN_RECEIVED_BYTES;
  }

  /** What is wrong, for a message. */
  static String inWords() {
    return "the build came to a standstill: for "
        + MAX.toMinutes()
        + " minutes it printed nothing, received nothing, and used no processor time worth"
        + " mentioning";
  }
}
