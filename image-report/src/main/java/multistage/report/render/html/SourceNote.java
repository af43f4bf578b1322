package multistage.report.render.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.AnnotatedStage;
import multistage.report.model.AnnotatedStage.Role;
import multistage.report.model.AnnotatedStep;
import multistage.report.model.LineShare;
import multistage.report.model.Origin.Lines;
import multistage.report.model.SourceChange;
import multistage.report.render.image.AnnotationText;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

/**
 * What is to be said below some of the lines.
 *
 * @param kind {@code less}, {@code more}, {@code same} or {@code from}
 * @param link the last words, which lead to lines; empty for none
 * @param lines where they lead, as it stands behind {@code :L} in addresses
 */
record SourceNote(String kind, String text, String link, String lines) {
  private static final int MOST_CAUSES = 5;
  private static final int MOST_CAUSES_LEFT_BEHIND = 3;

  SourceNote(String kind, String text) {
    this(kind, text, "", "");
  }

  /** What bytes are that aren't in the image: in a few words, for which all rows have room. */
  static Optional<SourceNote> leftBehind(LineShare part, AnnotatedStage stage) {
    return stage.role() == Role.LEFT_BEHIND && part.fileBytes() > 0
        ? Optional.of(
            new SourceNote(
                "same",
                AnnotationText.causes(part.causes(), MOST_CAUSES_LEFT_BEHIND)
                    + part.largest().stream()
                        .findFirst()
                        .map(
                            file ->
                                "; the largest file is /"
                                    + PlainText.line(file.path())
                                    + ", "
                                    + Units.bytes(file.fileBytes()))
                        .orElse("")))
        : Optional.empty();
  }

  /** All that is to be said below those lines. */
  static List<SourceNote> at(RowSource source, Lines lines, AnnotatedStage stage) {
    List<SourceNote> notes = new ArrayList<>();
    if (stage != null) {
      stage.parts().stream()
          .filter(AnnotationText::isBeside)
          .filter(part -> part.origin().firstLine() == lines.first())
          .forEach(part -> leftBehind(part, stage).ifPresent(notes::add));
      if (stage.role() == Role.LEFT_BEHIND
          && stage.line() == lines.first()
          && AnnotationText.isInImage(source.dockerfile(), stage.from())) {
        notes.add(new SourceNote("same", "the image starts from this base image, too"));
      }
      stage.steps().stream()
          .filter(step -> step.lines().equals(lines))
          .forEach(step -> notes.addAll(takes(source, step)));
    }
    source.changes().stream()
        .filter(change -> !change.added().isEmpty())
        .filter(change -> change.added().get(change.added().size() - 1).equals(lines))
        .map(change -> of(source, change))
        .forEach(notes::add);
    return notes;
  }

  private static List<SourceNote> takes(RowSource source, AnnotatedStep step) {
    List<SourceNote> notes = new ArrayList<>();
    for (int index : step.fromStages()) {
      AnnotatedStage from = source.dockerfile().stages().get(index);
      notes.add(
          new SourceNote(
              "from",
              "files from stage " + from.displayName() + ", ",
              AnnotationText.lines(from),
              SourceListing.address(from)));
    }
    step.fromImages()
        .forEach(image -> notes.add(new SourceNote("from", "files from the image " + image)));
    return notes;
  }

  /** What a change brought. */
  static SourceNote of(RowSource source, SourceChange change) {
    String what =
        change.added().isEmpty()
            ? "left out: " + source.before().map(each -> removed(each, change)).orElse("")
            : (change.added().size() == 1
                    ? ""
                    : "lines " + AnnotationText.range(change.added()) + " ")
                + (change.removed().isEmpty() ? "new" : "changed");
    if (change.causes().isEmpty()) {
      // It may have brought what can't be told apart.
      boolean isKnown = source.difference().stream().allMatch(all -> all.elsewhere().isEmpty());
      return new SourceNote("same", isKnown ? what + ": no change in size" : what);
    }
    Optional<String> through = AnnotationText.through(change);
    return new SourceNote(
        style(change.fileBytes()),
        what
            + ": "
            + (change.causes().size() == 1 ? "" : signed(change.fileBytes()) + " = ")
            + minus(AnnotationText.changes(change.causes(), MOST_CAUSES))
            + (through.isEmpty() ? "" : ", "),
        through.orElse(""),
        through.map(words -> String.valueOf(change.through().get(0).first())).orElse(""));
  }

  private static String removed(AnnotatedDockerfile before, SourceChange change) {
    String first = before.lines().get(change.removed().get(0).first() - 1).strip();
    return PlainText.cut(PlainText.oneLine(first), 60)
        + (change.removed().size() == 1 ? "" : " and " + (change.removed().size() - 1) + " more");
  }

  static String style(long bytes) {
    return bytes < 0 ? "less" : bytes > 0 ? "more" : "same";
  }

  static String signed(long bytes) {
    return bytes == 0 ? "±0 B" : minus(AnnotationText.signed(bytes));
  }

  static String minus(String text) {
    return text.replaceAll("(^|[ ])-(?=\\d)", "$1−");
  }
}
