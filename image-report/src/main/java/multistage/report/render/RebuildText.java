package multistage.report.render;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.model.Builder;
import multistage.report.model.Rebuild;
import multistage.report.model.Rebuild.StageTime;
import multistage.report.model.Row;

/** What building rows again takes: a table for {@code report.md}, and one for the terminal. */
final class RebuildText {
  static final String EXPLANATION =
      """
      Each row built from nothing (base images were there, all else, cache mounts included, was not), once more, and with
      one line of the server's source changed. To push: the layers that the image before the change hasn't, compressed with
      gzip, about what goes to a registry and from there to every host.
      """;

  private static final String STAGES_EXPLANATION =
      """
      The cold builds stage by stage, by each builder that can build the row. BuildKit leaves out stages that the last one doesn't
      need (–: no step of the stage's own was carried out), and builds side by side what doesn't wait for each other: then its stages
      take longer together than the build.
      """;

  private static final List<String> HEADER =
      List.of(
          "Variant",
          "Cold",
          "Unchanged",
          "Changed",
          "Of cold",
          "Layers",
          "File bytes",
          "To push",
          "Measured");

  private RebuildText() {}

  /** For {@code report.md}; empty where no row was built again. */
  static List<String> markdown(Comparison comparison) {
    List<List<String>> lines = lines(comparison);
    return lines.isEmpty()
        ? List.of()
        : Stream.concat(
                Stream.of(EXPLANATION, Markdown.table("lrrrrrrrl", HEADER, lines)),
                coldBuilds(comparison).stream())
            .toList();
  }

  private static List<String> coldBuilds(Comparison comparison) {
    List<List<String>> lines =
        comparison.rows().stream()
            .flatMap(row -> coldBuilds(row.id().toString(), row.rebuild()).stream())
            .toList();
    return lines.isEmpty() ? List.of() : List.of(STAGES_EXPLANATION, coldBuilds(lines));
  }

  /** The table of cold builds, stage by stage. */
  static String coldBuilds(List<List<String>> lines) {
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

  private static List<List<String>> lines(Comparison comparison) {
    List<List<String>> lines = new ArrayList<>();
    for (Row row : comparison.rows()) {
      row.rebuild()
          .ifPresent(
              rebuild ->
                  lines.add(
                      List.of(
                          row.id().toString(),
                          Units.seconds(rebuild.coldMillis()),
                          Units.seconds(rebuild.unchangedMillis()),
                          Units.seconds(rebuild.changedMillis()),
                          ofCold(rebuild),
                          String.valueOf(rebuild.changedLayers().count()),
                          Units.exactBytes(rebuild.changedLayers().fileBytes()),
                          Units.exactBytes(rebuild.changedLayers().gzipBytes()),
                          Units.day(comparison.measuredAt(rebuild)))));
    }
    return lines;
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
