package multistage.report.render.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import multistage.image.DiffId;
import multistage.report.model.Builder;
import multistage.report.model.CheckName;
import multistage.report.model.Outcome;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Times;

/**
 * A row as {@code index.html} and {@code report.md} sum it up; escaping is the templates' work.
 *
 * @param owners which variants' images have a layer
 */
public record RowText(Row row, Comparison comparison, Map<DiffId, List<VariantId>> owners) {
  private static final int LONGEST_CELL = 60;
  private static final int LONGEST_REASON = 16_000;

  /** All rows in the order in which they are shown. */
  public static List<RowText> all(Comparison comparison) {
    Map<DiffId, List<VariantId>> owners =
        comparison.report().variants().stream()
            .flatMap(
                row ->
                    row.image().stream()
                        .flatMap(image -> image.layers().stream())
                        .map(layer -> Map.entry(layer.diffId(), row.id()))
                        .distinct())
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    return comparison.rows().stream().map(row -> new RowText(row, comparison, owners)).toList();
  }

  public String id() {
    return row.id().toString();
  }

  public String server() {
    return row.id().server();
  }

  public String name() {
    return row.id().name();
  }

  public String title() {
    return PlainText.line(row.title());
  }

  public String dockerfile() {
    return PlainText.line(row.dockerfile());
  }

  public String improvesOn() {
    return row.improvesOn().map(Object::toString).orElse(null);
  }

  public boolean usesStandIn() {
    return comparison.usesStandIn(row);
  }

  public boolean forProduction() {
    return row.forProduction();
  }

  public boolean passed() {
    return row.status() == Outcome.PASSED;
  }

  public boolean failed() {
    return row.status() == Outcome.FAILED;
  }

  public String status() {
    return row.status().toString();
  }

  public boolean hasImage() {
    return row.image().isPresent();
  }

  /** Whether it stands for its server's smallest image for production. */
  public boolean isSmallest() {
    return comparison.isSmallest(row);
  }

  /** For which programs it is the one to copy, or null where it is for none. */
  public String useFor() {
    return row.useFor().orElse(null);
  }

  /**
   * Whether it starts faster or slower than the row that it improves on; null where that can't be
   * told.
   */
  public String startChange() {
    return row.improvesOn()
        .flatMap(comparison.report()::row)
        .flatMap(before -> Times.change(before.starts(), row.starts()))
        .orElse(null);
  }

  /** What was measured of it. */
  public RowFigures figures() {
    return new RowFigures(row, comparison);
  }

  /** The layers of its image, lowest first. */
  public List<LayerText> layers() {
    return LayerText.all(row, owners);
  }

  /** What is special about the row, in a few words each. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (!row.forProduction()) {
      remarks.add("not for production");
    }
    row.platform()
        .ifPresent(
            platform ->
                remarks.add(
                    "for "
                        + PlainText.line(platform)
                        + (answered() ? ", tried in an emulator" : ", not started here")));
    if (row.builder() == Builder.BUILDKIT) {
      remarks.add("built with BuildKit");
    }
    if (usesStandIn()) {
      remarks.add("from stand-ins");
    }
    comparison.sameImageInWords(row).ifPresent(remarks::add);
    return remarks;
  }

  private boolean answered() {
    return row.checks().stream()
        .anyMatch(
            check -> check.check().equals(Optional.of(CheckName.CONTRACT)) && !check.notMade());
  }

  /** Why it failed or was skipped, in a line. */
  public String reason() {
    return row.failure().map(PlainText::firstLine).map(PlainText::line).orElse(null);
  }

  /** The same for a table's cell, which mustn't become higher than the others. */
  public String shortReason() {
    return PlainText.cut(reason(), LONGEST_CELL);
  }

  /** Why it failed or was skipped, at length. */
  public String failure() {
    return row.failure()
        .map(PlainText::of)
        .map(text -> PlainText.beginningAndEnd(text.strip(), LONGEST_REASON))
        .orElse(null);
  }
}
