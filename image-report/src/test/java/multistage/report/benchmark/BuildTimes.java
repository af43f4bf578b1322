package multistage.report.benchmark;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import multistage.report.build.Built;
import multistage.report.model.Rebuild;
import multistage.report.model.Rebuild.ColdBuild;
import multistage.report.model.Stage;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;

/**
 * How long building a row again is to be expected to take: as long as the slowest row of the same
 * server that is known. What stages take counts, and the last one of several takes next to nothing.
 */
final class BuildTimes {
  /** For a row of a server that nothing is known of, in seconds. */
  static final double UNKNOWN_SECONDS = 60;

  /**
   * More than the figures: one build isn't timed, contexts are copied, images are read, and what
   * was made is removed.
   */
  private static final double AROUND_BUILDS = 1.25;

  private final Map<String, Double> stageSeconds = new HashMap<>();

  /** Takes in what building a row again took. */
  void add(VariantId id, List<Stage> stages, Rebuild rebuild) {
    stageSeconds.merge(id.server(), seconds(rebuild) / working(stages), Math::max);
  }

  /** How long building a row again is to be expected to take, in seconds. */
  double expected(VariantId id, List<Stage> stages) {
    Double perStage = stageSeconds.get(id.server());
    return perStage == null ? UNKNOWN_SECONDS : perStage * working(stages);
  }

  /** How long building it again is to be expected to take, in seconds. */
  double expected(Variant variant) {
    return expected(variant.id(), variant.stages());
  }

  private static int working(List<Stage> stages) {
    return Math.max(1, stages.size() - 1);
  }

  /** All that it took, about. */
  private static double seconds(Rebuild rebuild) {
    long byOthers =
        rebuild.coldBuilds().stream()
            .flatMap(List::stream)
            .skip(1)
            .mapToLong(ColdBuild::millis)
            .sum();
    return (rebuild.coldMillis() + rebuild.unchangedMillis() + rebuild.changedMillis() + byOthers)
        / 1e3
        * AROUND_BUILDS;
  }

  /**
   * The order in which rows are built again: each server's first one, then each one's second, so
   * that whatever there is time for says something of every server.
   */
  static List<Built> inTurn(List<Built> all) {
    record Turn(int number, Built built) {}
    Map<String, Integer> seen = new HashMap<>();
    return all.stream()
        .map(built -> new Turn(seen.merge(built.variant().id().server(), 1, Integer::sum), built))
        .sorted(Comparator.comparingInt(Turn::number))
        .map(Turn::built)
        .toList();
  }
}
