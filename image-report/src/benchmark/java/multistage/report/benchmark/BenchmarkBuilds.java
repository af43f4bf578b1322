package multistage.report.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.build.Builders;
import multistage.report.build.Built;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.model.Outcome;
import multistage.report.model.Rebuild;
import multistage.report.model.Report;
import multistage.report.model.Result;
import multistage.report.model.Row;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Phases;
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
  private final DockerEngine engine;
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
      Path root, Path cache, DockerEngine engine, Progress progress, Clock clock) {
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
   * Builds again what a run has built.
   *
   * @param built what it built
   * @param limit how long all may take; a row that is expected to take longer isn't begun
   * @return the report with what was found out
   */
  public Report run(Report report, List<Built> built, Duration limit) throws IOException {
    long endNanos = System.nanoTime() + limit.toNanos();
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Set<VariantId> wanted =
        report.variants().stream()
            .filter(row -> row.status() == Outcome.PASSED)
            .filter(BenchmarkBuilds::isWanted)
            .map(Row::id)
            .collect(Collectors.toSet());
    List<Built> inTurn =
        BuildTimes.inTurn(
            built.stream().filter(each -> wanted.contains(each.variant().id())).toList());
    if (inTurn.isEmpty()) {
      return report;
    }
    Map<VariantId, Variant> variants =
        inTurn.stream().map(Built::variant).collect(Collectors.toMap(Variant::id, each -> each));
    BuildTimes times = times(report);
    RepeatedBuilds repeated =
        new RepeatedBuilds(
            root,
            engine,
            new Builders(engine, new BuildKit(engine.connection().watch())),
            progress);
    RepeatedBuilds.Turn hasTime =
        (variant, before) -> {
          before.forEach(
              (id, result) ->
                  result
                      .result()
                      .ifPresent(rebuild -> times.add(id, variants.get(id).stages(), rebuild)));
          boolean isEnough = times.expected(variant) <= (endNanos - System.nanoTime()) / 1e9;
          if (!isEnough) {
            leftOut.add(variant.id());
          }
          return isEnough;
        };
    Phases phases = new Phases(progress);
    Map<VariantId, Result<Rebuild>> results =
        phases.time(
            RepeatedBuilds.PHASE,
            RepeatedBuilds.WHAT,
            () -> repeated.rebuild(inTurn, new Weigher(engine, cache, progress), at, hasTime));
    if (!leftOut.isEmpty()) {
      progress.say(
          "no time to build again: "
              + leftOut.stream().map(VariantId::toString).collect(Collectors.joining(", "))
              + "; -Prebuild builds all, and the next -Pbenchmark those first");
    }
    failures =
        inTurn.stream()
            .map(each -> each.variant().id())
            .filter(results::containsKey)
            .flatMap(id -> results.get(id).failure().stream().map(reason -> id + ": " + reason))
            .toList();
    return report.with(
        complete ->
            complete
                .variants(report.variants().stream().map(row -> with(row, results)).toList())
                .phases(Stream.concat(report.phases().stream(), phases.list().stream()).toList()));
  }

  private static Row with(Row row, Map<VariantId, Result<Rebuild>> results) {
    Optional<Rebuild> rebuild = Optional.ofNullable(results.get(row.id())).flatMap(Result::result);
    return rebuild.isPresent() ? row.withRebuild(rebuild) : row;
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
