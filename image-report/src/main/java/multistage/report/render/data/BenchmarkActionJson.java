package multistage.report.render.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import multistage.image.Image;
import multistage.report.model.Estimate;
import multistage.report.model.Memory;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.render.text.Units;

/**
 * {@code benchmark-action.json}: the figures in the form in which github-action-benchmark keeps and
 * compares them from commit to commit, as its tool {@code customSmallerIsBetter}.
 *
 * @see <a href="https://github.com/benchmark-action/github-action-benchmark">its documentation</a>
 */
public final class BenchmarkActionJson {
  private BenchmarkActionJson() {}

  /** A figure; the range says how far the samples are apart. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Entry(String name, String unit, Number value, String range, String extra) {}

  /** All rows' figures, those that a row lacks left out. */
  public static String of(Report report) {
    List<Entry> entries = new ArrayList<>();
    for (Row row : report.variants()) {
      row.image().ifPresent(image -> sizes(row, image, entries));
      row.startup().ifPresent(startup -> starts(row, startup, entries));
      row.memory().ifPresent(memory -> memory(row, memory, entries));
    }
    return ReportJson.of(entries);
  }

  private static void sizes(Row row, Image image, List<Entry> entries) {
    entries.add(new Entry(row.id() + " size", "bytes", image.fileBytes(), null, null));
    image
        .gzipBytes()
        .ifPresent(
            bytes -> entries.add(new Entry(row.id() + " pull size", "bytes", bytes, null, null)));
  }

  private static void starts(Row row, Startup startup, List<Entry> entries) {
    String extra = "median of " + startup.millis().size();
    entries.add(
        new Entry(
            row.id() + " start",
            "ms",
            Math.round(startup.medianMillis()),
            startup
                .gross()
                .filter(Estimate::isKnown)
                .map(gross -> "± " + Math.max(1, Math.round(gross.marginMillis())))
                .orElse(null),
            extra));
  }

  private static void memory(Row row, Memory memory, List<Entry> entries) {
    entries.add(
        new Entry(
            row.id() + " memory",
            "bytes",
            memory.medianBytes(),
            Units.exactBytes(Collections.min(memory.bytes()))
                + " to "
                + Units.exactBytes(Collections.max(memory.bytes())),
            "median of " + memory.bytes().size()));
  }
}
