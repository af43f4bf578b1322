package multistage.report.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import multistage.image.Digest;

/**
 * What {@code -Pbenchmark} found out about a row beyond what every run measures.
 *
 * @param measuredAt when that run began: before the report's own, where an earlier run measured the
 *     same image on the same engine
 * @param image the digest of the configuration of the image that was measured
 * @param starts how fast it starts, from more samples; empty where the machine was too noisy
 * @param memory what it needs of memory; empty where the engine doesn't count it
 * @param load how it answers under load; empty where that wasn't measured
 * @param remarks why a figure is missing, or what has to be known about one
 */
public record Benchmark(
    Instant measuredAt,
    Digest image,
    Optional<Starts> starts,
    Optional<MemoryNeed> memory,
    Optional<Load> load,
    List<Remark> remarks) {
  /** Copies the list. */
  public Benchmark {
    remarks = List.copyOf(remarks);
  }

  /**
   * Something to know before a figure is believed, or missed.
   *
   * @param figure which, as in {@code smallest limit}
   * @param text what, as in {@code left out, as …}
   */
  public record Remark(String figure, String text) {}

  /**
   * Starts, from more rounds than every run has.
   *
   * @param startup the starts
   * @param p95Millis what 95 of 100 samples are not above, by the nearest rank: a sample, never a
   *     number in between
   * @param cpuSeconds the processor time that the container had used at its first answer, for each
   *     start; empty where this host can't read it
   * @param engineCpuSeconds the same of the server with nothing in it
   */
  public record Starts(
      Startup startup, double p95Millis, List<Double> cpuSeconds, List<Double> engineCpuSeconds) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException when a figure isn't the samples'
     */
    public Starts {
      cpuSeconds = List.copyOf(cpuSeconds);
      engineCpuSeconds = List.copyOf(engineCpuSeconds);
      if (p95Millis != percentile(startup.millis(), 95)) {
        throw new IllegalArgumentException(
            p95Millis + " is not the 95th percentile of " + startup.millis());
      }
    }

    /** These samples with their figures. */
    public static Starts of(
        List<Double> millis,
        List<Double> engineMillis,
        List<Double> cpuSeconds,
        List<Double> engineCpuSeconds) {
      return new Starts(
          Startup.of(millis, engineMillis, Optional.empty()),
          percentile(millis, 95),
          cpuSeconds,
          engineCpuSeconds);
    }

    /** The median processor time to the first answer, in seconds. */
    public Optional<Double> cpuMedian() {
      return cpuSeconds.isEmpty() ? Optional.empty() : Optional.of(Median.of(cpuSeconds));
    }

    /** The same without the engine's own share; 0 where noise hides the difference. */
    public Optional<Double> netCpuMedian() {
      return engineCpuSeconds.isEmpty()
          ? Optional.empty()
          : cpuMedian().map(median -> Math.max(0, median - Median.of(engineCpuSeconds)));
    }
  }

  /**
   * Memory, in bytes: where not said otherwise the control group's usage less inactive file pages.
   *
   * @param afterStart once it has given its first answer
   * @param afterRequests once it has answered {@code requests} more
   * @param requests how many these were
   * @param peak the most that the control group has used up to then, file pages included: the
   *     kernel keeps no other peak; empty where this host can't read it
   * @param pss the process's proportional set size after the requests; empty where the process
   *     isn't this host's
   * @param smallestLimit the smallest limit of memory and swap together with which it starts and
   *     serves; empty where none that was tried was enough, or none keeps it from swapping
   * @param atEngineFloor whether that is the smallest limit that engines accept, so that it may
   *     need less; false without one
   */
  public record MemoryNeed(
      long afterStart,
      long afterRequests,
      int requests,
      Optional<Long> peak,
      Optional<Long> pss,
      Optional<Long> smallestLimit,
      boolean atEngineFloor) {}

  /**
   * Answers under load over connections that are kept, the server on one processor.
   *
   * @param clientPinned whether the client was kept on another processor
   * @param latencyP50Micros the median time that one client waits for an answer with 200, in
   *     microseconds, requests that failed before it included
   * @param latencyP99Micros what 99 of 100 answers don't take longer than
   * @param latencySamples how many answers were timed
   * @param requestsPerSecond how many answers with 200 several clients got together
   * @param clients how many these were
   * @param errors answers that weren't a 200, and connections that broke, in all that was asked
   *     under load; none of them is one of the answers above
   * @param curve answers per second to one client in each of the first half seconds of a server's
   *     life under load; empty where that wasn't measured
   */
  public record Load(
      boolean clientPinned,
      double latencyP50Micros,
      double latencyP99Micros,
      long latencySamples,
      double requestsPerSecond,
      int clients,
      long errors,
      List<Double> curve) {
    /** Copies the list. */
    public Load {
      curve = List.copyOf(curve);
    }
  }

  /**
   * A percentile by the nearest rank.
   *
   * @param samples at least one
   * @param percent more than 0, at most 100
   * @see <a href="https://www.itl.nist.gov/div898/handbook/prc/section2/prc262.htm">NIST, on
   *     percentiles and that they are estimated in several ways</a>
   */
  static double percentile(List<Double> samples, int percent) {
    List<Double> sorted = samples.stream().sorted().toList();
    return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
  }
}
