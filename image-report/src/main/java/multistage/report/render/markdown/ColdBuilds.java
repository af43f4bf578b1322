package multistage.report.render.markdown;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import multistage.report.model.Rebuild;
import multistage.report.model.Row;
import multistage.report.render.rows.RebuildText;
import multistage.report.render.text.Units;

/** The table of cold builds: what each builder took, stage by stage. */
public final class ColdBuilds {
  private ColdBuilds() {}

  /** Its lines for all rows. */
  public static List<List<String>> lines(List<Row> rows) {
    return rows.stream()
        .flatMap(row -> lines(row.id().toString(), row.rebuild()).stream())
        .toList();
  }

  /**
   * Its lines for one row.
   *
   * @param variant what the first column says
   */
  public static List<List<String>> lines(String variant, Optional<Rebuild> rebuild) {
    return rebuild.stream()
        .flatMap(again -> again.coldBuilds().stream().flatMap(List::stream))
        .map(
            build ->
                List.of(
                    variant,
                    RebuildText.title(build.builder()),
                    Units.seconds(build.millis()),
                    build.stages().stream()
                        .map(stage -> Markdown.text(stage.stage()) + " " + RebuildText.time(stage))
                        .collect(Collectors.joining(", "))))
        .toList();
  }

  /** All of it. */
  public static String table(List<List<String>> lines) {
    return Markdown.table(
        "llrl", List.of("Variant", "Builder", "From nothing", "Stage by stage"), lines);
  }
}
