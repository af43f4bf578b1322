package multistage.report.render.markdown;

import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.image.explain.Waterfall;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.rows.Comparison;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/**
 * {@code summary.md}: what failed and what changed since the report before, short enough for a
 * comment on a pull request, which ends at 65,536 characters.
 */
public final class SummaryReport {
  /** The most that it has, in UTF-8. */
  static final int MOST_BYTES = 8_000;

  private static final int LONGEST_REASON = 300;

  /** For the headings, and the lines that say how many were left out. */
  private static final int RESERVE = 600;

  private SummaryReport() {}

  /**
   * The summary in GitHub Flavored Markdown.
   *
   * @param earlier the report of the run before, if there is one
   */
  public static String of(Report report, Optional<Report> earlier) {
    Comparison comparison = new Comparison(report);
    List<String> changed = earlier.map(before -> changes(before, report)).orElse(List.of());
    Map<String, List<String>> sections = new LinkedHashMap<>();
    add(sections, "Failed", failed(comparison), MOST_BYTES / 2);
    add(sections, "Over a ceiling", warnings(comparison), MOST_BYTES * 5 / 8);
    add(sections, "Changed since the run before", changed, MOST_BYTES - RESERVE);
    String unchanged =
        !changed.isEmpty()
            ? null
            : earlier.isPresent()
                ? "No image changed since the run before, and no start by more than its uncertainty."
                : "There is no earlier run to compare with.";
    StringOutput out = new StringOutput();
    JtesummaryGenerated.render(out, null, comparison, sections, unchanged);
    return out.toString();
  }

  /** Adds as many lines as there is room for below that limit. */
  private static void add(
      Map<String, List<String>> sections, String title, List<String> lines, int limit) {
    if (lines.isEmpty()) {
      return;
    }
    int size = sections.values().stream().flatMap(List::stream).mapToInt(SummaryReport::size).sum();
    List<String> written = new ArrayList<>();
    for (String line : lines) {
      size += size(line);
      if (size > limit) {
        written.add(lines.size() - written.size() + " more");
        break;
      }
      written.add(line);
    }
    sections.put(title, written);
  }

  /** What it takes as a line of a list. */
  private static int size(String line) {
    return ("- " + line + "\n").getBytes(StandardCharsets.UTF_8).length;
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
        .map(warning -> Markdown.text(PlainText.cut(warning, LONGEST_REASON)))
        .toList();
  }

  /** Rows that came, went, ended in another way or have other layers; the largest change first. */
  private static List<String> changes(Report before, Report after) {
    List<String> lines = new ArrayList<>();
    after.variants().stream()
        .sorted(Comparator.comparingLong(row -> -Math.abs(difference(before.row(row.id()), row))))
        .forEach(
            row -> {
              change(before.row(row.id()), row).ifPresent(lines::add);
              Times.change(before, after, row.id())
                  .ifPresent(time -> lines.add(line(row.id(), time)));
            });
    before.variants().stream()
        .filter(row -> after.row(row.id()).isEmpty())
        .map(row -> line(row.id(), "gone"))
        .forEach(lines::add);
    return lines;
  }

  private static long difference(Optional<Row> before, Row after) {
    return bytes(after) - before.map(SummaryReport::bytes).orElse(0L);
  }

  private static long bytes(Row row) {
    return row.image().map(Image::fileBytes).orElse(0L);
  }

  private static Optional<String> change(Optional<Row> earlier, Row after) {
    if (earlier.isEmpty()) {
      return Optional.of(
          line(after.id(), "new" + after.image().map(image -> ", " + size(image)).orElse("")));
    }
    Row before = earlier.get();
    String status =
        before.status() == after.status() ? "" : before.status() + " → " + after.status();
    String image =
        before.image().isPresent() && after.image().isPresent()
            ? change(before.image().get(), after.image().get())
            : after.image().map(SummaryReport::size).orElse("");
    String text =
        Stream.of(status, image).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    return text.isEmpty() ? Optional.empty() : Optional.of(line(after.id(), text));
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
            .map(step -> Units.signed(step.fileBytes()) + " " + step.cause().title())
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
    return "**" + id + "**: " + text;
  }
}
