package multistage.report.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.build.Attempt;
import multistage.report.build.Builders;
import multistage.report.engine.BuildKit;
import multistage.report.engine.TestcontainersEngine;
import multistage.report.model.Outcome;
import multistage.report.model.Rebuild;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import multistage.report.rebuild.RepeatedBuilds;
import multistage.report.weigh.Weigher;

/**
 * Builds again those rows of a report that have no figures of that, or none that hold: as many as
 * there is time for, in turn over the servers. What is left out is said.
 */
public final class BenchmarkBuilds {
  private final Path root;
  private final Path cache;
  private final TestcontainersEngine engine;
  private final Progress progress;
  private final Clock clock;
  private final Set<VariantId> leftOut = new LinkedHashSet<>();
  private List<String> failures = List.of();

  /**
   * A run with that engine.
   *
   * @param root the repository's root
   * @param cache the folder that keeps what was read of layers
   */
  public BenchmarkBuilds(
      Path root, Path cache, TestcontainersEngine engine, Progress progress, Clock clock) {
    this.root = root;
    this.cache = cache;
    this.engine = engine;
    this.progress = progress;
    this.clock = clock;
  }

  /** How long all that has to be built is to be expected to take, in seconds. */
  public static double wantedSeconds(Report report) {
    BuildTimes times = times(report);
    return report.variants().stream()
        .filter(row -> row.status() == Outcome.PASSED)
        .filter(BenchmarkBuilds::isWanted)
        .mapToDouble(row -> times.expected(row.id(), row.stages()))
        .sum();
  }

  private static boolean isWanted(Row row) {
    return row.rebuild().flatMap(Rebuild::coldBuilds).isEmpty();
  }

  private static BuildTimes times(Report report) {
    BuildTimes times = new BuildTimes();
    report
        .variants()
        .forEach(row -> row.rebuild().ifPresent(known -> times.add(row.id(), row.stages(), known)));
    return times;
  }

  /**
   * The report with what was found out.
   *
   * @param limit how long all may take; a row that is expected to take longer isn't begun
   */
  public Report run(Report report, Duration limit) throws IOException {
    long endNanos = System.nanoTime() + limit.toNanos();
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    List<Attempt> attempts =
        BuildTimes.inTurn(
            new ReportedImages(root, engine, progress)
                .of(report, BenchmarkBuilds::isWanted).stream().map(Attempt::new).toList());
    if (attempts.isEmpty()) {
      return report;
    }
    BuildTimes times = times(report);
    new RepeatedBuilds(root, engine, new Builders(engine, new BuildKit()), progress)
        .rebuild(
            attempts,
            new Weigher(engine, cache, progress),
            at,
            attempt -> {
              // Those before it have been built.
              attempts.forEach(times::add);
              double left = (endNanos - System.nanoTime()) / 1e9;
              boolean hasTime = times.expected(attempt) <= left;
              if (!hasTime) {
                leftOut.add(attempt.variant.id());
              }
              return hasTime;
            });
    if (!leftOut.isEmpty()) {
      progress.say(
          "no time to build again: "
              + leftOut.stream().map(VariantId::toString).collect(Collectors.joining(", "))
              + "; -Prebuild builds all, and the next -Pbenchmark those first");
    }
    failures =
        attempts.stream()
            .flatMap(
                attempt ->
                    attempt.failure().stream().map(reason -> attempt.variant.id() + ": " + reason))
            .toList();
    return report.with(
        complete ->
            complete
                .variants(report.variants().stream().map(row -> with(row, attempts)).toList())
                .phases(
                    Stream.concat(report.phases().stream(), progress.phases().stream()).toList()));
  }

  private static Row with(Row row, List<Attempt> attempts) {
    return attempts.stream()
        .filter(attempt -> attempt.variant.id().equals(row.id()))
        .filter(attempt -> attempt.rebuild().isPresent())
        .findFirst()
        .map(attempt -> row.withRebuild(attempt.rebuild()))
        .orElse(row);
  }

  /** The rows that there was no time for. */
  public Set<VariantId> leftOut() {
    return Set.copyOf(leftOut);
  }

  /** What couldn't be built again, and why: a line for each row. */
  public List<String> failures() {
    return failures;
  }
}
