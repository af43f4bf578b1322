package multistage.report.render.image;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import multistage.image.Cause;
import multistage.image.CauseShare;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.AnnotatedStage;
import multistage.report.model.AnnotatedStage.Role;
import multistage.report.model.LineShare;
import multistage.report.model.Origin;
import multistage.report.model.Origin.Lines;
import multistage.report.model.Rebuild.LineTime;
import multistage.report.model.SourceChange;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

/** Words for an annotated Dockerfile, the same in every format. */
public final class AnnotationText {
  private static final String TITLE = "# Title:";

  private AnnotationText() {}

  /**
   * The comment that introduces a file to this repository; where it has none, the last line is 0.
   */
  public static Lines introduction(AnnotatedDockerfile dockerfile) {
    List<String> lines = dockerfile.lines();
    int first = 0;
    while (first < lines.size() && lines.get(first).matches("#\\s*\\w+=.*")) {
      first++;
    }
    if (first == lines.size() || !lines.get(first).startsWith(TITLE)) {
      return new Lines(1, 0);
    }
    int last = first;
    while (last < lines.size() && lines.get(last).startsWith("#")) {
      last++;
    }
    return new Lines(first + 1, last);
  }

  /** Where the prose of an introduction begins, behind what is set in it; 0 where there is none. */
  private static int prose(AnnotatedDockerfile dockerfile) {
    Lines introduction = introduction(dockerfile);
    return IntStream.rangeClosed(introduction.first(), introduction.last())
        .filter(line -> dockerfile.lines().get(line - 1).equals("#"))
        .map(line -> line + 1)
        .filter(line -> line <= introduction.last())
        .findFirst()
        .orElse(0);
  }

  /**
   * What the introduction says of the idea and of its price, by paragraph, without the signs of
   * comments and of code.
   */
  public static List<String> rationale(AnnotatedDockerfile dockerfile) {
    int prose = prose(dockerfile);
    if (prose == 0) {
      return List.of();
    }
    String text =
        dockerfile.lines().subList(prose - 1, introduction(dockerfile).last()).stream()
            .map(line -> line.substring(1).strip().replace("`", ""))
            .collect(Collectors.joining("\n"));
    return Stream.of(text.split("\n\n"))
        .map(PlainText::oneLine)
        .filter(paragraph -> !paragraph.isBlank())
        .toList();
  }

  /** What the introduction sets, line by line as it stands in the file. */
  public static Lines settings(AnnotatedDockerfile dockerfile) {
    Lines introduction = introduction(dockerfile);
    int prose = prose(dockerfile);
    return prose == 0 ? introduction : new Lines(introduction.first(), prose - 2);
  }

  /**
   * How large the image is that a stage starts from, for one that stays on the builder and wasn't
   * read. What the image starts from as well doesn't stay there.
   */
  public static Optional<Long> unreadBase(AnnotatedDockerfile dockerfile, AnnotatedStage stage) {
    return stage
        .baseFileBytes()
        .filter(bytes -> stage.role() == Role.LEFT_BEHIND && stage.parts().isEmpty())
        .filter(bytes -> !isInImage(dockerfile, stage.from()));
  }

  /** Whether the image starts from that image, so that its bytes don't stay on the builder. */
  public static boolean isInImage(AnnotatedDockerfile dockerfile, String base) {
    return dockerfile.stages().stream()
        .anyMatch(stage -> stage.role() == Role.IN_IMAGE && stage.from().equals(base));
  }

  /** What stays on the builder, if that was read and there is something. */
  public static Optional<String> leftBehind(AnnotatedDockerfile dockerfile) {
    List<AnnotatedStage> stages =
        dockerfile.stages().stream()
            .filter(stage -> stage.role() == Role.LEFT_BEHIND)
            .filter(stage -> stage.fileBytes().isPresent())
            .toList();
    return dockerfile
        .leftBehindFileBytes()
        .filter(bytes -> !stages.isEmpty())
        .map(bytes -> Units.bytes(bytes) + " stay on the builder" + in(stages));
  }

  private static String in(List<AnnotatedStage> stages) {
    return stages.size() == 1
        ? ", in stage " + stages.get(0).displayName()
        : ": "
            + stages.stream()
                .map(
                    stage ->
                        Units.bytes(stage.fileBytes().orElseThrow())
                            + " in stage "
                            + stage.displayName())
                .collect(Collectors.joining(", "))
            + "; shared layers count once, those of the image not at all";
  }

  /** Whether it stands beside a line, since it belongs to one instruction of the file. */
  public static boolean isBeside(LineShare part) {
    return part.origin().kind() == Origin.Kind.BASE
        || part.origin().kind() == Origin.Kind.INSTRUCTION;
  }

  /** Beside a figure that doesn't belong to one instruction of the file. */
  public static String place(Origin origin) {
    return switch (origin.kind()) {
      case BASE -> "the base image";
      case INSTRUCTION -> inWords(origin.lines());
      case TRIGGER -> "what it starts from has this behind ONBUILD";
      case SOMEWHERE -> "somewhere in lines " + range(origin);
    };
  }

  /** Before what such a line brings. */
  public static String heading(Origin origin) {
    return switch (origin.kind()) {
      case BASE -> "Line " + range(origin) + ", the base image";
      case INSTRUCTION ->
          (origin.firstLine() == origin.lastLine() ? "Line " : "Lines ") + range(origin);
      case TRIGGER -> "Line " + range(origin) + ", its ONBUILD";
      case SOMEWHERE -> "Somewhere in lines " + range(origin);
    };
  }

  /** Below an instruction that takes files from a stage. */
  public static String from(AnnotatedStage stage) {
    return "from stage " + PlainText.oneLine(stage.displayName()) + ", " + lines(stage);
  }

  /** Where a stage stands, as in {@code lines 3-12}. */
  public static String lines(AnnotatedStage stage) {
    return (stage.line() == stage.lastLine() ? "line " : "lines ")
        + range(new Lines(stage.line(), stage.lastLine()));
  }

  /** The lines, as in {@code 4-9}; with a gap as in {@code 4, 8-9}. */
  public static String range(Origin origin) {
    return range(origin.lines());
  }

  /** The same for lines of any kind. */
  public static String range(List<Lines> lines) {
    return lines.stream().map(AnnotationText::range).collect(Collectors.joining(", "));
  }

  /** Bytes more or less by cause, most first. */
  public static String changes(Map<Cause, Long> causes) {
    return changes(causes, Integer.MAX_VALUE);
  }

  /** The same; small ones are put together, and the largest of them named if that is much. */
  public static String changes(Map<Cause, Long> causes, int most) {
    List<Map.Entry<Cause, Long>> sorted =
        causes.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<Cause, Long> cause) -> Math.abs(cause.getValue()))
                    .reversed()
                    .thenComparing(Map.Entry::getKey))
            .toList();
    int shown = sorted.size() <= most ? sorted.size() : most - 1;
    String first =
        sorted.subList(0, shown).stream()
            .map(AnnotationText::change)
            .collect(Collectors.joining(", "));
    if (shown == sorted.size()) {
      return first;
    }
    long rest = sorted.subList(shown, sorted.size()).stream().mapToLong(Map.Entry::getValue).sum();
    boolean isMore = Math.abs(rest) > Math.abs(sorted.get(shown - 1).getValue());
    return first
        + ", "
        + signed(rest)
        + " for "
        + (sorted.size() - shown)
        + " other causes"
        + (isMore ? " (the largest: " + change(sorted.get(shown)) + ")" : "");
  }

  private static String change(Map.Entry<Cause, Long> cause) {
    // Compression takes bytes away: more bytes mean less of it.
    boolean isLess = cause.getKey() == Cause.COMPRESSION && cause.getValue() > 0;
    return signed(cause.getValue())
        + " "
        + (isLess ? "no longer compressed" : cause.getKey().title());
  }

  /**
   * At which lines bytes come into the image that are due to a change of another line; empty where
   * that line brings them itself, or where there are fewer of them, which nothing brings.
   */
  public static Optional<String> through(SourceChange change) {
    return Optional.of(change.through())
        .filter(lines -> !lines.isEmpty() && change.fileBytes() > 0)
        .map(lines -> "brought into the image by " + inWords(lines));
  }

  /** As in {@code line 4} or {@code lines 4, 8-9}. */
  public static String inWords(List<Lines> lines) {
    boolean isOne = lines.size() == 1 && lines.get(0).first() == lines.get(0).last();
    return (isOne ? "line " : "lines ") + range(lines);
  }

  public static String signed(long bytes) {
    return (bytes < 0 ? "" : "+") + Units.bytes(bytes);
  }

  private static String range(Lines lines) {
    return lines.first() == lines.last()
        ? String.valueOf(lines.first())
        : lines.first() + "-" + lines.last();
  }

  /** Bytes by cause, most first; small ones are put together. */
  public static String causes(List<CauseShare> causes, int most) {
    List<CauseBytes> sorted = CauseBytes.of(causes);
    int shown = sorted.size() <= most ? sorted.size() : most - 1;
    String first =
        sorted.subList(0, shown).stream()
            .map(part -> part.title() + " " + Units.bytes(part.fileBytes()))
            .collect(Collectors.joining(", "));
    if (shown == sorted.size()) {
      return first;
    }
    long rest =
        sorted.subList(shown, sorted.size()).stream().mapToLong(CauseBytes::fileBytes).sum();
    return first + ", " + (sorted.size() - shown) + " more " + Units.bytes(rest);
  }

  /** How long an instruction takes in a build from nothing. */
  public static String cold(LineTime time) {
    return time.coldMillis().map(Units::seconds).orElse("");
  }

  /** How long it takes after one changed line. */
  public static String changed(LineTime time) {
    return time.changedMillis().map(Units::seconds).orElse("cached");
  }

  /** What is pushed of it then. */
  public static String pushed(LineTime time) {
    return time.pushedGzipBytes() == 0 ? "" : Units.bytes(time.pushedGzipBytes());
  }
}
