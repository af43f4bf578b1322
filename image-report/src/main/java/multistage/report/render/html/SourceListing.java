package multistage.report.render.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.AnnotatedStage;
import multistage.report.model.AnnotatedStage.Role;
import multistage.report.model.LineShare;
import multistage.report.model.Origin.Lines;
import multistage.report.model.Rebuild.LineTime;
import multistage.report.render.image.AnnotationText;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

/** A row's Dockerfile, line by line, with what each instruction brings. */
final class SourceListing {
  private final RowSource source;
  private final AnnotatedDockerfile dockerfile;
  private final Map<Integer, LineTime> times;

  SourceListing(RowSource source) {
    this.source = source;
    this.dockerfile = source.dockerfile();
    this.times =
        source.times().stream().collect(Collectors.toMap(LineTime::line, Function.identity()));
  }

  /**
   * What becomes of some of the lines.
   *
   * @param fate {@code in}, {@code left}, {@code unbuilt}, or {@code intro}
   * @param title in a few words
   * @param figure how much it is; empty where nobody knows
   * @param address a stage's lines, as they stand behind {@code :L} in addresses; empty for none
   * @param text of an introduction, which has no blocks
   */
  record Group(
      String fate, String title, String figure, String address, String text, List<Block> blocks) {
    boolean isIntroduction() {
      return blocks.isEmpty();
    }
  }

  /**
   * Lines that belong together: an instruction's, or one that is none.
   *
   * @param change {@code +} for what is new, {@code ~} for what is changed, or nothing
   * @param place instead of lines, where bytes come from that belong to no single line
   */
  record Block(
      List<CodeLine> lines,
      String place,
      String change,
      Optional<Figures> figures,
      Optional<Times> times,
      Optional<LineContent> content,
      List<SourceNote> notes) {}

  /** What a block brings, and how much of the image that is. */
  record Figures(String files, String pull, String hides, List<BarPart> parts) {}

  /**
   * What an instruction takes from nothing, what after one changed line, and what is pushed then.
   */
  record Times(String cold, String changed, String push) {}

  /** The lines in groups: the introduction, and stage by stage. */
  List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    Lines intro = AnnotationText.introduction(dockerfile);
    int next = 1;
    if (intro.last() > 0) {
      Lines settings = AnnotationText.settings(dockerfile);
      if (intro.first() > 1) {
        groups.add(
            new Group("unbuilt", "Settings", "", "", "", blocks(1, intro.first() - 1, null)));
      }
      groups.add(
          new Group(
              "intro",
              "Lines "
                  + settings.first()
                  + "–"
                  + settings.last()
                  + ": settings for this repository",
              "",
              "",
              PlainText.of(
                  String.join(
                      "\n", dockerfile.lines().subList(settings.first() - 1, settings.last()))),
              List.of()));
      next = intro.last() + 1;
    }
    List<AnnotatedStage> stages = dockerfile.stages();
    for (int i = 0; i < stages.size(); i++) {
      AnnotatedStage stage = stages.get(i);
      boolean isLast = i == stages.size() - 1;
      int last = isLast ? dockerfile.lines().size() : stage.lastLine();
      groups.add(
          new Group(
              fate(stage),
              title(stage),
              figure(stage),
              address(stage),
              "",
              blocks(firstSaying(next), last, stage)));
      next = last + 1;
    }
    return groups;
  }

  /** The first line from there on that isn't blank. */
  private int firstSaying(int from) {
    int line = from;
    while (line < dockerfile.lines().size() && dockerfile.lines().get(line - 1).isBlank()) {
      line++;
    }
    return line;
  }

  static String address(AnnotatedStage stage) {
    return stage.line() + "-" + stage.lastLine();
  }

  static String fate(AnnotatedStage stage) {
    return switch (stage.role()) {
      case IN_IMAGE -> "in";
      case LEFT_BEHIND -> "left";
      case NOT_BUILT -> "unbuilt";
    };
  }

  private String title(AnnotatedStage stage) {
    return switch (stage.role()) {
      case IN_IMAGE -> "in the image";
      case LEFT_BEHIND -> "stage " + stage.displayName() + " stays on the builder";
      case NOT_BUILT -> "stage " + stage.displayName() + " isn't needed, and not built";
    };
  }

  private static String figure(AnnotatedStage stage) {
    return switch (stage.role()) {
      case IN_IMAGE -> Units.bytes(stage.parts().stream().mapToLong(LineShare::fileBytes).sum());
      case LEFT_BEHIND -> stage.fileBytes().map(Units::bytes).orElse("");
      case NOT_BUILT -> "";
    };
  }

  /** The lines as blocks; of those outside of stages each is one. */
  private List<Block> blocks(int first, int last, AnnotatedStage stage) {
    List<Block> blocks = new ArrayList<>();
    int line = first;
    while (line <= last) {
      int begin = line;
      Lines lines =
          stage == null
              ? new Lines(line, line)
              : RowSource.instructions(stage).stream()
                  .filter(each -> each.first() == begin)
                  .findFirst()
                  .orElse(new Lines(line, line));
      blocks.addAll(removedBefore(lines.first()));
      blocks.add(block(lines, stage));
      if (stage != null) {
        stage.parts().stream()
            .filter(part -> !AnnotationText.isBeside(part))
            .filter(
                part -> {
                  // It may end in a stage further down. Its bytes are this one's.
                  int end = Math.min(part.origin().lastLine(), last);
                  return lines.first() <= end && end <= lines.last();
                })
            .forEach(part -> blocks.add(unplaced(part, stage)));
      }
      line = lines.last() + 1;
    }
    if (last == dockerfile.lines().size()) {
      blocks.addAll(removedBefore(last + 1));
    }
    return blocks;
  }

  private Block block(Lines lines, AnnotatedStage stage) {
    Optional<LineShare> part =
        stage == null
            ? Optional.empty()
            : stage.parts().stream()
                .filter(AnnotationText::isBeside)
                .filter(each -> each.origin().firstLine() == lines.first())
                .findFirst();
    boolean isInstruction = stage != null && RowSource.instructions(stage).contains(lines);
    return new Block(
        CodeLine.of(dockerfile, lines, isInstruction, source.id() + ":L"),
        "",
        isInstruction ? sign(lines) : "",
        part.map(each -> figures(each, stage)).or(() -> baseFigures(lines, stage)),
        Optional.ofNullable(times.get(lines.first())).map(SourceListing::times),
        part.filter(each -> each.fileBytes() > 0 || each.hidesFileBytes() > 0)
            .filter(each -> stage.role() == Role.IN_IMAGE)
            .map(LineContent::of),
        SourceNote.at(source, lines, stage));
  }

  private Block unplaced(LineShare part, AnnotatedStage stage) {
    return new Block(
        List.of(),
        AnnotationText.place(part.origin()),
        "",
        Optional.of(figures(part, stage)),
        Optional.empty(),
        Optional.of(part).filter(each -> stage.role() == Role.IN_IMAGE).map(LineContent::of),
        SourceNote.leftBehind(part, stage).stream().toList());
  }

  /** Where a change only took lines away, that is said where they were. */
  private List<Block> removedBefore(int line) {
    return source.changes().stream()
        .filter(change -> change.added().isEmpty() && change.line() == line)
        .map(
            change ->
                new Block(
                    List.of(),
                    "",
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(SourceNote.of(source, change))))
        .toList();
  }

  /** Whether it was measured what instructions take. */
  boolean hasTimes() {
    return !times.isEmpty();
  }

  private static Times times(LineTime time) {
    return new Times(
        AnnotationText.cold(time), AnnotationText.changed(time), AnnotationText.pushed(time));
  }

  private String sign(Lines lines) {
    return source.changes().stream()
        .filter(change -> change.added().contains(lines))
        .map(change -> change.removed().isEmpty() ? "+" : "~")
        .findFirst()
        .orElse("");
  }

  /** Of a stage that wasn't read, what it starts from is known all the same. */
  private Optional<Figures> baseFigures(Lines lines, AnnotatedStage stage) {
    return Optional.ofNullable(stage)
        .filter(each -> each.line() == lines.first())
        .flatMap(each -> AnnotationText.unreadBase(dockerfile, each))
        .map(bytes -> new Figures(Units.bytes(bytes), "", "", List.of()));
  }

  private Figures figures(LineShare part, AnnotatedStage stage) {
    boolean isInImage = stage.role() == Role.IN_IMAGE && dockerfile.fileBytes() > 0;
    return new Figures(
        Units.bytes(part.fileBytes()),
        part.gzipBytes().map(Units::bytes).orElse(""),
        part.hidesFileBytes() == 0 ? "" : Units.bytes(part.hidesFileBytes()),
        isInImage ? BarPart.of(part.causes(), dockerfile.fileBytes(), 2) : List.of());
  }
}
