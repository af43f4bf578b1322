package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import multistage.report.benchmark.BenchmarkBuilds;
import multistage.report.benchmark.BenchmarkRun;
import multistage.report.benchmark.JmhLoad;
import multistage.report.engine.DockerEngine;
import multistage.report.model.Benchmark;
import multistage.report.model.Outcome;
import multistage.report.model.Rebuild;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import multistage.report.render.data.ReportSchema;
import multistage.report.run.FullReport;
import multistage.report.run.ReportFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Benchmarks what {@code FullReportIT} has just built. */
@Tag("benchmark")
class BenchmarkIT {
  private static final Path FOLDER = Path.of(System.getProperty("report", "target/report"));

  private static Instant begin;
  private static Report report;
  private static List<String> failures;
  private static Set<VariantId> notBuilt;

  @BeforeAll
  static void run() throws IOException {
    begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    FullReport.Result run = FullReportIT.result();
    Report before = run.report();
    Progress progress = new Progress(System.out);
    DockerEngine engine = DockerEngine.connect();
    Duration limit = timeLeft();
    BenchmarkRun benchmark =
        new BenchmarkRun(
            new BenchmarkRun.Options(
                Integer.getInteger("benchmark.starts"),
                limit,
                Optional.of(new JmhLoad(FOLDER, progress)),
                BenchmarkBuilds.wantedSeconds(before)),
            engine,
            progress,
            Clock.systemUTC());
    report =
        benchmark.run(
            before,
            run.built(),
            run.bareServer(),
            unfinished -> ReportFiles.keepUnfinished(FOLDER, unfinished));
    // Whoever stops it while it builds keeps this.
    ReportFiles.write(FOLDER, report);
    BenchmarkBuilds builds =
        new BenchmarkBuilds(
            Repository.ROOT, Main.cacheFolder(), engine, progress, Clock.systemUTC());
    report = builds.run(report, run.built(), limit.minus(Duration.between(begin, Instant.now())));
    ReportFiles.write(FOLDER, report);
    notBuilt = builds.leftOut();
    failures = Stream.concat(benchmark.failures().stream(), builds.failures().stream()).toList();
  }

  /**
   * The minutes are the whole command's: what building and the main job took is gone. Where that
   * was long, as in a first run, the benchmark still gets a part that is worth it.
   */
  private static Duration timeLeft() {
    Duration all = Duration.ofMinutes(Integer.getInteger("benchmark.minutes"));
    Duration gone =
        Duration.between(Instant.parse(System.getProperty("benchmark.begin")), Instant.now());
    Duration left = all.minus(gone);
    Duration least = all.multipliedBy(2).dividedBy(5);
    return left.compareTo(least) > 0 ? left : least;
  }

  @Test
  void nothingFailed() {
    assertThat(failures).isEmpty();
  }

  private static List<Row> measurable() {
    return report.variants().stream()
        .filter(row -> row.status() == Outcome.PASSED && row.platform().isEmpty())
        .toList();
  }

  @Test
  void timesTheStartsOfAllRowsThatPassed() {
    assertThat(measurable())
        .isNotEmpty()
        .as("measured by this run, not by one before")
        .allMatch(row -> row.benchmark().filter(b -> !b.measuredAt().isBefore(begin)).isPresent());
    assertThat(measurable())
        .flatExtracting(
            row -> row.benchmark().orElseThrow().starts().orElseThrow().startup().millis())
        .allMatch(millis -> millis > 0);
  }

  @Test
  void findsNoErrorUnderLoad() {
    List<Row> loaded =
        measurable().stream()
            .filter(row -> row.benchmark().flatMap(Benchmark::load).isPresent())
            .toList();
    assertThat(loaded).isNotEmpty();
    assertThat(loaded)
        .allSatisfy(
            row ->
                assertThat(row.benchmark().flatMap(Benchmark::load).orElseThrow().errors())
                    .as(row.id() + ": " + row.benchmark().orElseThrow().remarks())
                    .isZero());
  }

  @Test
  void buildsAgainWhatThereIsTimeFor() {
    // What needs packages from elsewhere can't be built again when they can't be reached.
    assertThat(report.variants())
        .filteredOn(row -> !dockerfile(row).contains("\n# Needs: package repositories"))
        .filteredOn(row -> row.status() == Outcome.PASSED && !notBuilt.contains(row.id()))
        .allMatch(row -> row.rebuild().flatMap(Rebuild::coldBuilds).isPresent());
  }

  private static String dockerfile(Row row) {
    try {
      return Files.readString(Repository.ROOT.resolve(row.dockerfile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void asksAsTheMethodSays() {
    assertThat(measurable())
        .flatExtracting(row -> row.benchmark().flatMap(Benchmark::load).stream().toList())
        .isNotEmpty()
        .allSatisfy(
            load -> {
              assertThat(load.clients()).isEqualTo(8);
              assertThat(load.curve().size()).isIn(0, 20);
              assertThat(load.latencySamples()).isPositive();
            });
  }

  @Test
  void findsALimitThatIsEnoughOrSaysWhyNot() {
    assertThat(measurable())
        .flatExtracting(row -> row.benchmark().stream().toList())
        .filteredOn(benchmark -> benchmark.memory().isPresent())
        .isNotEmpty()
        .allMatch(
            benchmark ->
                benchmark.memory().flatMap(Benchmark.MemoryNeed::smallestLimit).isPresent()
                    ^ benchmark.remarks().stream()
                        .anyMatch(remark -> remark.figure().equals("smallest limit")));
  }

  @Test
  void reportFollowsItsSchema() throws IOException {
    ReportSchema.assertValid(FOLDER.resolve(ReportFiles.JSON));
  }
}
