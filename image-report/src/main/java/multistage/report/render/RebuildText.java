package multistage.report.render;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import multistage.report.model.Builder;
import multistage.report.model.Rebuild;
import multistage.report.model.Rebuild.StageTime;
import multistage.report.model.Row;

/** What building rows again takes. */
final class RebuildText {
  private RebuildText() {}

  /** The lines of the table of cold builds, for all rows. */
  static List<List<String>> coldBuilds(List<Row> rows) {
    return rows.stream()
        .flatMap(row -> coldBuilds(row.id().toString(), row.rebuild()).stream())
        .toList();
  }

  /** The table of cold builds, stage by stage. */
  static String coldBuildTable(List<List<String>> lines) {
    return Markdown.table(
        "llrl", List.of("Variant", "Builder", "From nothing", "Stage by stage"), lines);
  }

  /**
   * Its lines for one row.
   *
   * @param variant what the first column says
   */
  static List<List<String>> coldBuilds(String variant, Optional<Rebuild> rebuild) {
    return rebuild.stream()
        .flatMap(again -> again.coldBuilds().stream().flatMap(List::stream))
        .map(
            build ->
                List.of(
                    variant,
                    title(build.builder()),
                    Units.seconds(build.millis()),
                    build.stages().stream()
                        .map(stage -> Markdown.text(stage.stage()) + " " + time(stage))
                        .collect(Collectors.joining(", "))))
        .toList();
  }

  /** As Docker's documentation calls it. */
  static String title(Builder builder) {
    return switch (builder) {
      case CLASSIC -> "classic";
      case BUILDKIT -> "BuildKit";
    };
  }

  static String time(StageTime stage) {
    return stage.millis().map(Units::seconds).orElse("–");
  }

  /** How much of the cold build's time the changed one took. */
  static String ofCold(Rebuild rebuild) {
    return rebuild.coldMillis() == 0
        ? "-"
        : Math.round(100.0 * rebuild.changedMillis() / rebuild.coldMillis()) + " %";
  }

  /**
   * For a terminal of 80 columns, in ASCII; empty where no row was built again.
   *
   * <p>Variants are cut at the end, where they are too long: the table above has them in full.
   */
  static String terminal(Comparison comparison) {
    List<Instant> measuredAt =
        comparison.rows().stream()
            .flatMap(row -> row.rebuild().stream())
            .map(comparison::measuredAt)
            .toList();
    StringBuilder out = new StringBuilder();
    String format = "%-40s  %8s  %8s  %8s  %8s%n".replace("%n", "\n");
    for (Row row : comparison.rows()) {
      row.rebuild()
          .ifPresent(
              rebuild ->
                  out.append(
                      String.format(
                          format,
                          fitted(row.id().toString(), 40),
                          Units.seconds(rebuild.coldMillis()),
                          Units.seconds(rebuild.unchangedMillis()),
                          Units.seconds(rebuild.changedMillis()),
                          Units.bytes(rebuild.changedLayers().gzipBytes()))));
    }
    return out.isEmpty()
        ? ""
        : "Built again: cold, unchanged, and after one changed line, with what that pushes;\n"
            + "measured "
            + Units.days(measuredAt)
            + ".\n\n"
            + String.format(format, "variant", "cold", "same", "changed", "push")
            + "-".repeat(80)
            + "\n"
            + out
            + "\n";
  }

  private static String fitted(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 2) + "..";
  }
}
