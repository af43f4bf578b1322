package multistage.report.measure;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.CpuStatsConfig;
import com.github.dockerjava.api.model.CpuUsageConfig;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * What a container uses, as its control group counts.
 *
 * @param memoryBytes its memory less inactive file pages: what was read from files and could be
 *     dropped at any time isn't the program's need
 * @param cpuNanos the processor time that it has used so far
 */
record Usage(long memoryBytes, long cpuNanos) {
  private static final int PATIENCE_SECONDS = 20;

  /**
   * Asks the engine, which takes a second or two.
   *
   * @return empty where the engine doesn't count memory, as some without root don't
   * @throws TimeoutException when it doesn't answer
   */
  static Optional<Usage> of(DockerClient client, String containerId)
      throws InterruptedException, TimeoutException {
    try (LastAnswer answer = new LastAnswer()) {
      client.statsCmd(containerId).withNoStream(true).exec(answer);
      if (!answer.awaitCompletion(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new TimeoutException(
            "the engine doesn't say within " + PATIENCE_SECONDS + " s what a container uses");
      }
      return Optional.ofNullable(answer.last).flatMap(Usage::of);
    } catch (IOException e) {
      throw new IllegalStateException("the engine's answer couldn't be closed", e);
    }
  }

  /** The figures as {@code docker stats} takes them from the engine's answer. */
  static Optional<Usage> of(Statistics statistics) {
    Optional<MemoryStatsConfig> memory = Optional.ofNullable(statistics.getMemoryStats());
    long all = memory.map(MemoryStatsConfig::getUsage).orElse(0L);
    if (all == 0) {
      return Optional.empty();
    }
    long inactive =
        memory
            .map(MemoryStatsConfig::getStats)
            .flatMap(
                // Version 1 of control groups calls the group's own pages and those of groups below
                // it by one name, version 2 by the other.
                stats ->
                    Stream.of(stats.getTotalInactiveFile(), stats.getInactiveFile())
                        .flatMap(Stream::ofNullable)
                        .findFirst())
            .filter(pages -> pages < all)
            .orElse(0L);
    long cpuNanos =
        Optional.ofNullable(statistics.getCpuStats())
            .map(CpuStatsConfig::getCpuUsage)
            .map(CpuUsageConfig::getTotalUsage)
            .orElse(0L);
    return Optional.of(new Usage(all - inactive, cpuNanos));
  }

  private static final class LastAnswer extends ResultCallback.Adapter<Statistics> {
    private volatile Statistics last;

    @Override
    public void onNext(Statistics statistics) {
      last = statistics;
    }
  }
}
