package multistage.report.render.html;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import multistage.report.model.Rebuild;
import multistage.report.model.Rebuild.ColdBuild;
import multistage.report.render.rows.RebuildText;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

/** What building a row again took. */
record BuiltAgain(Rebuild rebuild, Instant measuredAt) {
  /** The day on which it was. */
  String day() {
    return Units.day(measuredAt);
  }

  String coldBuild() {
    return Units.seconds(rebuild.coldMillis());
  }

  String unchangedBuild() {
    return Units.seconds(rebuild.unchangedMillis());
  }

  String changedBuild() {
    return Units.seconds(rebuild.changedMillis()) + ", " + RebuildText.ofCold(rebuild);
  }

  /** What one changed line pushes. */
  String pushed() {
    return Units.bytes(rebuild.changedLayers().gzipBytes());
  }

  /** How that came about. */
  String pushedLayers() {
    return Units.count(rebuild.changedLayers().count(), "layer")
        + ", "
        + Units.exactBytes(rebuild.changedLayers().fileBytes())
        + " file bytes, "
        + Units.exactBytes(rebuild.changedLayers().gzipBytes())
        + " compressed";
  }

  /** The builders that built it from nothing, its own first. */
  List<String> coldBuilders() {
    return coldBuilds().stream().map(cold -> RebuildText.title(cold.builder())).toList();
  }

  /** Each stage and what it took each of them, and then all of it. */
  List<List<String>> coldStages() {
    List<ColdBuild> builds = coldBuilds();
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < builds.get(0).stages().size(); i++) {
      int stage = i;
      lines.add(
          Stream.concat(
                  Stream.of(stageName(builds.get(0), i)),
                  builds.stream().map(cold -> RebuildText.time(cold.stages().get(stage))))
              .toList());
    }
    lines.add(
        Stream.concat(
                Stream.of("the build"), builds.stream().map(cold -> Units.seconds(cold.millis())))
            .toList());
    return lines;
  }

  /** Builders call a last stage without a name by its number. */
  private static String stageName(ColdBuild build, int stage) {
    String name = build.stages().get(stage).stage();
    return stage == build.stages().size() - 1 && name.matches("stage-\\d+|\\d+")
        ? "the last stage"
        : PlainText.line(name);
  }

  /** Whether one of the builds had nothing to do in a stage. */
  boolean skipsStages() {
    return coldBuilds().stream()
        .flatMap(cold -> cold.stages().stream())
        .anyMatch(stage -> stage.millis().isEmpty());
  }

  private List<ColdBuild> coldBuilds() {
    return rebuild.coldBuilds().orElse(List.of());
  }
}
