package multistage.report.wire;

import static multistage.report.wire.ReportMapping.each;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import multistage.image.Cause;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.AnnotatedStage;
import multistage.report.model.AnnotatedStep;
import multistage.report.model.LineContents;
import multistage.report.model.LineShare;
import multistage.report.model.Origin;
import multistage.report.model.Origin.Lines;
import multistage.report.model.SourceChange;
import multistage.report.model.SourceDifference;

/** From an annotated Dockerfile to what {@code report.json} has of it, and back. */
public final class AnnotationMapping {
  private AnnotationMapping() {}

  /** What the file has. */
  public static WireAnnotation toWire(AnnotatedDockerfile dockerfile) {
    return new WireAnnotation(
        dockerfile.file(),
        dockerfile.lines(),
        dockerfile.imageId(),
        dockerfile.fileBytes(),
        dockerfile.gzipBytes(),
        each(dockerfile.stages(), AnnotationMapping::toWire),
        dockerfile.leftBehindFileBytes());
  }

  /** What a file of its own has of two. */
  public static WireAnnotation.Comparison toWire(
      AnnotatedDockerfile before,
      AnnotatedDockerfile after,
      List<SourceChange> changes,
      Map<Cause, Long> elsewhere,
      List<Lines> elsewhereLines) {
    return new WireAnnotation.Comparison(
        toWire(before),
        toWire(after),
        each(changes, AnnotationMapping::toWire),
        toWire(elsewhere),
        each(elsewhereLines, AnnotationMapping::toWire));
  }

  static WireAnnotation.Difference toWire(SourceDifference difference) {
    return new WireAnnotation.Difference(
        difference.from(),
        each(difference.changes(), AnnotationMapping::toWire),
        toWire(difference.elsewhere()),
        each(difference.elsewhereLines(), AnnotationMapping::toWire));
  }

  private static WireAnnotation.Stage toWire(AnnotatedStage stage) {
    return new WireAnnotation.Stage(
        stage.displayName(),
        stage.line(),
        stage.lastLine(),
        stage.role(),
        stage.from(),
        stage.baseFileBytes(),
        each(stage.steps(), AnnotationMapping::toWire),
        each(stage.parts(), AnnotationMapping::toWire),
        stage.fileBytes());
  }

  private static WireAnnotation.Step toWire(AnnotatedStep step) {
    return new WireAnnotation.Step(toWire(step.lines()), step.fromStages(), step.fromImages());
  }

  private static WireAnnotation.Lines toWire(Lines lines) {
    return new WireAnnotation.Lines(lines.first(), lines.last());
  }

  private static WireAnnotation.Part toWire(LineShare part) {
    return new WireAnnotation.Part(
        new WireAnnotation.Origin(
            part.origin().kind(), each(part.origin().lines(), AnnotationMapping::toWire)),
        part.layers(),
        part.fileBytes(),
        part.gzipBytes(),
        part.hidesFileBytes(),
        each(part.causes(), ImageMapping::toWire),
        each(part.largest(), ImageMapping::toWire),
        toWire(part.contents()));
  }

  private static WireAnnotation.Contents toWire(LineContents contents) {
    return new WireAnnotation.Contents(
        contents.packages(),
        contents.firstPackages(),
        contents.setuidFiles(),
        contents.shells(),
        contents.secrets());
  }

  private static WireAnnotation.Change toWire(SourceChange change) {
    return new WireAnnotation.Change(
        change.line(),
        each(change.removed(), AnnotationMapping::toWire),
        each(change.added(), AnnotationMapping::toWire),
        toWire(change.causes()),
        each(change.through(), AnnotationMapping::toWire));
  }

  private static Map<String, Long> toWire(Map<Cause, Long> causes) {
    Map<String, Long> named = new LinkedHashMap<>();
    causes.forEach((cause, bytes) -> named.put(cause.toString(), bytes));
    return named;
  }

  /**
   * The annotated Dockerfile that the file tells of.
   *
   * @throws IllegalArgumentException when something in it can't be true
   */
  public static AnnotatedDockerfile toModel(WireAnnotation dockerfile) {
    return new AnnotatedDockerfile(
        dockerfile.file(),
        dockerfile.lines(),
        dockerfile.imageId(),
        dockerfile.fileBytes(),
        dockerfile.gzipBytes(),
        each(dockerfile.stages(), AnnotationMapping::toModel),
        dockerfile.leftBehindFileBytes());
  }

  static SourceDifference toModel(WireAnnotation.Difference difference) {
    return new SourceDifference(
        difference.from(),
        each(difference.changes(), AnnotationMapping::toModel),
        toModel(difference.elsewhere()),
        each(difference.elsewhereLines(), AnnotationMapping::toModel));
  }

  private static AnnotatedStage toModel(WireAnnotation.Stage stage) {
    return new AnnotatedStage(
        stage.displayName(),
        stage.line(),
        stage.lastLine(),
        stage.role(),
        stage.from(),
        stage.baseFileBytes(),
        each(stage.steps(), AnnotationMapping::toModel),
        each(stage.parts(), AnnotationMapping::toModel),
        stage.fileBytes());
  }

  private static AnnotatedStep toModel(WireAnnotation.Step step) {
    return new AnnotatedStep(toModel(step.lines()), step.fromStages(), step.fromImages());
  }

  private static Lines toModel(WireAnnotation.Lines lines) {
    return new Lines(lines.first(), lines.last());
  }

  private static LineShare toModel(WireAnnotation.Part part) {
    return new LineShare(
        new Origin(part.origin().kind(), each(part.origin().lines(), AnnotationMapping::toModel)),
        part.layers(),
        part.fileBytes(),
        part.gzipBytes(),
        part.hidesFileBytes(),
        each(part.causes(), ImageMapping::toModel),
        each(part.largest(), ImageMapping::toModel),
        toModel(part.contents()));
  }

  private static LineContents toModel(WireAnnotation.Contents contents) {
    return new LineContents(
        contents.packages(),
        contents.firstPackages(),
        contents.setuidFiles(),
        contents.shells(),
        contents.secrets());
  }

  private static SourceChange toModel(WireAnnotation.Change change) {
    return new SourceChange(
        change.line(),
        each(change.removed(), AnnotationMapping::toModel),
        each(change.added(), AnnotationMapping::toModel),
        toModel(change.causes()),
        each(change.through(), AnnotationMapping::toModel));
  }

  private static Map<Cause, Long> toModel(Map<String, Long> causes) {
    Map<Cause, Long> parsed = new EnumMap<>(Cause.class);
    causes.forEach((cause, bytes) -> parsed.put(Cause.parse(cause), bytes));
    return parsed;
  }
}
