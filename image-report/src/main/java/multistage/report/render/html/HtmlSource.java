package multistage.report.render.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import multistage.image.SizedPath;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.AnnotatedStage;
import multistage.report.model.AnnotatedStage.Role;
import multistage.report.model.AnnotatedStep;
import multistage.report.model.LineContents;
import multistage.report.model.LineShare;
import multistage.report.model.Origin;
import multistage.report.model.Origin.Lines;
import multistage.report.model.Rebuild.LineTime;
import multistage.report.model.SourceChange;
import multistage.report.model.SourceDifference;
import multistage.report.model.VariantId;
import multistage.report.render.image.AnnotationText;
import multistage.report.render.image.CauseBytes;
import multistage.report.render.image.Purpose;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

/** A row's Dockerfile beside its bytes, as {@code index.html} shows it. */
final class HtmlSource {
  private static final int MOST_CAUSES = 5;
  private static final int MOST_CAUSES_LEFT_BEHIND = 3;
  private static final int MOST_PACKAGES = 8;

  /** The least share of the image with which a second line is named beside the first. */
  private static final double WORTH_NAMING = 0.25;

  private final VariantId id;
  private final AnnotatedDockerfile dockerfile;
  private final Optional<SourceDifference> difference;
  private final Optional<AnnotatedDockerfile> before;
  private final Map<Integer, LineTime> times;

  /**
   * A Dockerfile.
   *
   * @param difference from the one that it improves on
   * @param before that one
   * @param times what instructions take; none where that wasn't measured
   */
  HtmlSource(
      VariantId id,
      AnnotatedDockerfile dockerfile,
      Optional<SourceDifference> difference,
      Optional<AnnotatedDockerfile> before,
      List<LineTime> times) {
    this.id = id;
    this.dockerfile = dockerfile;
    this.difference = difference;
    this.before = before;
    this.times = times.stream().collect(Collectors.toMap(LineTime::line, Function.identity()));
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
      List<Line> lines,
      String place,
      String change,
      Optional<Figures> figures,
      Optional<Times> times,
      Optional<Content> content,
      List<Note> notes) {}

  /**
   * A line.
   *
   * @param address behind {@code #}
   * @param keyword the instruction that begins in it, if one does
   */
  record Line(String address, int number, String keyword, String text, boolean isComment) {}

  /** What a block brings, and how much of the image that is. */
  record Figures(String files, String pull, String hides, List<Part> parts) {}

  /**
   * What an instruction takes from nothing, what after one changed line, and what is pushed then.
   */
  record Times(String cold, String changed, String push) {}

  /** A part of the bar behind a figure. */
  record Part(String style, String begin, String width) {}

  /**
   * What is to be said below a block.
   *
   * @param kind {@code less}, {@code more}, {@code same} or {@code from}
   * @param link the last words, which lead to lines; empty for none
   * @param lines where they lead, as it stands behind {@code :L} in addresses
   */
  record Note(String kind, String text, String link, String lines) {
    Note(String kind, String text) {
      this(kind, text, "", "");
    }
  }

  /** What a block's bytes consist of. */
  record Content(
      String exactFiles,
      String exactPull,
      String exactHides,
      List<String> layers,
      List<Cause> causes,
      List<SizedPath> largest,
      LineContents software) {
    List<String> packages() {
      List<String> first = software.firstPackages();
      return first.subList(0, Math.min(MOST_PACKAGES, first.size()));
    }

    int morePackages() {
      return software.packages() - packages().size();
    }
  }

  /** Bytes by cause, and how long its bar is. */
  record Cause(String title, String bytes, String style, String width) {}

  /**
   * Two Dockerfiles' instructions beside each other.
   *
   * @param isSame whether both have them, so that the text is the same
   * @param note what a change brought
   */
  record Pair(boolean isSame, List<Line> before, List<Line> after, Optional<Note> note) {
    /** The line's number in the other file, nothing where comments make it longer or shorter. */
    String numberBefore(int line) {
      return before.size() == after.size() || line == 0
          ? String.valueOf(before.get(line).number())
          : "";
    }
  }

  /** Which line has most of it, and which second one is worth a word. */
  String summary() {
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
    return most.fileBytes() == dockerfile.fileBytes()
        ? "All " + all + " come from " + place(most) + "."
        : Units.bytes(most.fileBytes())
            + " of the "
            + all
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
      case INSTRUCTION ->
          (first == part.origin().lastLine() ? "line " : "lines ")
              + AnnotationText.range(part.origin())
              + madeIn(part);
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
    return difference.map(each -> each.from().toString()).orElse(null);
  }

  boolean hasBefore() {
    return difference.isPresent() && before.isPresent();
  }

  /** How it differs in all. */
  String delta() {
    return difference.map(each -> signed(each.fileBytes())).orElse("");
  }

  String deltaStyle() {
    return difference.map(each -> style(each.fileBytes())).orElse("same");
  }

  /** The change that all of that or most of it comes from; empty where none has more than half. */
  String mostOfDelta() {
    long all = difference.map(SourceDifference::fileBytes).orElse(0L);
    return difference.stream()
        .flatMap(each -> each.changes().stream())
        .filter(change -> !change.added().isEmpty())
        .filter(change -> Long.signum(all) * change.fileBytes() > Math.abs(all) / 2)
        .findFirst()
        .map(
            change ->
                (change.fileBytes() == all ? ", by line" : ", most of it by line")
                    + (change.added().size() == 1 ? " " : "s ")
                    + AnnotationText.range(change.added()))
        .orElse("");
  }

  /** What belongs to no one change; empty where all does. */
  String elsewhere() {
    return difference
        .filter(each -> !each.elsewhere().isEmpty())
        .map(
            each ->
                "We can't tell which change caused "
                    + minus(AnnotationText.changes(each.elsewhere()))
                    + (each.elsewhereLines().isEmpty()
                        ? "."
                        : ", which come in line "
                            + AnnotationText.range(each.elsewhereLines())
                            + "."))
        .orElse("");
  }

  /** The lines in groups: the introduction, and stage by stage. */
  List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    Lines intro = AnnotationText.introduction(dockerfile);
    int next = 1;
    if (intro.last() > 0) {
      if (intro.first() > 1) {
        groups.add(
            new Group("unbuilt", "Settings", "", "", "", blocks(1, intro.first() - 1, null)));
      }
      groups.add(
          new Group(
              "intro",
              "Lines " + intro.first() + "–" + intro.last() + " introduce this file",
              "",
              "",
              PlainText.of(
                  String.join("\n", dockerfile.lines().subList(intro.first() - 1, intro.last()))),
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

  private static String address(AnnotatedStage stage) {
    return stage.line() + "-" + stage.lastLine();
  }

  private static String fate(AnnotatedStage stage) {
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
              : instructions(stage).stream()
                  .filter(each -> each.first() == begin)
                  .findFirst()
                  .orElse(new Lines(line, line));
      blocks.addAll(removedBefore(lines.first()));
      blocks.add(block(lines, stage));
      if (stage != null) {
        stage.parts().stream()
            .filter(part -> !isBeside(part))
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

  private List<Lines> instructions(AnnotatedStage stage) {
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

  private Block block(Lines lines, AnnotatedStage stage) {
    Optional<LineShare> part =
        stage == null
            ? Optional.empty()
            : stage.parts().stream()
                .filter(HtmlSource::isBeside)
                .filter(each -> each.origin().firstLine() == lines.first())
                .findFirst();
    boolean isInstruction = stage != null && instructions(stage).contains(lines);
    return new Block(
        lines(dockerfile, lines, isInstruction, id + ":L"),
        "",
        isInstruction ? sign(lines) : "",
        part.map(each -> figures(each, stage)).or(() -> baseFigures(lines, stage)),
        Optional.ofNullable(times.get(lines.first())).map(HtmlSource::times),
        part.filter(each -> each.fileBytes() > 0 || each.hidesFileBytes() > 0)
            .filter(each -> stage.role() == Role.IN_IMAGE)
            .map(HtmlSource::content),
        notes(lines, stage));
  }

  private Block unplaced(LineShare part, AnnotatedStage stage) {
    return new Block(
        List.of(),
        AnnotationText.place(part.origin()),
        "",
        Optional.of(figures(part, stage)),
        Optional.empty(),
        Optional.of(part).filter(each -> stage.role() == Role.IN_IMAGE).map(HtmlSource::content),
        stays(part, stage).stream().toList());
  }

  /** Where a change only took lines away, that is said where they were. */
  private List<Block> removedBefore(int line) {
    return difference.stream()
        .flatMap(each -> each.changes().stream())
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
                    List.of(note(change))))
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

  private static boolean isBeside(LineShare part) {
    return part.origin().kind() == Origin.Kind.BASE
        || part.origin().kind() == Origin.Kind.INSTRUCTION;
  }

  private static List<Line> lines(
      AnnotatedDockerfile of, Lines lines, boolean isInstruction, String address) {
    return IntStream.rangeClosed(lines.first(), lines.last())
        .mapToObj(
            number -> {
              String text = PlainText.of(of.lines().get(number - 1));
              boolean begins = isInstruction && number == lines.first();
              int end = begins && text.indexOf(' ') > 0 ? text.indexOf(' ') : 0;
              return new Line(
                  address + number,
                  number,
                  text.substring(0, end),
                  text.substring(end),
                  text.strip().startsWith("#"));
            })
        .toList();
  }

  private String sign(Lines lines) {
    return difference.stream()
        .flatMap(each -> each.changes().stream())
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
    List<Part> parts = new ArrayList<>();
    double begin = 0;
    boolean isInImage = stage.role() == Role.IN_IMAGE && dockerfile.fileBytes() > 0;
    for (Map.Entry<Purpose, Long> share : Purpose.of(part.causes()).entrySet()) {
      double width = 100.0 * Math.max(0, share.getValue()) / dockerfile.fileBytes();
      if (isInImage && width > 0) {
        parts.add(new Part(share.getKey().style(), percent(begin), percent(width)));
        begin += width;
      }
    }
    return new Figures(
        Units.bytes(part.fileBytes()),
        Units.bytes(part.gzipBytes()),
        part.hidesFileBytes() == 0 ? "" : Units.bytes(part.hidesFileBytes()),
        parts);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }

  private static Content content(LineShare part) {
    List<CauseBytes> causes = CauseBytes.of(part.causes());
    long most = causes.stream().mapToLong(each -> Math.abs(each.fileBytes())).max().orElse(1);
    return new Content(
        Units.exactBytes(part.fileBytes()),
        Units.exactBytes(part.gzipBytes()),
        part.hidesFileBytes() == 0 ? "" : Units.exactBytes(part.hidesFileBytes()),
        part.layers().stream().map(id -> PlainText.shortId(id.value())).toList(),
        causes.stream()
            .map(
                each ->
                    new Cause(
                        each.title(),
                        each.fileBytes() < 0
                            ? signed(each.fileBytes())
                            : Units.bytes(each.fileBytes()),
                        Purpose.of(each.cause()).style(),
                        percent(100.0 * Math.max(0, each.fileBytes()) / Math.max(1, most))))
            .toList(),
        part.largest(),
        part.contents());
  }

  /** What bytes are that aren't in the image: in a few words, for which all rows have room. */
  private static Optional<Note> stays(LineShare part, AnnotatedStage stage) {
    return stage.role() == Role.LEFT_BEHIND && part.fileBytes() > 0
        ? Optional.of(
            new Note(
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

  private List<Note> notes(Lines lines, AnnotatedStage stage) {
    List<Note> notes = new ArrayList<>();
    if (stage != null) {
      stage.parts().stream()
          .filter(HtmlSource::isBeside)
          .filter(part -> part.origin().firstLine() == lines.first())
          .forEach(part -> stays(part, stage).ifPresent(notes::add));
      if (stage.role() == Role.LEFT_BEHIND
          && stage.line() == lines.first()
          && AnnotationText.isInImage(dockerfile, stage.from())) {
        notes.add(new Note("same", "the image starts from this base image, too"));
      }
      stage.steps().stream()
          .filter(step -> step.lines().equals(lines))
          .forEach(step -> notes.addAll(takes(step)));
    }
    difference.stream()
        .flatMap(each -> each.changes().stream())
        .filter(change -> !change.added().isEmpty())
        .filter(change -> change.added().get(change.added().size() - 1).equals(lines))
        .map(this::note)
        .forEach(notes::add);
    return notes;
  }

  private List<Note> takes(AnnotatedStep step) {
    List<Note> notes = new ArrayList<>();
    for (int index : step.fromStages()) {
      AnnotatedStage from = dockerfile.stages().get(index);
      notes.add(
          new Note(
              "from",
              "files from stage " + from.displayName() + ", ",
              AnnotationText.lines(from),
              address(from)));
    }
    step.fromImages()
        .forEach(image -> notes.add(new Note("from", "files from the image " + image)));
    return notes;
  }

  private Note note(SourceChange change) {
    String what =
        change.added().isEmpty()
            ? "left out: " + before.map(each -> removed(each, change)).orElse("")
            : (change.added().size() == 1
                    ? ""
                    : "lines " + AnnotationText.range(change.added()) + " ")
                + (change.removed().isEmpty() ? "new" : "changed");
    if (change.causes().isEmpty()) {
      return new Note("same", what + ": no change in size");
    }
    return new Note(
        style(change.fileBytes()),
        what
            + ": "
            + (change.causes().size() == 1 ? "" : signed(change.fileBytes()) + " = ")
            + minus(AnnotationText.changes(change.causes(), MOST_CAUSES))
            + (change.through().isEmpty() ? "" : ", "),
        change.through().isEmpty() ? "" : AnnotationText.through(change.through()),
        change.through().isEmpty() ? "" : String.valueOf(change.through().get(0).first()));
  }

  private static String removed(AnnotatedDockerfile before, SourceChange change) {
    String first = before.lines().get(change.removed().get(0).first() - 1).strip();
    return PlainText.cut(PlainText.oneLine(first), 60)
        + (change.removed().size() == 1 ? "" : " and " + (change.removed().size() - 1) + " more");
  }

  /** Both files' instructions side by side. */
  List<Pair> pairs() {
    AnnotatedDockerfile old = before.orElseThrow();
    List<Lines> left = units(old);
    List<Lines> right = units(dockerfile);
    List<Pair> pairs = new ArrayList<>();
    int i = 0;
    int j = 0;
    for (SourceChange change : difference.orElseThrow().changes()) {
      while (j < right.size()
          && right.get(j).first() < change.line()
          && i < left.size()
          && !change.removed().contains(left.get(i))) {
        pairs.add(same(old, left.get(i++), right.get(j++)));
      }
      pairs.add(
          new Pair(
              false,
              all(old, change.removed()),
              all(dockerfile, change.added()),
              Optional.of(note(change))));
      i += change.removed().size();
      j += change.added().size();
    }
    while (i < left.size() && j < right.size()) {
      pairs.add(same(old, left.get(i++), right.get(j++)));
    }
    return pairs;
  }

  private Pair same(AnnotatedDockerfile old, Lines left, Lines right) {
    return new Pair(
        true, all(old, List.of(left)), all(dockerfile, List.of(right)), Optional.empty());
  }

  private static List<Line> all(AnnotatedDockerfile of, List<Lines> lines) {
    return lines.stream().flatMap(each -> lines(of, each, true, "").stream()).toList();
  }

  private List<Lines> units(AnnotatedDockerfile of) {
    return of.stages().stream().flatMap(stage -> instructions(stage).stream()).toList();
  }

  private static String style(long bytes) {
    return bytes < 0 ? "less" : bytes > 0 ? "more" : "same";
  }

  private static String signed(long bytes) {
    return bytes == 0 ? "±0 B" : minus(AnnotationText.signed(bytes));
  }

  private static String minus(String text) {
    return text.replaceAll("(^|[ ])-(?=\\d)", "$1−");
  }
}
