package multistage.report.render.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.AnnotatedStage;
import multistage.report.model.Origin.Lines;
import multistage.report.model.Rebuild;
import multistage.report.model.Rebuild.LineTime;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.SourceChange;
import multistage.report.model.SourceDifference;
import multistage.report.model.VariantId;
import multistage.report.render.image.AnnotationText;

/**
 * A row's Dockerfile beside its bytes, of which the page shows a {@link SourceSummary}, a {@link
 * SourceListing}, and, {@link InstructionPair}, what is different from the one that it improves on.
 *
 * @param difference from the one that it improves on
 * @param before that one
 * @param times what instructions take; none where that wasn't measured
 */
record RowSource(
    VariantId id,
    AnnotatedDockerfile dockerfile,
    Optional<SourceDifference> difference,
    Optional<AnnotatedDockerfile> before,
    List<LineTime> times) {
  /** A row's, if the run annotated it. */
  static Optional<RowSource> of(Row row, Report report) {
    return row.annotation()
        .map(
            annotation ->
                new RowSource(
                    row.id(),
                    annotation,
                    row.difference(),
                    row.difference()
                        .flatMap(difference -> report.row(difference.from()))
                        .flatMap(Row::annotation),
                    row.rebuild().flatMap(Rebuild::lines).orElse(List.of())));
  }

  /** Why it is made so, and what that costs; empty where the file doesn't say. */
  List<String> rationale() {
    return AnnotationText.rationale(dockerfile);
  }

  boolean hasBefore() {
    return difference.isPresent() && before.isPresent();
  }

  List<SourceChange> changes() {
    return difference.map(SourceDifference::changes).orElse(List.of());
  }

  /** The lines of each of a stage's instructions. */
  static List<Lines> instructions(AnnotatedStage stage) {
    List<Lines> all = new ArrayList<>();
    all.add(
        stage.parts().stream()
            .flatMap(part -> part.origin().lines().stream())
            .filter(lines -> lines.first() == stage.line())
            .findFirst()
            .orElse(new Lines(stage.line(), stage.line())));
    stage.steps().forEach(step -> all.add(step.lines()));
    return all;
  }
}
