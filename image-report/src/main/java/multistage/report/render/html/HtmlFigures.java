package multistage.report.render.html;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import multistage.image.Image;
import multistage.report.model.EngineShare;
import multistage.report.model.Estimate;
import multistage.report.model.Memory;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/**
 * A row's figures to the last digit, each with how far its samples are apart and how many there
 * are: the table below {@code index.html}'s chart of starts.
 */
final class HtmlFigures {
  private static final String NONE = "–";

  private final Row row;

  HtmlFigures(Row row) {
    this.row = row;
  }

  /** The rows that have any figure, in that order. */
  static List<HtmlFigures> of(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.image().isPresent() || row.starts().isPresent())
        .map(HtmlFigures::new)
        .toList();
  }

  /** What the chart's legend says of Docker's overhead. */
  static String engineShare(Optional<EngineShare> share) {
    return share
        .map(
            engine ->
                "Docker's overhead is "
                    + Times.of(Estimate.of(engine.millis()))
                    + ": the median of "
                    + engine.millis().size()
                    + " starts, which took "
                    + range(engine.millis())
                    + " ms.")
        .orElse("Docker's overhead wasn't measured.");
  }

  String id() {
    return row.id().toString();
  }

  String fileBytes() {
    return row.image().map(Image::fileBytes).map(Units::exactBytes).orElse(NONE);
  }

  String gzipBytes() {
    return row.image().map(Image::gzipBytes).map(Units::exactBytes).orElse(NONE);
  }

  String start() {
    return row.starts().map(Times::gross).orElse(NONE);
  }

  String startRange() {
    return row.starts().map(Startup::millis).map(HtmlFigures::range).orElse(NONE);
  }

  String starts() {
    return row.starts().map(startup -> String.valueOf(startup.millis().size())).orElse(NONE);
  }

  String net() {
    return row.starts().flatMap(Times::net).orElse(NONE);
  }

  String first() {
    return row.startup().flatMap(Startup::firstMillis).map(Times::whole).orElse(NONE);
  }

  String memory() {
    return row.memory().map(Memory::medianBytes).map(Units::exactBytes).orElse(NONE);
  }

  String memoryRange() {
    return row.memory()
        .map(Memory::bytes)
        .map(
            bytes ->
                Units.exactBytes(Collections.min(bytes))
                    + " to "
                    + Units.exactBytes(Collections.max(bytes)))
        .orElse(NONE);
  }

  String memorySamples() {
    return row.memory().map(memory -> String.valueOf(memory.bytes().size())).orElse(NONE);
  }

  private static String range(List<Double> millis) {
    return Math.round(Collections.min(millis)) + " to " + Math.round(Collections.max(millis));
  }
}
