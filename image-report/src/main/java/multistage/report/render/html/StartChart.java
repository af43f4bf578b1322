package multistage.report.render.html;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import multistage.image.Image;
import multistage.report.model.Memory;
import multistage.report.model.Row;
import multistage.report.model.Topic;
import multistage.report.model.VariantId;
import multistage.report.render.rows.Comparison;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/** How long rows take to start, as bars: those that the chart of sizes shows, and the fastest. */
final class StartChart {
  private StartChart() {}

  /**
   * A row and its bar.
   *
   * @param figure how long it takes to start
   * @param width how long the bar is, in percent of the chart's width
   * @param notes why it is here, and its size and memory
   */
  record Bar(String id, String figure, String width, String notes) {}

  /** The bars, server by server, the slowest first. */
  static List<Bar> of(Comparison comparison) {
    List<Row> chosen =
        comparison.servers().stream().flatMap(server -> of(comparison, server).stream()).toList();
    double slowest = chosen.stream().mapToDouble(StartChart::millis).max().orElse(1);
    return chosen.stream().map(row -> bar(comparison, row, Math.max(slowest, 1))).toList();
  }

  private static List<Row> of(Comparison comparison, String server) {
    List<Row> started =
        comparison.rows().stream()
            .filter(row -> row.id().server().equals(server))
            .filter(row -> row.image().isPresent())
            .filter(row -> row.starts().flatMap(Times::netEstimate).isPresent())
            .toList();
    Map<VariantId, Integer> places = Times.places(started);
    return started.stream()
        .sorted(
            Comparator.comparingDouble(StartChart::shownMillis)
                .thenComparingDouble(StartChart::millis)
                .reversed())
        .filter(
            row ->
                row.topic() == Topic.SIZE
                    || comparison.isSingleStage(row)
                    || row.useFor().isPresent()
                    || comparison.isSmallest(row)
                    || isFastest(row, places))
        .toList();
  }

  /**
   * Whether it is faster than all others, and by more than noise: a place that it shares with none
   * is one of an interval that overlaps none.
   */
  private static boolean isFastest(Row row, Map<VariantId, Integer> places) {
    return places.getOrDefault(row.id(), 0) == 1
        && Collections.frequency(places.values(), 1) == 1
        && millis(row) > 0;
  }

  /** What noise hides counts as nothing. */
  private static double millis(Row row) {
    return row.starts()
        .flatMap(Times::netEstimate)
        .filter(net -> !net.holdsZero())
        .map(net -> Math.max(0, net.medianMillis()))
        .orElse(0.0);
  }

  private static double shownMillis(Row row) {
    return row.starts().flatMap(Times::netEstimate).map(Times::shownMillis).orElse(0.0);
  }

  private static Bar bar(Comparison comparison, Row row, double slowest) {
    double millis = millis(row);
    return new Bar(
        row.id().toString(),
        row.starts().flatMap(Times::net).orElseThrow(),
        String.format(Locale.ROOT, "%.3f%%", 100 * Math.max(millis, slowest / 500) / slowest),
        notes(comparison, row));
  }

  private static String notes(Comparison comparison, Row row) {
    List<String> notes = new ArrayList<>();
    row.image().map(Image::fileBytes).map(Units::bytes).ifPresent(notes::add);
    row.memory()
        .map(Memory::medianBytes)
        .map(Units::bytes)
        .ifPresent(bytes -> notes.add(bytes + " of memory"));
    if (comparison.isSmallest(row)) {
      notes.add("smallest for production");
    }
    // It may have commas of its own, so it comes last.
    row.useFor().ifPresent(what -> notes.add("use for " + what));
    return String.join(", ", notes);
  }
}
