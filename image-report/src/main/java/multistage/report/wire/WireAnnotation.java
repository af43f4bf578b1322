package multistage.report.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.Cause;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.report.model.AnnotatedStage.Role;
import multistage.report.model.Origin.Kind;
import multistage.report.model.VariantId;

/** What {@code report.json} has of one Dockerfile, and {@code annotate --json} prints. */
public record WireAnnotation(
    String file,
    List<String> lines,
    Digest imageId,
    long fileBytes,
    Optional<Long> gzipBytes,
    List<Stage> stages,
    Optional<Long> leftBehindFileBytes) {
  record Stage(
      String displayName,
      int line,
      int lastLine,
      Role role,
      String from,
      Optional<Long> baseFileBytes,
      List<Step> steps,
      List<Part> parts,
      Optional<Long> fileBytes) {}

  record Step(Lines lines, List<Integer> fromStages, List<String> fromImages) {}

  record Lines(int first, int last) {}

  record Origin(Kind kind, List<Lines> lines) {}

  record Part(
      Origin origin,
      List<DiffId> layers,
      long fileBytes,
      Optional<Long> gzipBytes,
      long hidesFileBytes,
      List<WireImage.CauseShare> causes,
      List<WireImage.SizedPath> largest,
      Contents contents) {}

  record Contents(
      int packages,
      List<String> firstPackages,
      List<String> setuidFiles,
      List<String> shells,
      List<String> secrets) {}

  record Difference(
      VariantId from,
      List<Change> changes,
      Map<Cause, Long> elsewhere,
      List<Lines> elsewhereLines) {}

  record Change(
      int line,
      List<Lines> removed,
      List<Lines> added,
      Map<Cause, Long> causes,
      List<Lines> through) {}

  /** Two Dockerfiles, and what each difference between them brought. */
  public record Comparison(
      WireAnnotation before,
      WireAnnotation after,
      List<Change> changes,
      Map<Cause, Long> elsewhere,
      List<Lines> elsewhereLines) {}
}
