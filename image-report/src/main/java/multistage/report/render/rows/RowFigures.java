package multistage.report.render.rows;

import java.util.Collections;
import java.util.List;
import multistage.image.Image;
import multistage.report.model.Memory;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/**
 * What was measured of a row: each figure as people read it, to the last digit, to sort by (-1 for
 * none), or with how far its samples are apart.
 */
public record RowFigures(Row row, Comparison comparison) {
  private static final String NONE = "–";

  public long fileBytes() {
    return row.image().map(Image::fileBytes).orElse(-1L);
  }

  public long gzipBytes() {
    return row.image().flatMap(Image::gzipBytes).orElse(-1L);
  }

  public String size() {
    return row.image().map(Image::fileBytes).map(Units::bytes).orElse(NONE);
  }

  public String pullSize() {
    return row.image().flatMap(Image::gzipBytes).map(Units::bytes).orElse(NONE);
  }

  public String tarSize() {
    return row.image().map(Image::tarBytes).map(Units::bytes).orElse(NONE);
  }

  public String engineSize() {
    return row.image().map(Image::engineBytes).map(Units::bytes).orElse(NONE);
  }

  public String exactSize() {
    return row.image().map(Image::fileBytes).map(Units::exactBytes).orElse(NONE);
  }

  public String exactPullSize() {
    return row.image().flatMap(Image::gzipBytes).map(Units::exactBytes).orElse(NONE);
  }

  public String exactTarSize() {
    return row.image().map(Image::tarBytes).map(Units::exactBytes).orElse(NONE);
  }

  /** How much smaller it is than its server's single stage; {@code –} for that itself. */
  public String factor() {
    return comparison.factor(row).orElse(NONE);
  }

  /**
   * The size in millionths of the single stage's, to sort by; whole, for JDKs write fractions in
   * ways of their own.
   */
  public long share() {
    return row.image()
        .flatMap(
            image ->
                comparison
                    .singleStage(row.id())
                    .map(single -> Math.round(1e6 * image.fileBytes() / single.fileBytes())))
        .orElse(-1L);
  }

  public int layerCount() {
    return row.image().map(image -> image.layers().size()).orElse(-1);
  }

  public String firstAnswer() {
    return row.starts().map(Times::gross).orElse(NONE);
  }

  /** To sort by. */
  public long firstAnswerMicros() {
    return row.starts()
        .map(Startup::medianMillis)
        .map(millis -> Math.round(millis * 1000))
        .orElse(-1L);
  }

  public String net() {
    return row.starts().flatMap(Times::net).orElse(NONE);
  }

  /** To sort by; -1 where no interval is known. */
  public int startPlace() {
    return comparison.startPlace(row).orElse(-1);
  }

  public String memory() {
    return row.memory().map(Memory::medianBytes).map(Units::bytes).orElse(NONE);
  }

  public long memoryBytes() {
    return row.memory().map(Memory::medianBytes).orElse(-1L);
  }

  /** How often the start was timed, and how far the samples are apart. */
  public String samples() {
    return row.starts()
        .map(Startup::millis)
        .map(
            millis ->
                millis.size() == 1
                    ? "1 start"
                    : "median of " + millis.size() + ", " + range(millis) + " ms")
        .orElse(null);
  }

  public String startRange() {
    return row.starts().map(Startup::millis).map(RowFigures::range).orElse(NONE);
  }

  public String starts() {
    return row.starts().map(startup -> String.valueOf(startup.millis().size())).orElse(NONE);
  }

  public String firstStart() {
    return row.startup().flatMap(Startup::firstMillis).map(Times::whole).orElse(NONE);
  }

  public String exactMemory() {
    return row.memory().map(Memory::medianBytes).map(Units::exactBytes).orElse(NONE);
  }

  public String memoryRange() {
    return row.memory()
        .map(Memory::bytes)
        .map(
            bytes ->
                Units.exactBytes(Collections.min(bytes))
                    + " to "
                    + Units.exactBytes(Collections.max(bytes)))
        .orElse(NONE);
  }

  public String memorySamples() {
    return row.memory().map(memory -> String.valueOf(memory.bytes().size())).orElse(NONE);
  }

  /** The least and the greatest, in whole milliseconds. */
  public static String range(List<Double> millis) {
    return Math.round(Collections.min(millis)) + " to " + Math.round(Collections.max(millis));
  }
}
