package multistage.report.render.rows;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import multistage.report.model.Benchmark;
import multistage.report.model.Benchmark.Load;
import multistage.report.model.Benchmark.MemoryNeed;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/** What a benchmark found out, as tables for people. */
public final class BenchmarkTable {
  private static final String ABOUT_STARTS =
      "Start-up: the median time from the start of the container to the first response. Lowest to"
          + " highest: the range of the samples, which are too few for a percentile. Net: without"
          + " Docker's overhead, which is measured right beside each start. ±: how far the 95 %"
          + " interval reaches. CPU time: what the container had used at its first response.";

  private static final String ABOUT_MEMORY =
      "The control group's usage minus inactive file pages; the peak includes them. PSS is the"
          + " process's share of the pages that it maps, whichever group they count for, so it can be"
          + " above the peak. Smallest limit: the smallest --memory found, without swap, with which"
          + " the row starts and answers a hundred requests, to a sixteenth; ≤ marks the smallest"
          + " limit that engines accept.";

  private static final String ABOUT_LOAD =
      "p50, p99: the time until one client has its answer. Answers per second: to several clients at"
          + " once. Both are over keep-alive connections, after a warm-up; the server runs on one"
          + " processor, the clients on another. Errors are requests without a response with status"
          + " 200, and don't count as answers. Don't choose a base image by the throughput of a Hello"
          + " World. It measures the network and the server library; a real service does work for"
          + " each request.";

  private static final String ABOUT_CURVES =
      "One client asks a server that has just started and that nobody has asked before. The table of"
          + " answers has more per second: it is of several clients, after a warm-up.";

  private static final String NONE = "–";

  /** Ten samples are above the 99th percentile of so many; of fewer it would be chance. */
  private static final long MIN_SAMPLES_OF_P99 = 1000;

  /** Figures of an image that is the same still are taken over from an earlier run. */
  private static final String MEASURED = "Measured (UTC)";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private BenchmarkTable() {}

  private static final List<String> STARTS =
      List.of(
          "Variant",
          "Start-up",
          "Lowest to highest",
          "Samples",
          "Net start-up",
          "First after the build",
          "CPU time",
          "Net CPU time",
          MEASURED);

  private static final List<String> MEMORY =
      List.of(
          "Variant",
          "After the start",
          "After requests",
          "Requests",
          "Peak",
          "PSS",
          "Smallest limit",
          MEASURED);

  private static final List<String> LOAD =
      List.of(
          "Variant", "p50", "p99", "Timed", "Answers per second", "Clients", "Errors", MEASURED);

  /**
   * A table.
   *
   * @param lines a row's ID first in each
   * @param note what the columns mean, and what all rows have in common
   */
  public record Table(String name, List<String> headings, List<List<String>> lines, String note) {
    /** Whether the page has a chart of it. */
    public boolean isCurves() {
      return name.equals(CURVES);
    }
  }

  private static final String CURVES = "Answers per second in the first ten seconds under load";

  /** All tables that have a line. */
  public static List<Table> all(List<Row> rows) {
    return Stream.of(
            new Table("Start", STARTS, starts(rows), ABOUT_STARTS),
            new Table("Memory", MEMORY, memory(rows), ABOUT_MEMORY),
            new Table(
                "Answers",
                LOAD,
                load(rows),
                ABOUT_LOAD
                    + (isUnpinned(rows)
                        ? " Here nothing kept the clients on their processor."
                        : "")),
            new Table(CURVES, curveHeadings(rows), curves(rows), ABOUT_CURVES))
        .filter(table -> !table.lines().isEmpty())
        .map(BenchmarkTable::withoutWhatAllHave)
        .toList();
  }

  /** What is the same in all of several lines is said once, below the table. */
  private static Table withoutWhatAllHave(Table table) {
    List<Integer> kept =
        IntStream.range(0, table.headings().size())
            .filter(
                column ->
                    column == 0
                        || table.lines().size() == 1
                        || table.lines().stream().map(line -> line.get(column)).distinct().count()
                            > 1)
            .boxed()
            .toList();
    String same =
        IntStream.range(0, table.headings().size())
            .filter(column -> !kept.contains(column))
            .filter(column -> !table.lines().get(0).get(column).equals(NONE))
            .mapToObj(
                column ->
                    inSentence(table.headings().get(column))
                        + " "
                        + table.lines().get(0).get(column))
            .collect(Collectors.joining(", "));
    return new Table(
        table.name(),
        kept.stream().map(table.headings()::get).toList(),
        table.lines().stream().map(line -> kept.stream().map(line::get).toList()).toList(),
        same.isEmpty() ? table.note() : "The same in all rows: " + same + ". " + table.note());
  }

  /** A heading with a small letter; an abbreviation keeps its capitals. */
  private static String inSentence(String heading) {
    return Character.isLowerCase(heading.charAt(1))
        ? Character.toLowerCase(heading.charAt(0)) + heading.substring(1)
        : heading;
  }

  /**
   * What has to be known of figures, or why they are missing: a sentence for each thing, with all
   * rows that it is true of.
   */
  public static List<String> remarks(List<Row> rows) {
    Map<Benchmark.Remark, List<String>> byRemark = new LinkedHashMap<>();
    for (Row row : rows) {
      row.benchmark().stream()
          .flatMap(benchmark -> benchmark.remarks().stream())
          .distinct()
          .forEach(
              remark ->
                  byRemark
                      .computeIfAbsent(remark, unseen -> new ArrayList<>())
                      .add(row.id().toString()));
    }
    long measured = rows.stream().filter(row -> row.benchmark().isPresent()).count();
    return byRemark.entrySet().stream()
        .map(
            entry ->
                entry.getKey().figure()
                    + " of "
                    + (entry.getValue().size() == measured && measured > 1
                        ? "all rows"
                        : String.join(", ", entry.getValue()))
                    + ": "
                    + entry.getKey().text())
        .toList();
  }

  private static List<List<String>> starts(List<Row> rows) {
    return lines(
        rows,
        (row, benchmark) ->
            benchmark
                .starts()
                .map(
                    starts ->
                        List.of(
                            row.id().toString(),
                            Times.gross(starts.startup()),
                            RowFigures.range(starts.startup().millis()) + " ms",
                            String.valueOf(starts.startup().millis().size()),
                            Times.net(starts.startup()).orElse(NONE),
                            row.startup()
                                .flatMap(Startup::firstMillis)
                                .map(Times::whole)
                                .orElse(NONE),
                            starts.cpuMedian().map(BenchmarkTable::cpu).orElse(NONE),
                            starts.netCpuMedian().map(BenchmarkTable::cpu).orElse(NONE),
                            when(benchmark))));
  }

  private static List<List<String>> memory(List<Row> rows) {
    return lines(
        rows,
        (row, benchmark) ->
            benchmark
                .memory()
                .map(
                    need ->
                        List.of(
                            row.id().toString(),
                            Units.bytes(need.afterStart()),
                            Units.bytes(need.afterRequests()),
                            Units.exactBytes(need.requests()),
                            need.peak().map(Units::bytes).orElse(NONE),
                            need.pss().map(Units::bytes).orElse(NONE),
                            limit(need),
                            when(benchmark))));
  }

  private static List<List<String>> load(List<Row> rows) {
    return lines(
        rows,
        (row, benchmark) ->
            benchmark
                .load()
                .map(
                    load ->
                        List.of(
                            row.id().toString(),
                            micros(load.latencyP50Micros()),
                            p99(load),
                            Units.exactBytes(load.latencySamples()),
                            Units.exactBytes(Math.round(load.requestsPerSecond())),
                            String.valueOf(load.clients()),
                            Units.exactBytes(load.errors()),
                            when(benchmark))));
  }

  /** The headings of the curves' table: the seconds at which each half ends. */
  private static List<String> curveHeadings(List<Row> rows) {
    int points = curves(rows).stream().mapToInt(List::size).max().orElse(1) - 1;
    List<String> headings = new ArrayList<>(List.of("Variant"));
    IntStream.rangeClosed(1, points).forEach(i -> headings.add(Units.tenths(i / 2.0) + " s"));
    return headings;
  }

  /** Answers per second in each half second under load. */
  private static List<List<String>> curves(List<Row> rows) {
    return lines(
        rows,
        (row, benchmark) ->
            benchmark
                .load()
                .map(Load::curve)
                .filter(curve -> !curve.isEmpty())
                .map(
                    curve -> {
                      List<String> cells = new ArrayList<>(List.of(row.id().toString()));
                      curve.forEach(value -> cells.add(Units.exactBytes(Math.round(value))));
                      return cells;
                    }));
  }

  /** Whether a row was asked by a client that nothing kept on its own processor. */
  private static boolean isUnpinned(List<Row> rows) {
    return rows.stream()
        .flatMap(row -> row.benchmark().stream())
        .flatMap(benchmark -> benchmark.load().stream())
        .anyMatch(load -> !load.clientPinned());
  }

  private interface Line {
    Optional<List<String>> of(Row row, Benchmark benchmark);
  }

  private static List<List<String>> lines(List<Row> rows, Line line) {
    return rows.stream()
        .flatMap(row -> row.benchmark().flatMap(benchmark -> line.of(row, benchmark)).stream())
        .toList();
  }

  private static String p99(Load load) {
    return load.latencySamples() < MIN_SAMPLES_OF_P99 ? NONE : micros(load.latencyP99Micros());
  }

  private static String limit(MemoryNeed need) {
    return need.smallestLimit()
        .map(bytes -> (need.atEngineFloor() ? "≤ " : "") + Units.bytes(bytes))
        .orElse(NONE);
  }

  private static String when(Benchmark benchmark) {
    return MINUTE.format(benchmark.measuredAt());
  }

  private static String cpu(double seconds) {
    return Units.millis(seconds * 1000);
  }

  private static String micros(double micros) {
    return Units.number(micros) + " µs";
  }
}
