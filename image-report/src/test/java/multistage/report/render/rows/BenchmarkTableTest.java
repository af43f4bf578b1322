package multistage.report.render.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.report.model.Benchmark;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.VariantId;
import multistage.report.render.ExampleReports;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.Test;

class BenchmarkTableTest {
  private static final Report MIXED = ExampleReports.mixed();

  private static Row row(String id) {
    return MIXED.variants().stream()
        .filter(row -> row.id().toString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Row with(Row row, Benchmark.Remark... remarks) {
    Benchmark benchmark = row.benchmark().orElseThrow();
    return row.withBenchmark(
        Optional.of(
            new Benchmark(
                benchmark.measuredAt(),
                benchmark.image(),
                benchmark.starts(),
                benchmark.memory(),
                benchmark.load(),
                List.of(remarks))));
  }

  @Test
  void everyTableSaysWhenItsFiguresWereMeasured() {
    List<BenchmarkTable.Table> tables =
        BenchmarkTable.all(MIXED.variants()).stream().filter(table -> !table.isCurves()).toList();
    assertThat(tables).hasSize(3);
    for (BenchmarkTable.Table table : tables) {
      int column = table.headings().indexOf("Measured (UTC)");
      for (List<String> line : table.lines()) {
        assertThat(line).hasSameSizeAs(table.headings());
        assertThat(line.get(column))
            .as(table.name() + " of " + line.get(0))
            .isEqualTo(
                line.get(0).equals("java/multi-stage-jre")
                    ? "2026-04-30 23:59"
                    : "2026-05-01 11:00");
      }
    }
  }

  @Test
  void whatAllRowsHaveInCommonIsSaidOnce() {
    BenchmarkTable.Table table = BenchmarkTable.all(List.of(row("java/multi-stage-jre"))).get(0);
    assertThat(table.headings()).as("of one row, all stays").contains("Measured (UTC)");
    Row jre = row("java/multi-stage-jre");
    table =
        BenchmarkTable.all(List.of(jre, jre.with().id(VariantId.parse("java/x")).build())).get(0);
    assertThat(table.headings()).containsExactly("Variant");
    assertThat(table.lines()).containsExactly(List.of("java/multi-stage-jre"), List.of("java/x"));
    assertThat(table.note()).contains("measured (UTC) 2026-04-30 23:59");
  }

  @Test
  void noPercentileIsShownThatTheSamplesCannotCarry() {
    Row row = row("java/multi-stage-jre");
    Startup startup = row.benchmark().flatMap(Benchmark::starts).orElseThrow().startup();
    List<BenchmarkTable.Table> tables = BenchmarkTable.all(List.of(row));
    assertThat(cell(tables.get(0), "Lowest to highest"))
        .isEqualTo(RowFigures.range(startup.millis()) + " ms");
    assertThat(cell(tables.get(0), "Samples")).isEqualTo(String.valueOf(startup.millis().size()));
    assertThat(cell(answers(row, 999), "p99")).isEqualTo("–");
    assertThat(cell(answers(row, 1000), "p99")).endsWith(" µs");
  }

  private static BenchmarkTable.Table answers(Row row, long timed) {
    Benchmark benchmark = row.benchmark().orElseThrow();
    Benchmark.Load load = benchmark.load().orElseThrow();
    Benchmark with =
        new Benchmark(
            benchmark.measuredAt(),
            benchmark.image(),
            benchmark.starts(),
            benchmark.memory(),
            Optional.of(
                new Benchmark.Load(
                    load.clientPinned(),
                    load.latencyP50Micros(),
                    load.latencyP99Micros(),
                    timed,
                    load.requestsPerSecond(),
                    load.clients(),
                    load.errors(),
                    load.curve())),
            benchmark.remarks());
    return BenchmarkTable.all(List.of(row.withBenchmark(Optional.of(with)))).stream()
        .filter(table -> table.name().equals("Answers"))
        .findFirst()
        .orElseThrow();
  }

  private static String cell(BenchmarkTable.Table table, String heading) {
    return table.lines().get(0).get(table.headings().indexOf(heading));
  }

  @Test
  void theStartsWithMoreRoundsAreShown() {
    Row row = row("java/multi-stage-jre");
    Startup benchmark = row.benchmark().flatMap(Benchmark::starts).orElseThrow().startup();
    List<Double> fewer = benchmark.millis().subList(1, benchmark.millis().size());
    List<Double> more = Stream.concat(benchmark.millis().stream(), Stream.of(1.0)).toList();

    assertThat(row.withStartup(starts(fewer)).starts()).contains(benchmark);
    assertThat(row.withStartup(starts(more)).starts()).isEqualTo(starts(more));
    assertThat(row.withStartup(Optional.empty()).starts()).contains(benchmark);
    assertThat(row.withBenchmark(Optional.empty()).starts()).isEqualTo(row.startup());
  }

  private static Optional<Startup> starts(List<Double> millis) {
    return Optional.of(Startup.of(millis, List.of(), Optional.empty()));
  }

  /** So no report can show it. */
  @Test
  void noRowHasTheBenchmarkOfAnotherImage() {
    Row jre = row("java/multi-stage-jre");
    Row alpine = row("go/multi-stage-alpine");
    assertThatThrownBy(() -> alpine.withBenchmark(jre.benchmark()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("go/multi-stage-alpine can't have the benchmark of another image");
    String json = ReportJson.write(MIXED);
    String ofAnother =
        json.replace(
            "\"image\": \"" + jre.image().orElseThrow().id().value() + "\"",
            "\"image\": \"" + alpine.image().orElseThrow().id().value() + "\"");
    assertThat(ofAnother).isNotEqualTo(json);
    assertThatThrownBy(() -> ReportJson.read(ofAnother))
        .hasMessageContaining("java/multi-stage-jre can't have the benchmark of another image");
  }

  @Test
  void remarksNameTheRowsThatTheyAreTrueOf() {
    Benchmark.Remark swap = new Benchmark.Remark("smallest limit", "left out: it may swap");
    Benchmark.Remark time = new Benchmark.Remark("answers", "left out: there was no time");
    Row one = with(row("go/multi-stage-alpine"), swap, swap, time);
    Row other = with(row("java/multi-stage-jre"), swap);
    assertThat(BenchmarkTable.remarks(List.of(one, other, row("go/single-stage"))))
        .containsExactly(
            "smallest limit of all rows: left out: it may swap",
            "answers of go/multi-stage-alpine: left out: there was no time");
    assertThat(BenchmarkTable.remarks(List.of(one)).get(0))
        .isEqualTo("smallest limit of go/multi-stage-alpine: left out: it may swap");
  }
}
