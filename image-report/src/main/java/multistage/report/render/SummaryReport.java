package multistage.report.render;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.image.explain.Waterfall;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;

/**
 * {@code summary.md}: what failed and what changed since the report before, short enough for a
 * comment on a pull request, which ends at 65,536 characters.
 */
public final class SummaryReport {
  /** The most that it has, in UTF-8. */
  static final int MOST_BYTES = 8_000;

  private static final int LONGEST_REASON = 300;

  /** For the line that says how many were left out, and the headings that follow. */
  private static final int RESERVE = 400;

  private final StringBuilder out = new StringBuilder();

  private SummaryReport() {}

  /**
   * The summary in GitHub Flavored Markdown.
   *
   * @param earlier the report of the run before, if there is one
   */
  public static String of(Report report, Optional<Report> earlier) {
    Comparison comparison = new Comparison(report);
    SummaryReport summary = new SummaryReport();
    summary
        .out
        .append("**")
        .append(Lesson.headline(comparison.lessons()))
        .append("** (")
        .append(comparison.summary())
        .append(")\n");
    summary.section("Failed", failed(comparison), MOST_BYTES / 2);
    summary.section("Over a ceiling", warnings(comparison), MOST_BYTES * 5 / 8);
    List<String> changed = earlier.map(before -> changes(before, report)).orElse(List.of());
    summary.section("Changed since the run before", changed, MOST_BYTES - RESERVE);
    if (changed.isEmpty()) {
      summary
          .out
          .append('\n')
          .append(
              earlier.isPresent()
                  ? "No image changed since the run before.\n"
                  : "There is no earlier run to compare with.\n");
    }
    return summary.out.append("\n`report.md` and `index.html` have the details.\n").toString();
  }

  private void section(String title, List<String> lines, int limit) {
    if (lines.isEmpty()) {
      return;
    }
    out.append("\n### ").append(title).append("\n\n");
    int written = 0;
    while (written < lines.size() && size(out) + size(lines.get(written)) <= limit) {
      out.append(lines.get(written++));
    }
    if (written < lines.size()) {
      out.append("- ").append(lines.size() - written).append(" more\n");
    }
  }

  private static int size(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<String> failed(Comparison comparison) {
    return comparison.rows().stream()
        .filter(row -> row.status() == Outcome.FAILED)
        .map(row -> line(row.id(), Markdown.code(reason(row))))
        .toList();
  }

  private static String reason(Row row) {
    return PlainText.cut(PlainText.firstLine(row.failure().orElse("")), LONGEST_REASON);
  }

  private static List<String> warnings(Comparison comparison) {
    return comparison.warnings().stream()
        .map(warning -> "- " + Markdown.text(PlainText.cut(warning, LONGEST_REASON)) + "\n")
        .toList();
  }

  /** Rows that came, went, ended in another way or have other layers; the largest change first. */
  private static List<String> changes(Report before, Report after) {
    Map<VariantId, Row> old = rows(before);
    Map<VariantId, Row> fresh = rows(after);
    List<String> lines = new ArrayList<>();
    after.variants().stream()
        .sorted(Comparator.comparingLong(row -> -Math.abs(difference(old.get(row.id()), row))))
        .forEach(row -> change(old.get(row.id()), row).ifPresent(lines::add));
    before.variants().stream()
        .filter(row -> !fresh.containsKey(row.id()))
        .map(row -> line(row.id(), "gone"))
        .forEach(lines::add);
    return lines;
  }

  private static Map<VariantId, Row> rows(Report report) {
    return report.variants().stream()
        .collect(Collectors.toMap(Row::id, Function.identity(), (a, b) -> a));
  }

  private static long difference(Row before, Row after) {
    return bytes(after) - (before == null ? 0 : bytes(before));
  }

  private static long bytes(Row row) {
    return row.image().map(Image::fileBytes).orElse(0L);
  }

  private static Optional<String> change(Row before, Row after) {
    if (before == null) {
      return Optional.of(
          line(after.id(), "new" + after.image().map(image -> ", " + size(image)).orElse("")));
    }
    String status =
        before.status() == after.status()
            ? ""
            : name(before.status()) + " → " + name(after.status());
    String image =
        before.image().isPresent() && after.image().isPresent()
            ? change(before.image().get(), after.image().get())
            : after.image().map(SummaryReport::size).orElse("");
    String text =
        Stream.of(status, image).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    return text.isEmpty() ? Optional.empty() : Optional.of(line(after.id(), text));
  }

  private static String name(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  /** Empty where the layers are the same; else the sizes, and what weighs most in the change. */
  private static String change(Image before, Image after) {
    if (layers(before).equals(layers(after))) {
      return "";
    }
    String factor =
        before.fileBytes() == 0 ? "" : Units.factor(after.fileBytes(), before.fileBytes());
    String cause =
        Waterfall.between(before.explanation(), after.explanation()).steps().stream()
            .max(Comparator.comparingLong(step -> Math.abs(step.fileBytes())))
            .map(step -> ImageText.signed(step.fileBytes()) + " " + step.cause().title())
            .orElse("other content");
    return size(before) + " → " + size(after) + " (" + factor + "; " + cause + ")";
  }

  private static List<?> layers(Image image) {
    return image.layers().stream().map(Layer::diffId).toList();
  }

  private static String size(Image image) {
    return Units.bytes(image.fileBytes());
  }

  private static String line(VariantId id, String text) {
    return "- **" + id + "**: " + text + "\n";
  }
}
