package multistage.report.render.markdown;

import gg.jte.output.StringOutput;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import multistage.image.Cause;
import multistage.image.Digest;
import multistage.image.Image;
import multistage.image.Inventory;
import multistage.image.explain.SetCost;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.render.image.InventoryText;
import multistage.report.render.rows.Comparison;
import multistage.report.render.rows.RowText;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

/**
 * {@code report.md}, for a pull request or a job's summary, in GitHub Flavored Markdown: what its
 * template in {@code src/main/jte-markdown} asks for.
 */
public final class MarkdownReport {
  private static final int MOST_INVISIBLE = 3;

  private final Report report;
  private final Comparison comparison;
  private final List<RowText> rows;

  private MarkdownReport(Report report) {
    this.report = report;
    this.comparison = new Comparison(report);
    this.rows = RowText.all(comparison);
  }

  /** All that the report says. */
  public static String of(Report report) {
    StringOutput out = new StringOutput();
    JtereportGenerated.render(out, null, new MarkdownReport(report));
    return out.toString();
  }

  Report report() {
    return report;
  }

  Comparison comparison() {
    return comparison;
  }

  List<RowText> rows() {
    return rows;
  }

  List<RowText> rows(Outcome outcome) {
    return rows.stream().filter(row -> row.row().status() == outcome).toList();
  }

  /** The rows of which there is more to say than a line. */
  List<RowText> detailed() {
    return rows.stream().filter(row -> row.hasImage() || !row.row().checks().isEmpty()).toList();
  }

  List<Row> rebuilt() {
    return comparison.rows().stream().filter(row -> row.rebuild().isPresent()).toList();
  }

  static String status(RowText row) {
    return row.failed() ? "**failed**" : row.status();
  }

  /** When it was, without a fraction of a second. */
  static String seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Whether that was before this run. */
  boolean isEarlier(Optional<Instant> at) {
    return at.filter(when -> !when.equals(report.recordedAt())).isPresent();
  }

  /** What the rows cost together: all of them, and each server's. */
  Map<String, SetCost> sets() {
    Map<String, List<Image>> sets = new LinkedHashMap<>();
    for (Row row : comparison.rows()) {
      for (String set : List.of("all", row.id().server())) {
        row.image()
            .ifPresent(image -> sets.computeIfAbsent(set, unseen -> new ArrayList<>()).add(image));
      }
    }
    Map<String, SetCost> costs = new LinkedHashMap<>();
    sets.forEach((set, images) -> costs.put(set, SetCost.of(images)));
    return costs;
  }

  /** The row that this one improves on, where that has an image. */
  Optional<Row> before(Row row) {
    return row.improvesOn().flatMap(report::row).filter(other -> other.image().isPresent());
  }

  /** What a cause's bytes are, and how many more than in the step before. */
  record CauseLine(String title, long fileBytes, String change) {}

  /** All causes that this image or the one before has, and their sum. */
  List<CauseLine> causes(Row row) {
    Image image = row.image().orElseThrow();
    Optional<Image> before = before(row).flatMap(Row::image);
    List<CauseLine> lines = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      long bytes = image.explanation().fileBytes(cause);
      Optional<Long> old = before.map(other -> other.explanation().fileBytes(cause));
      if (bytes != 0 || old.orElse(0L) != 0) {
        lines.add(new CauseLine(cause.title(), bytes, change(bytes, old)));
      }
    }
    lines.add(
        new CauseLine(
            "Sum", image.fileBytes(), change(image.fileBytes(), before.map(Image::fileBytes))));
    return lines;
  }

  private static String change(long bytes, Optional<Long> before) {
    return before.map(old -> Units.signed(bytes - old)).orElse("–");
  }

  static String inventory(Inventory inventory) {
    String largest =
        inventory.invisible().largest().stream()
            .limit(MOST_INVISIBLE)
            .map(file -> Markdown.code(PlainText.line("/" + file.path())))
            .collect(Collectors.joining(", "));
    return InventoryText.phrases(inventory).stream()
            .map(phrase -> Markdown.text(PlainText.line(phrase)))
            .collect(Collectors.joining("; "))
        + (largest.isEmpty() ? "" : " (most of it: " + largest + ")");
  }

  static String shortened(Digest digest) {
    return Markdown.code(PlainText.shortId(digest.value()));
  }
}
