package multistage.report.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import multistage.report.Repository;
import multistage.report.build.Built;
import multistage.report.engine.EngineWatch;
import multistage.report.engine.StoredImages;
import multistage.report.measure.Benchmarker;
import multistage.report.measure.TimedStart;
import multistage.report.model.Benchmark;
import multistage.report.model.Estimate;
import multistage.report.model.Noise;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Stage;
import multistage.report.model.Variant;
import multistage.report.model.VariantBuilder;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a benchmark makes of an engine that is pretended. */
class BenchmarkRunTest {
  private static final VariantId ID = VariantId.parse("go/multi-stage-scratch");
  private static final VariantId BARE = VariantId.parse("engine/bare-server");

  private final PretendedEngine engine = new PretendedEngine();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private int rounds = 5;
  private Report before;
  private final List<Report> kept = new ArrayList<>();
  private List<String> failures;

  @BeforeEach
  void readARecordedRow() throws IOException {
    Report recorded =
        ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
    before =
        recorded
            .withNoise(Optional.empty())
            .withVariants(
                List.of(
                    recorded
                        .row(ID)
                        .orElseThrow()
                        .withBenchmark(Optional.empty())
                        .withDifference(Optional.empty())));
  }

  private Row run() throws IOException {
    return benchmarked().row(ID).orElseThrow();
  }

  private Report benchmarked() throws IOException {
    BenchmarkRun run =
        new BenchmarkRun(
            new BenchmarkRun.Options(rounds, Duration.ofMinutes(1), Optional.empty(), 0),
            engine,
            new Progress(new PrintStream(said, true)),
            Clock.systemUTC());
    Report report = run.run(before, List.of(built(ID)), Optional.of(built(BARE)), kept::add);
    failures = run.failures();
    return report;
  }

  /** As of a run whose noise exceeded the bound. */
  @Test
  void aRowWithoutAStartTimeIsMeasured() throws IOException {
    before =
        before.withVariants(
            before.variants().stream().map(row -> row.withStartup(Optional.empty())).toList());
    Benchmark benchmark = run().benchmark().orElseThrow();
    assertThat(benchmark.starts().orElseThrow().startup().millis()).hasSize(5);
    assertThat(failures).isEmpty();
  }

  /** The machine may have become busy since the times in the report. */
  @Test
  void noiseCostsTheStartsAndNothingElse() throws IOException {
    Noise quiet = new Noise(new Estimate(1, -4, 9, 5));
    before = before.withNoise(Optional.of(quiet));
    for (int i = 0; i < 5; i++) {
      engine.bareMillis.addAll(List.of(200.0, 500.0));
    }
    Report report = benchmarked();
    assertThat(report.noise()).as("of the times that the report shows").contains(quiet);
    Benchmark benchmark = report.row(ID).orElseThrow().benchmark().orElseThrow();
    assertThat(benchmark.starts()).isEmpty();
    assertThat(benchmark.memory()).isPresent();
    assertThat(benchmark.remarks())
        .singleElement()
        .extracting(Benchmark.Remark::figure, Benchmark.Remark::text)
        .containsExactly("start", "left out: the machine was too noisy");
    assertThat(failures).singleElement().asString().startsWith("starts: too noisy");
  }

  @Test
  void anEngineThatEndsCostsNoStartThatWasTimed() throws IOException {
    engine.endsAfterStarts = 20;
    Benchmark benchmark = run().benchmark().orElseThrow();
    assertThat(benchmark.starts().orElseThrow().startup().millis()).hasSize(5);
    assertThat(benchmark.memory()).isEmpty();
    assertThat(benchmark.remarks())
        .singleElement()
        .extracting(Benchmark.Remark::figure, Benchmark.Remark::text)
        .containsExactly(
            "memory", "left out: the engine stopped answering while asking for its limits");
    assertThat(failures)
        .singleElement()
        .asString()
        .startsWith("the engine stopped answering while asking for its limits");
  }

  @Test
  void eachPhaseIsKept() throws IOException {
    Benchmark whole = run().benchmark().orElseThrow();
    assertThat(kept)
        .extracting(report -> report.row(ID).orElseThrow().benchmark().orElseThrow())
        .extracting(Benchmark::starts, Benchmark::memory)
        .containsExactly(
            tuple(whole.starts(), Optional.empty()), tuple(whole.starts(), whole.memory()));
    assertThat(whole.memory()).isPresent();
  }

  @Test
  void anEngineThatEndsIsNotAskedAgain() throws IOException {
    engine.endsAfterStarts = 16;
    Benchmark benchmark = run().benchmark().orElseThrow();
    assertThat(benchmark.starts().orElseThrow().startup().millis()).hasSize(3);
    assertThat(engine.asked).as("the one that failed is the last").isEqualTo(17);
    assertThat(failures).singleElement().asString().contains("stopped answering");
  }

  @Test
  void aStartIsTimedTenTimesHoweverEvenItIs() throws IOException {
    rounds = 20;
    assertThat(run().benchmark().orElseThrow().starts().orElseThrow().startup().millis())
        .hasSize(10);
  }

  /** Two of ten that are 8 ms slower have a margin of 4 ms, two of nine one of 8 ms. */
  @Test
  void aMarginHasToHoldForTwoRounds() throws IOException {
    rounds = 20;
    engine.ownMillis.addAll(List.of(238.0, 238.0));
    assertThat(run().benchmark().orElseThrow().starts().orElseThrow().startup().millis())
        .hasSize(11);
  }

  private static Built built(VariantId id) {
    Variant variant =
        VariantBuilder.empty()
            .id(id)
            .stages(List.of(new Stage(Optional.empty(), "scratch")))
            .build();
    return new Built(
        variant, "FROM scratch\n", StoredImages.of(new byte[32]), Map.of(), false, List.of());
  }

  /** Starts everything in the time that it is told. */
  private static final class PretendedEngine implements BenchmarkEngine {
    private final Queue<Double> bareMillis = new ArrayDeque<>();
    private final Queue<Double> ownMillis = new ArrayDeque<>();
    private int endsAfterStarts = Integer.MAX_VALUE;
    private int asked;
    private boolean answers = true;
    private final EngineWatch watch = new EngineWatch(() -> answers);

    @Override
    public TimedStart time(Variant variant) {
      asked++;
      answers &= asked <= endsAfterStarts;
      requireAnswer();
      boolean isBare = variant.id().equals(BARE);
      Double millis = (isBare ? bareMillis : ownMillis).poll();
      return new TimedStart(
          Objects.requireNonNullElse(millis, isBare ? 200.0 : 230.0), Optional.empty());
    }

    @Override
    public Optional<String> looseMemoryLimit() {
      answers &= asked < endsAfterStarts;
      requireAnswer();
      return Optional.empty();
    }

    @Override
    public Optional<Benchmarker.Memory> memory(Variant variant, Optional<String> looseLimit) {
      requireAnswer();
      return Optional.of(
          new Benchmarker.Memory(
              new Benchmark.MemoryNeed(
                  1, 2, 1000, Optional.empty(), Optional.empty(), Optional.of(3L), false),
              Optional.empty()));
    }

    private void requireAnswer() {
      if (!answers) {
        throw new IllegalStateException("connection refused");
      }
    }

    @Override
    public <T> T onProcessor(Variant variant, int processor, Benchmarker.Use<T> use) {
      throw new UnsupportedOperationException("no load is asked for");
    }

    @Override
    public EngineWatch watch() {
      return watch;
    }
  }
}
