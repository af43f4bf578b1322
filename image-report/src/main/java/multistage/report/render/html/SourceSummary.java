package multistage.report.render.html;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.AnnotatedStage;
import multistage.report.model.AnnotatedStage.Role;
import multistage.report.model.LineShare;
import multistage.report.model.SourceDifference;
import multistage.report.render.image.AnnotationText;
import multistage.report.render.text.Units;

/** What is said above and below a row's Dockerfile, in sentences. */
final class SourceSummary {
  /** The least share of the image with which a second line is named beside the first. */
  private static final double WORTH_NAMING = 0.25;

  private final RowSource source;
  private final AnnotatedDockerfile dockerfile;

  SourceSummary(RowSource source) {
    this.source = source;
    this.dockerfile = source.dockerfile();
  }

  /** Which line has most of it, and which second one is worth a word. */
  String mostBytes() {
    String all = Units.bytes(dockerfile.fileBytes());
    List<LineShare> parts =
        dockerfile.inImage().stream()
            .filter(part -> part.fileBytes() > 0)
            .sorted(Comparator.comparingLong(LineShare::fileBytes).reversed())
            .toList();
    if (parts.isEmpty()) {
      return "The image has no files.";
    }
    LineShare most = parts.get(0);
    String bytes = Units.bytes(most.fileBytes());
    return most.fileBytes() == dockerfile.fileBytes()
        ? "All " + all + " come from " + place(most) + "."
        : (bytes.equals(all) ? "Nearly all " + all : bytes + " of the " + all)
            + " come from "
            + place(most)
            + parts.stream()
                .skip(1)
                .filter(part -> part.fileBytes() > dockerfile.fileBytes() * WORTH_NAMING)
                .findFirst()
                .map(part -> ", and " + Units.bytes(part.fileBytes()) + " from " + place(part))
                .orElse("")
            + ".";
  }

  private String place(LineShare part) {
    int first = part.origin().firstLine();
    return switch (part.origin().kind()) {
      case BASE ->
          "line "
              + first
              + ", the base image "
              + dockerfile.stages().stream()
                  .filter(stage -> stage.line() == first)
                  .map(AnnotatedStage::from)
                  .findFirst()
                  .orElse("");
      case INSTRUCTION -> AnnotationText.inWords(part.origin().lines()) + madeIn(part);
      case TRIGGER, SOMEWHERE -> AnnotationText.place(part.origin());
    };
  }

  /** The stages that an instruction takes files from. */
  private String madeIn(LineShare part) {
    String stages =
        dockerfile.stages().stream()
            .flatMap(stage -> stage.steps().stream())
            .filter(step -> part.origin().lines().equals(List.of(step.lines())))
            .flatMap(step -> step.fromStages().stream())
            .map(dockerfile.stages()::get)
            .map(stage -> "stage " + stage.displayName() + ", " + AnnotationText.lines(stage))
            .collect(Collectors.joining(" and "));
    return stages.isEmpty() ? "" : " (made in " + stages + ")";
  }

  /** What the image is spared, or an empty text. */
  String leftBehind() {
    Optional<String> read = AnnotationText.leftBehind(dockerfile);
    if (read.isPresent()) {
      return read.get() + ".";
    }
    List<String> known =
        dockerfile.stages().stream()
            .filter(stage -> stage.role() == Role.LEFT_BEHIND)
            .flatMap(
                stage ->
                    AnnotationText.unreadBase(dockerfile, stage).stream()
                        .map(bytes -> stage.from() + " (" + Units.bytes(bytes) + ")"))
            .distinct()
            .toList();
    return known.isEmpty()
        ? ""
        : "Only what COPY --from takes leaves the builder, where stages start from "
            + String.join(", ", known)
            + ".";
  }

  /** The row that this one is compared with; null for none. */
  String from() {
    return source.difference().map(each -> each.from().toString()).orElse(null);
  }

  /** How it differs in all. */
  String delta() {
    return source.difference().map(each -> SourceNote.signed(each.fileBytes())).orElse("");
  }

  String deltaStyle() {
    return source.difference().map(each -> SourceNote.style(each.fileBytes())).orElse("same");
  }

  /**
   * The change that all of that or most of it comes from; empty where none has more than half.
   * Where everything else takes back a part of it, both are said.
   */
  String mostOfDelta() {
    long all = source.difference().map(SourceDifference::fileBytes).orElse(0L);
    return source.changes().stream()
        .filter(change -> !change.added().isEmpty())
        .filter(change -> Long.signum(all) * change.fileBytes() > Math.abs(all) / 2)
        .max(Comparator.comparingLong(change -> Math.abs(change.fileBytes())))
        .map(
            change -> {
              String lines = AnnotationText.inWords(change.added());
              if (Math.abs(change.fileBytes()) > Math.abs(all)) {
                return "; the change of "
                    + lines
                    + ": "
                    + SourceNote.signed(change.fileBytes())
                    + ", everything else: "
                    + SourceNote.signed(all - change.fileBytes());
              }
              return (change.fileBytes() == all ? ", by " : ", most of it by ") + lines;
            })
        .orElse("");
  }

  /** Where the reader finds what each change brought. */
  String whereItIsShown() {
    String elsewhere = elsewhere();
    if (elsewhere.isEmpty()) {
      return "The effect is shown below each change.";
    }
    return source.changes().stream().allMatch(change -> change.causes().isEmpty())
        ? elsewhere
        : elsewhere + " The rest is shown below each change.";
  }

  /** What belongs to no one change; empty where all does. */
  private String elsewhere() {
    return source
        .difference()
        .filter(each -> !each.elsewhere().isEmpty())
        .map(
            each ->
                "We can't tell which change caused "
                    + SourceNote.minus(AnnotationText.changes(each.elsewhere()))
                    + (each.elsewhereLines().isEmpty()
                        ? "."
                        : ", in " + AnnotationText.inWords(each.elsewhereLines()) + "."))
        .orElse("");
  }
}
