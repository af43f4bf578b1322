package multistage.report.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import multistage.image.Cause;
import multistage.image.Image;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.VariantId;
import multistage.report.render.text.Units;

/** The course's pictures that show figures, drawn from the recorded run. */
final class MeasuredPictures {
  private static final int LEFT = 20;
  private static final int TEXT_BASELINE = 19;
  private static final int BAR_HEIGHT = 26;

  private static final Map<String, String> ABOUT_PROGRAMS =
      Map.of(
          "scratch", "as Go builds it",
          "stripped", "no debug info, no HTTP/2",
          "smallest", "upx, less code");
  private static final Map<String, String> ABOUT_RUNTIMES =
      Map.of(
          "jre", "a complete JRE: classes from its archive",
          "jlink", "a runtime of two modules: no archive, so it parses each class",
          "aot", "the same with an AOT cache: classes as an earlier run left them");

  private final Report report;
  private final Map<String, Supplier<Picture>> drawn =
      Map.of(
          "02-what-is-in-it", this::whatIsInIt,
          "05-disk-and-pull", this::diskAndPull,
          "06-from-jdk-to-scratch", this::fromJdkToScratch,
          "07-start-up", this::startUp);

  MeasuredPictures(Report report) {
    this.report = report;
  }

  /**
   * A picture, and what it says for readers who don't see it.
   *
   * @param words one line of plain text
   * @param svg the whole file
   */
  record Picture(String words, String svg) {}

  /** The file names, without their endings. */
  List<String> names() {
    return drawn.keySet().stream().sorted().toList();
  }

  /**
   * Draws one.
   *
   * @throws IllegalArgumentException if there is no such picture
   */
  Picture of(String name) {
    if (!drawn.containsKey(name)) {
      throw new IllegalArgumentException("no picture is called " + name + "; " + names());
    }
    return drawn.get(name).get();
  }

  /** What is at least as large as the program, the program, and the rest in one bar. */
  private Picture whatIsInIt() {
    Image image = image(row("go/single-stage"));
    long program = image.explanation().fileBytes(Cause.PROGRAM);
    List<Cause> causes =
        Arrays.stream(Cause.values())
            .filter(cause -> image.explanation().fileBytes(cause) >= program)
            .sorted(Comparator.comparing(cause -> -image.explanation().fileBytes(cause)))
            .toList();
    long largest = image.explanation().fileBytes(causes.get(0));
    Drawing drawing = new Drawing("A single-stage image for Go: " + Units.bytes(image.fileBytes()));
    for (Cause cause : causes) {
      long bytes = image.explanation().fileBytes(cause);
      boolean isProgram = cause == Cause.PROGRAM;
      double width = 270.0 * bytes / largest;
      drawing.text(isProgram ? "strong" : "small", LEFT, cause.title());
      drawing.bar(isProgram ? "bar-green" : "bar", 330, width);
      drawing.text(isProgram ? "strong" : "small", 330 + width + 10, Units.bytes(bytes));
      drawing.next(40);
    }
    long rest =
        image.fileBytes()
            - causes.stream().mapToLong(cause -> image.explanation().fileBytes(cause)).sum();
    drawing.text("small muted", LEFT, "all smaller causes together");
    drawing.bar("bar", 330, 270.0 * rest / largest);
    drawing.text("small", 330 + 270.0 * rest / largest + 10, Units.bytes(rest));
    drawing.next(40);
    return drawing.picture(
        "What takes the space in a single-stage Go image of "
            + Units.bytes(image.fileBytes())
            + ": "
            + causes.stream()
                .map(
                    cause ->
                        cause.title() + " " + Units.bytes(image.explanation().fileBytes(cause)))
                .collect(Collectors.joining(", "))
            + ", all smaller causes together "
            + Units.bytes(rest));
  }

  private Picture diskAndPull() {
    List<Row> rows =
        rows("go/multi-stage-scratch", "go/multi-stage-stripped", "go/multi-stage-smallest");
    long largest = rows.stream().mapToLong(row -> image(row).fileBytes()).max().orElseThrow();
    Drawing drawing = new Drawing("What a Go image takes on disk, and in a pull");
    for (Row row : rows) {
      drawing.text("code strong", LEFT, shortName(row));
      drawing.labelledBar("on disk", "bar", image(row).fileBytes(), largest);
      drawing.next(34);
      drawing.text("small muted", LEFT, ABOUT_PROGRAMS.get(shortName(row)));
      drawing.labelledBar("to pull", "bar-blue", image(row).gzipBytes().orElseThrow(), largest);
      drawing.next(50);
    }
    drawing.text(
        "small muted",
        LEFT,
        "A pull packs every layer anyway: there, upx saves less than on disk.");
    drawing.next(36);
    return drawing.picture(
        "What a Go image takes on disk, and in a pull. The last one is packed with upx, and has even"
            + " less code: "
            + rows.stream()
                .map(
                    row ->
                        "%s takes %s on disk and %s to pull"
                            .formatted(
                                shortName(row),
                                Units.bytes(image(row).fileBytes()),
                                Units.bytes(image(row).gzipBytes().orElseThrow())))
                .collect(Collectors.joining(", ")));
  }

  private Picture fromJdkToScratch() {
    List<Row> rows =
        rows(
            "java/single-stage",
            "java/multi-stage-jre",
            "java/multi-stage-distroless",
            "java/multi-stage-jlink",
            "java/multi-stage-jlink-distroless",
            "java/multi-stage-jlink-scratch");
    long largest = image(rows.get(0)).fileBytes();
    Image before = image(rows.get(0));
    Drawing drawing = new Drawing("What each step from the JDK to scratch leaves out");
    for (Row row : rows) {
      long bytes = image(row).fileBytes();
      double width = 280.0 * bytes / largest;
      double gone = 280.0 * (before.fileBytes() - bytes) / largest;
      boolean last = row.equals(rows.get(rows.size() - 1));
      drawing.text("code", LEFT, shortName(row));
      drawing.bar(last ? "bar-green" : "bar", 200, width);
      drawing.text("small strong end", 590, Units.bytes(bytes));
      if (before.fileBytes() > bytes) {
        drawing.bar("bar-red", 200 + width, gone);
        drawing.text("small muted end", 700, "− " + Units.bytes(before.fileBytes() - bytes));
        drawing.next(26);
        drawing.text("small muted", 200, "above all, " + mostOfTheDifference(before, image(row)));
      }
      drawing.next(40);
      before = image(row);
    }
    return drawing.picture(
        "Each step from the JDK to scratch leaves something out: "
            + rows.stream()
                .map(row -> shortName(row) + " " + Units.bytes(image(row).fileBytes()))
                .collect(Collectors.joining(", ")));
  }

  private static String mostOfTheDifference(Image before, Image after) {
    return Arrays.stream(Cause.values())
        .max(
            Comparator.comparing(
                cause ->
                    before.explanation().fileBytes(cause) - after.explanation().fileBytes(cause)))
        .orElseThrow()
        .title();
  }

  private Picture startUp() {
    List<Row> rows = rows("java/multi-stage-jre", "java/multi-stage-jlink", "java/multi-stage-aot");
    double longest =
        rows.stream().mapToDouble(row -> startup(row).medianMillis()).max().orElseThrow();
    Drawing drawing = new Drawing("From starting the container to its first response");
    for (Row row : rows) {
      double own = startup(row).netMedianMillis().orElseThrow();
      double engine = startup(row).medianMillis() - own;
      drawing.text("code", LEFT, shortName(row));
      drawing.bar("bar", 110, 480 * engine / longest);
      drawing.bar("bar-blue", 110 + 480 * engine / longest, 480 * own / longest);
      drawing.text(
          "strong",
          120 + 480 * startup(row).medianMillis() / longest,
          Units.millis(startup(row).medianMillis()));
      drawing.next(26);
      drawing.text("small muted", 110, ABOUT_RUNTIMES.get(shortName(row)));
      drawing.next(48);
    }
    drawing.bar("bar", 110, 26);
    drawing.text("small", 146, "Docker’s overhead");
    drawing.bar("bar-blue", 330, 26);
    drawing.text("small", 366, "the JVM and the server");
    drawing.next(36);
    return drawing.picture(
        "From starting the container to the first response: "
            + rows.stream()
                .map(
                    row ->
                        "%s %s, %s of it without Docker's overhead"
                            .formatted(
                                shortName(row),
                                Units.millis(startup(row).medianMillis()),
                                Units.millis(startup(row).netMedianMillis().orElseThrow())))
                .collect(Collectors.joining("; ")));
  }

  private List<Row> rows(String... ids) {
    return Arrays.stream(ids).map(this::row).toList();
  }

  private Row row(String id) {
    return report.row(VariantId.parse(id)).orElseThrow();
  }

  private static Image image(Row row) {
    return row.image().orElseThrow();
  }

  private static Startup startup(Row row) {
    return row.starts().orElseThrow();
  }

  private static String shortName(Row row) {
    return row.id().name().replaceFirst("^multi-stage-", "");
  }

  /** Lines of a picture, one below the other. */
  private static final class Drawing {
    private final List<String> elements = new ArrayList<>();
    private int top = 20;

    Drawing(String heading) {
      text("strong", LEFT, heading);
      next(44);
    }

    void next(int height) {
      top += height;
    }

    void text(String style, double x, String words) {
      elements.add(
          String.format(
              Locale.ROOT,
              "<text class=\"%s\" x=\"%.0f\" y=\"%d\">%s</text>",
              style,
              x,
              top + TEXT_BASELINE,
              words));
    }

    void bar(String style, double x, double width) {
      elements.add(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
              style,
              x,
              top,
              Math.max(2, width),
              BAR_HEIGHT));
    }

    void labelledBar(String label, String style, long bytes, long largest) {
      double width = 350.0 * bytes / largest;
      text("small muted end", 236, label);
      bar(style, 246, width);
      text("strong", 246 + width + 10, Units.bytes(bytes));
    }

    Picture picture(String words) {
      return new Picture(words, Pictures.svg(words, top + 4, elements));
    }
  }
}
