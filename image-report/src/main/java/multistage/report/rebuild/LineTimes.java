package multistage.report.rebuild;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import multistage.image.DiffId;
import multistage.image.LayerContents;
import multistage.report.dockerfile.BuildSource;
import multistage.report.dockerfile.SourceInstruction;
import multistage.report.dockerfile.SourceStage;
import multistage.report.model.Origin;
import multistage.report.model.Rebuild.LineTime;

/** How long a Dockerfile's instructions took, by what BuildKit printed meanwhile. */
final class LineTimes {
  private LineTimes() {}

  /**
   * The instructions that were carried out in one of two builds.
   *
   * @param cold what BuildKit printed in the cold build
   * @param changed what it printed after the change
   * @param pushed what the change pushes, by the first line of the instruction
   */
  static List<LineTime> of(
      BuildSource source, List<String> cold, List<String> changed, Map<Integer, Long> pushed) {
    Map<Integer, Long> coldMillis = millis(source, cold);
    Map<Integer, Long> changedMillis = millis(source, changed);
    Set<Integer> lines = new TreeSet<>(coldMillis.keySet());
    lines.addAll(changedMillis.keySet());
    return lines.stream()
        .map(
            line ->
                new LineTime(
                    line,
                    Optional.ofNullable(coldMillis.get(line)),
                    Optional.ofNullable(changedMillis.get(line)),
                    pushed.getOrDefault(line, 0L)))
        .toList();
  }

  /** By the first line of the instruction, without those that the cache had. */
  private static Map<Integer, Long> millis(BuildSource source, List<String> output) {
    List<String> names = source.stages().stream().map(LineTimes::name).toList();
    Map<Integer, Long> millis = new TreeMap<>();
    for (BuildKitStep step : BuildKitStep.in(names, output)) {
      SourceStage stage = source.stages().get(step.stage());
      List<Integer> lines = linesOfSteps(stage);
      int base = stage.baseImage().isPresent() ? 1 : 0;
      // What a base image has behind ONBUILD is a step, too, and no line.
      if (!step.isCached() && step.of() == base + lines.size() && step.number() > base) {
        millis.merge(lines.get(step.number() - base - 1), step.millis(), Long::sum);
      }
    }
    return millis;
  }

  private static String name(SourceStage stage) {
    return stage.name().orElse("stage-" + stage.index());
  }

  /** All other instructions only change what is written of the image. */
  private static List<Integer> linesOfSteps(SourceStage stage) {
    return stage.instructions().stream()
        .filter(each -> each.bringsFiles() || each.keyword().equals("WORKDIR"))
        .filter(each -> !each.isTrigger())
        .map(SourceInstruction::line)
        .toList();
  }

  /**
   * What has to be pushed of an image, by the first line of the instruction; without layers of
   * which it can't be told.
   *
   * @param former the layers that are there
   * @param layers the image's
   * @param origins where these come from
   */
  static Map<Integer, Long> pushed(
      Collection<DiffId> former, List<LayerContents> layers, List<Origin> origins) {
    Set<DiffId> there = new HashSet<>(former);
    Map<Integer, Long> pushed = new TreeMap<>();
    for (int i = 0; i < layers.size(); i++) {
      Origin origin = origins.get(i);
      if (there.add(layers.get(i).diffId()) && origin.kind() == Origin.Kind.INSTRUCTION) {
        pushed.merge(origin.firstLine(), layers.get(i).gzipBytes().orElseThrow(), Long::sum);
      }
    }
    return pushed;
  }
}
