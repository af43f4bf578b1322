package multistage.report.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.Image;
import multistage.image.SoftwarePackage;
import multistage.report.Repository;
import multistage.report.model.Estimate;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.VariantId;
import multistage.report.render.data.ReportJson;
import multistage.report.render.markdown.Markdown;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/** What {@code docs/goals.sh} tried and measured where a row misses its goal. */
public final class TriedGoals {
  private static final Path DATA = Repository.ROOT.resolve("docs/data");

  private static final Map<String, String> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("load", "the kernel starts the program, and the loader links the JVM");
    PARTS.put("jvm", "the JVM creates itself: heap, AOT cache, first classes, modules");
    PARTS.put("main", "the server starts, and says that it listens");
    PARTS.put("response", "the first request is answered");
    PARTS.put("all", "all of it");
  }

  private static final List<String> SERVERS = List.of("go", "cache", "none");
  private static final String ALL = " all";
  private static final String UNCHANGED = "unchanged";

  private TriedGoals() {}

  /** What {@code docs/goals.sh} tried: the marker's rows, of which the first one is unchanged. */
  public static String sizes(String marker) {
    Report tried = sizes();
    List<Row> rows = rows(tried, marker);
    Image first = image(rows.get(0));
    boolean jdks = rows.stream().map(TriedGoals::jdk).distinct().count() > 1;
    List<String> head = new ArrayList<>(List.of("Change"));
    head.addAll(jdks ? List.of("JDK") : List.of());
    head.addAll(List.of("Size", "Difference", "Pull size", "Difference"));
    List<List<String>> lines = new ArrayList<>();
    for (Row row : rows) {
      Image image = image(row);
      List<String> line = new ArrayList<>(List.of(words(row.title())));
      if (jdks) {
        line.add(jdk(row).orElse("–"));
      }
      line.add(Units.bytes(image.fileBytes()));
      line.add(difference(image.fileBytes(), first.fileBytes()));
      line.add(Units.bytes(image.gzipBytes().orElseThrow()));
      line.add(difference(image.gzipBytes().orElseThrow(), first.gzipBytes().orElseThrow()));
      lines.add(line);
    }
    return Markdown.table("l" + "r".repeat(head.size() - 1), head, lines) + when(tried);
  }

  /**
   * Many starts of few rows: the marker's, of which the first one is what others are compared with.
   */
  public static String spring(String marker) {
    Report tried = spring();
    List<Row> rows = rows(tried, marker);
    Startup first = starts(rows.get(0));
    return Markdown.table(
            "lrrrr",
            List.of("Row", "Size", "Net start-up", "Times as fast as the first", "Memory"),
            rows.stream()
                .map(
                    row ->
                        List.of(
                            words(row.title()),
                            Units.bytes(image(row).fileBytes()),
                            Times.of(starts(row).net().orElseThrow()),
                            row == rows.get(0)
                                ? ""
                                : Goals.timesAsFast(first, starts(row)).toString(),
                            Units.bytes(row.memory().orElseThrow().medianBytes())))
                .toList())
        + when(tried)
        + first.millis().size()
        + " starts of each, in turn.\n";
  }

  private static Startup starts(Row row) {
    return row.starts().orElseThrow();
  }

  private static Image image(Row row) {
    return row.image().orElseThrow();
  }

  /** The version of the JDK that a runtime is from; empty for what has none. */
  static Optional<String> jdk(Row row) {
    return image(row).explanation().inventory().packages().stream()
        .filter(one -> one.name().equals("java.base"))
        .map(SoftwarePackage::version)
        .findFirst();
  }

  /** Starts of Java with other options. */
  public static String starts() {
    Map<String, String> samples = samples();
    return Markdown.table(
            "lrr",
            List.of(
                "Change", "From calling the program to the first response", "Difference, in pairs"),
            changes(samples)
                .map(
                    name ->
                        List.of(
                            words(name),
                            time(samples.get(name + ALL)),
                            name.equals(UNCHANGED) ? "" : Times.of(difference(samples, name, ALL))))
                .toList())
        + when(samples);
  }

  /** The starts of a row in the run that started few rows many times. */
  public static Startup springStarts(String id) {
    return starts(spring().row(VariantId.parse(id)).orElseThrow());
  }

  private static Report spring() {
    return ReportJson.read(read("goals-spring.json"));
  }

  /** The run that tried to make rows smaller. */
  public static Report sizes() {
    return ReportJson.read(read("goals-sizes.json"));
  }

  /**
   * What a part of a start took, or a start as a whole: {@code cache jvm}, {@code unchanged all}.
   */
  public static Estimate start(String part) {
    return Estimate.of(numbers(samples().get(part)));
  }

  /** The fastest of these, in milliseconds. */
  public static double fastest(String part) {
    return Collections.min(numbers(samples().get(part)));
  }

  /**
   * The changes with which starts are faster without a doubt than the unchanged ones beside them,
   * most first.
   */
  public static List<String> fasterStarts() {
    Map<String, String> samples = samples();
    return changes(samples)
        .filter(name -> !difference(samples, name, ALL).holdsZero())
        .filter(name -> difference(samples, name, ALL).medianMillis() < 0)
        .sorted(Comparator.comparingDouble(name -> difference(samples, name, ALL).medianMillis()))
        .toList();
  }

  /** How much later a changed start is than the unchanged one beside it, in milliseconds. */
  public static Estimate difference(String name) {
    return difference(samples(), name, ALL);
  }

  /** The same of one part of the start, such as {@code response}. */
  public static Estimate difference(String name, String part) {
    return difference(samples(), name, " " + part);
  }

  private static Estimate difference(Map<String, String> samples, String name, String part) {
    return Estimate.ofDifferences(
        numbers(samples.get(name + part)), numbers(samples.get(UNCHANGED + part)));
  }

  /** Their names; the first one is unchanged. */
  private static Stream<String> changes(Map<String, String> samples) {
    return samples.keySet().stream()
        .filter(name -> name.endsWith(ALL))
        .map(name -> name.substring(0, name.length() - ALL.length()))
        .filter(name -> !SERVERS.contains(name));
  }

  private static List<Row> rows(Report tried, String marker) {
    return Stream.of(marker.split(" "))
        .skip(1)
        .map(id -> tried.row(VariantId.parse(id)).orElseThrow())
        .toList();
  }

  private static String words(String change) {
    return change.startsWith("-")
        ? Markdown.code(change)
        : Stream.of(change.split(" "))
            .map(word -> word.startsWith("-") ? Markdown.code(word) : Markdown.text(word))
            .collect(Collectors.joining(" "));
  }

  private static String difference(long bytes, long first) {
    return bytes == first ? "" : (bytes < first ? "-" : "+") + Units.bytes(Math.abs(bytes - first));
  }

  private static String when(Report tried) {
    return "\nTried on "
        + Units.day(tried.recordedAt())
        + " with "
        + tried.engine().name()
        + " "
        + tried.engine().version()
        + ", "
        + tried.engine().storage()
        + ".\n";
  }

  /** Where the starts of Go and Java go, part by part, without Docker. */
  public static String parts() {
    Map<String, String> samples = samples();
    List<List<String>> lines = new ArrayList<>();
    PARTS.forEach(
        (part, words) -> {
          List<String> cells = new ArrayList<>(List.of(words));
          SERVERS.forEach(
              server ->
                  cells.add(
                      Optional.ofNullable(samples.get(server + " " + part))
                          .map(TriedGoals::time)
                          .orElse("–")));
          lines.add(cells);
        });
    return Markdown.table(
            "lrrr", List.of("Part of a start", "Go", "Java", "Java without its AOT cache"), lines)
        + when(samples);
  }

  private static String time(String values) {
    return Times.of(Estimate.of(numbers(values)));
  }

  private static String when(Map<String, String> samples) {
    return "\nMeasured on %s at commit %s on %s; %d starts of each, in random order. Go is %s, Java is %s.\n"
        .formatted(
            samples.get("- date"),
            samples.get("- commit"),
            samples.get("- processor"),
            numbers(samples.get("go all")).size(),
            samples.get("- go"),
            samples.get("- java"));
  }

  private static List<Double> numbers(String values) {
    return Stream.of(values.split(" ")).map(Double::valueOf).toList();
  }

  /** By server and part, in milliseconds. */
  private static Map<String, String> samples() {
    Map<String, String> samples = new LinkedHashMap<>();
    for (String line : read("goals-starts.tsv").lines().toList()) {
      String[] cells = line.split("\t");
      samples.put(cells[0] + " " + cells[1], cells[2]);
    }
    return samples;
  }

  private static String read(String name) {
    try {
      return Files.readString(DATA.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
