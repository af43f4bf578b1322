package multistage.report.render.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import multistage.image.SizedPath;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.AnnotatedStage;
import multistage.report.model.AnnotatedStage.Role;
import multistage.report.model.AnnotatedStep;
import multistage.report.model.LineShare;
import multistage.report.model.Origin;
import multistage.report.model.Rebuild.LineTime;
import multistage.report.render.image.AnnotationText;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Units;

/** A Dockerfile for a terminal: its lines with a margin that says what each brings. */
public final class AnnotatedText {
  private static final int FIGURE = 9;
  private static final int NARROWEST = 60;
  private static final int MOST_FILES = 3;
  private static final int MOST_CAUSES = 4;

  private final AnnotatedDockerfile dockerfile;
  private final int width;
  private final Map<Integer, LineTime> times;
  private final boolean pulls;
  private final boolean hides;
  private final int digits;
  private final StringBuilder out = new StringBuilder();

  private AnnotatedText(AnnotatedDockerfile dockerfile, List<LineTime> times, int width) {
    this.dockerfile = dockerfile;
    this.times = times.stream().collect(Collectors.toMap(LineTime::line, Function.identity()));
    this.width = Math.max(NARROWEST, width);
    this.pulls = dockerfile.gzipBytes().isPresent();
    this.hides =
        dockerfile.stages().stream()
            .flatMap(stage -> stage.parts().stream())
            .anyMatch(part -> part.hidesFileBytes() > 0);
    this.digits = String.valueOf(dockerfile.lines().size()).length();
  }

  /** All of it, in lines that are no longer than that. */
  public static String of(AnnotatedDockerfile dockerfile, int width) {
    AnnotatedText text = new AnnotatedText(dockerfile, List.of(), width);
    text.headline();
    text.source(1);
    text.details();
    return text.out.toString();
  }

  /** The lines with their margin and nothing else. */
  public static String source(AnnotatedDockerfile dockerfile, int width) {
    return source(dockerfile, List.of(), width, 1);
  }

  /**
   * The same from that line on, or from the next one that isn't blank.
   *
   * @param times what instructions take; none where that wasn't measured
   */
  public static String source(
      AnnotatedDockerfile dockerfile, List<LineTime> times, int width, int first) {
    AnnotatedText text = new AnnotatedText(dockerfile, times, width);
    text.source(first);
    return text.out.toString();
  }

  private void headline() {
    wrapped(
        "",
        String.format(
            Locale.ROOT,
            "%s: %s",
            PlainText.oneLine(dockerfile.file()),
            Units.sizes(dockerfile.fileBytes(), dockerfile.gzipBytes())));
    AnnotationText.leftBehind(dockerfile).ifPresent(sentence -> wrapped("", sentence));
    out.append('\n');
  }

  private void source(int from) {
    wrapped("", "In front of the source: | in the image, : left behind, . not built");
    if (!times.isEmpty()) {
      wrapped(
          "",
          "cold, changed: how long it takes from nothing, and after one changed line of the program;"
              + " push: what of it is pushed then");
    }
    out.append(
            (margin("files", "to pull", hides ? "hides" : "") + times("cold", "changed", "push"))
                .stripTrailing())
        .append('\n');
    Map<Integer, List<LineShare>> first = new TreeMap<>();
    Map<Integer, List<LineShare>> below = new TreeMap<>();
    for (AnnotatedStage stage : dockerfile.stages()) {
      for (LineShare part : stage.parts()) {
        Origin origin = part.origin();
        boolean isBeside = AnnotationText.isBeside(part);
        (isBeside ? first : below)
            .computeIfAbsent(
                isBeside ? origin.firstLine() : origin.lastLine(), line -> new ArrayList<>())
            .add(part);
      }
    }
    int begin = from;
    while (begin < dockerfile.lines().size() && dockerfile.lines().get(begin - 1).isBlank()) {
      begin++;
    }
    for (int line = begin; line <= dockerfile.lines().size(); line++) {
      String margin =
          first.getOrDefault(line, List.of()).stream()
              .findFirst()
              .map(this::margin)
              .orElse(unreadBase(line));
      line(margin + times(margin, line), line);
      copied(line);
      for (LineShare part : below.getOrDefault(line, List.of())) {
        below(margin(part), AnnotationText.place(part.origin()));
      }
    }
  }

  /** Of a stage that wasn't read, what it starts from is known all the same. */
  private String unreadBase(int line) {
    return dockerfile.stages().stream()
        .filter(stage -> stage.line() == line)
        .findFirst()
        .flatMap(stage -> AnnotationText.unreadBase(dockerfile, stage))
        .map(bytes -> margin(Units.bytes(bytes), "", ""))
        .orElse("");
  }

  /** Below an instruction that takes files from a stage, where that is. */
  private void copied(int line) {
    for (AnnotatedStage stage : dockerfile.stages()) {
      for (AnnotatedStep step : stage.steps()) {
        if (step.lines().last() == line && stage.role() != Role.NOT_BUILT) {
          step.fromStages().stream()
              .map(dockerfile.stages()::get)
              .forEach(from -> below(" ".repeat(marginWidth()), AnnotationText.from(from)));
        }
      }
    }
  }

  private void below(String margin, String text) {
    String front = margin + " ".repeat(marginWidth() - margin.length() + digits + 1) + "   ^ ";
    String rest = text;
    do {
      int room = width - front.length();
      int end = rest.length() <= room ? rest.length() : breakBefore(rest, room);
      out.append((front + rest.substring(0, end)).stripTrailing()).append('\n');
      rest = rest.substring(end);
      front = " ".repeat(front.length());
    } while (!rest.isEmpty());
  }

  private void line(String margin, int line) {
    String text = PlainText.of(dockerfile.lines().get(line - 1)).replace("\t", "    ");
    int room = width - marginWidth() - digits - 5;
    String number = String.format(Locale.ROOT, " %" + digits + "d ", line);
    String front = margin + " ".repeat(marginWidth() - margin.length());
    do {
      int end = text.length() <= room ? text.length() : breakBefore(text, room);
      out.append(
              (front + number + " " + gutter(line) + " " + text.substring(0, end)).stripTrailing())
          .append('\n');
      text = text.substring(end);
      front = " ".repeat(marginWidth());
      number = " ".repeat(digits + 2);
    } while (!text.isEmpty());
  }

  /** Behind a space, so that no word is broken that needn't be. */
  static int breakBefore(String text, int room) {
    int space = text.lastIndexOf(' ', room - 1);
    return space > room / 2 ? space + 1 : room;
  }

  private char gutter(int line) {
    return dockerfile.stages().stream()
        .filter(stage -> stage.line() <= line && line <= stage.lastLine())
        .findFirst()
        .map(
            stage ->
                switch (stage.role()) {
                  case IN_IMAGE -> '|';
                  case LEFT_BEHIND -> ':';
                  case NOT_BUILT -> '.';
                })
        .orElse(' ');
  }

  private int marginWidth() {
    return (1 + (pulls ? 1 : 0) + (hides ? 1 : 0) + (times.isEmpty() ? 0 : 3)) * (FIGURE + 1);
  }

  /** What an instruction takes, behind its bytes. */
  private String times(String margin, int line) {
    return Optional.ofNullable(times.get(line))
        .map(
            time ->
                " ".repeat(marginWidth() - 3 * (FIGURE + 1) - margin.length())
                    + times(
                        AnnotationText.cold(time),
                        AnnotationText.changed(time),
                        AnnotationText.pushed(time)))
        .orElse("");
  }

  private String times(String cold, String changed, String push) {
    return times.isEmpty() ? "" : figure(cold) + figure(changed) + figure(push);
  }

  private String margin(LineShare part) {
    return margin(
        Units.bytes(part.fileBytes()),
        part.gzipBytes().map(Units::bytes).orElse(""),
        part.hidesFileBytes() == 0 ? "" : Units.bytes(part.hidesFileBytes()));
  }

  private static String figure(String text) {
    return String.format(Locale.ROOT, "%" + FIGURE + "s ", text);
  }

  private String margin(String files, String pull, String hidden) {
    return figure(files) + (pulls ? figure(pull) : "") + (hides ? figure(hidden) : "");
  }

  /** What is behind the figures of the image's lines, most bytes first. */
  private void details() {
    List<LineShare> parts =
        dockerfile.inImage().stream()
            .filter(part -> part.fileBytes() > 0)
            .sorted(Comparator.comparingLong(LineShare::fileBytes).reversed())
            .toList();
    for (LineShare part : parts) {
      out.append('\n');
      wrapped(
          "  ",
          AnnotationText.heading(part.origin())
              + ": "
              + Units.bytes(part.fileBytes())
              + " = "
              + AnnotationText.causes(part.causes(), MOST_CAUSES));
      part.largest().stream().limit(MOST_FILES).forEach(this::file);
    }
  }

  private void file(SizedPath file) {
    out.append(
        String.format(
            Locale.ROOT,
            "%" + (FIGURE + 4) + "s /%s\n",
            Units.bytes(file.fileBytes()),
            PlainText.cut(PlainText.oneLine(file.path()), width - FIGURE - 6)));
  }

  /** Words in lines, the later ones indented. */
  private void wrapped(String indent, String text) {
    String rest = text;
    String front = "";
    while (front.length() + rest.length() > width) {
      int end = breakBefore(rest, width - front.length());
      out.append((front + rest.substring(0, end)).stripTrailing()).append('\n');
      rest = rest.substring(end).stripLeading();
      front = indent;
    }
    out.append(front).append(rest).append('\n');
  }
}
