package multistage.report.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import multistage.image.Image;
import multistage.report.Repository;
import multistage.report.model.Benchmark;
import multistage.report.model.Estimate;
import multistage.report.model.Ratio;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.VariantId;
import multistage.report.render.markdown.Markdown;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/** The goals of rows, and whether the recorded run reached them. */
public final class Goals {
  private static final Path BENCHMARKS = Repository.ROOT.resolve("docs/benchmarks.md");

  private final Report report;
  private final String toRoot;

  /**
   * The goals of a run.
   *
   * @param toRoot the path from the document to the repository's root, with a slash at its end
   */
  public Goals(Report report, String toRoot) {
    this.report = report;
    this.toRoot = toRoot;
  }

  /** Whether the recorded run reached a goal; undecided, if the figure's interval includes it. */
  public enum Reached {
    YES,
    NO,
    UNDECIDED;

    private static Reached of(boolean reached) {
      return reached ? YES : NO;
    }
  }

  /**
   * A goal of a row.
   *
   * @param account the heading's anchor below which a document accounts for it unless it is reached
   */
  public record Goal(VariantId id, String goal, String figure, Reached reached, String account) {}

  /** All of them. */
  public List<Goal> all() {
    String spring = "spring-boots-start";
    String smallest = "the-smallest-image-with-a-jvm";
    return List.of(
        startsFaster("spring/multi-stage-aot", "spring/multi-stage", 4, spring),
        startsFaster("spring/multi-stage-production", "spring/multi-stage", 4, spring),
        isSmall("spring/multi-stage-production", 200_000_000, "spring-boots-size"),
        usesLess("spring/multi-stage-production", "spring/multi-stage", "spring-boots-memory"),
        isSmall("java/multi-stage-production", 100_000_000, "javas-size-in-production"),
        startsLike(
            "java/multi-stage-production", "go/multi-stage-scratch", 1.3, "javas-start-beside-gos"),
        isSmall("java/multi-stage-jlink-scratch", 42_000_000, smallest),
        isSmallToPull("java/multi-stage-jlink-scratch", 20_000_000, smallest),
        isSmall("java/multi-stage-smallest", 42_000_000, smallest),
        isSmallToPull("java/multi-stage-smallest", 20_000_000, smallest),
        isSmall("go/multi-stage-stripped", 5_500_000, "the-smallest-go-image-without-upx"));
  }

  /** All of them as a table. */
  public String table() {
    return Markdown.table(
        "lllr",
        List.of("Row", "Goal", "In the recorded run", "Reached"),
        all().stream()
            .map(goal -> List.of(link(goal.id()), goal.goal(), goal.figure(), reached(goal)))
            .toList());
  }

  private static String reached(Goal goal) {
    String words = goal.reached().name().toLowerCase(Locale.ROOT);
    return goal.reached() == Reached.YES ? words : "[" + words + "](#" + goal.account() + ")";
  }

  private Goal isSmall(String id, long most, String account) {
    long is = image(id).fileBytes();
    return limit(
        id, "size: at most " + Units.bytes(most), Units.bytes(is), Reached.of(is <= most), account);
  }

  private Goal isSmallToPull(String id, long most, String account) {
    long is = image(id).gzipBytes().orElseThrow();
    return limit(
        id,
        "pull size: at most " + Units.bytes(most),
        Units.bytes(is),
        Reached.of(is <= most),
        account);
  }

  private Goal usesLess(String id, String other, String account) {
    long is = row(id).memory().orElseThrow().medianBytes();
    long was = row(other).memory().orElseThrow().medianBytes();
    return limit(
        id,
        "memory: less than " + link(VariantId.parse(other)),
        Units.bytes(is) + " against " + Units.bytes(was),
        Reached.of(is < was),
        account);
  }

  /** Else rounds would be taken for pairs that weren't timed one after the other. */
  private void requireOneRun(String id, String other) {
    if (!timedAt(row(id)).equals(timedAt(row(other)))) {
      throw new IllegalArgumentException(
          id + " and " + other + " weren't timed in one run: record them together");
    }
  }

  private static Optional<Instant> timedAt(Row row) {
    return row.benchmark().map(Benchmark::measuredAt).or(row::measuredAt);
  }

  private Goal startsFaster(String id, String other, int times, String account) {
    requireOneRun(id, other);
    Startup is = row(id).starts().orElseThrow();
    Startup was = row(other).starts().orElseThrow();
    Ratio ratio = timesAsFast(was, is);
    return limit(
        id,
        "net start-up: at least " + times + " times as fast as " + link(VariantId.parse(other)),
        beside(is.net().orElseThrow(), was.net().orElseThrow(), ratio),
        ratio.isAbove(times) ? Reached.YES : ratio.isBelow(times) ? Reached.NO : Reached.UNDECIDED,
        account);
  }

  private Goal startsLike(String id, String other, double most, String account) {
    requireOneRun(id, other);
    Startup is = row(id).starts().orElseThrow();
    Startup was = row(other).starts().orElseThrow();
    Ratio ratio = Ratio.of(is.millis(), was.millis());
    return limit(
        id,
        "start-up: at most " + most + " times that of " + link(VariantId.parse(other)),
        beside(is.gross().orElseThrow(), was.gross().orElseThrow(), ratio),
        ratio.isBelow(most) ? Reached.YES : ratio.isAbove(most) ? Reached.NO : Reached.UNDECIDED,
        account);
  }

  /** How many times as fast the second one starts, without the engine's share. */
  static Ratio timesAsFast(Startup was, Startup is) {
    return Ratio.of(net(was), net(is));
  }

  private static List<Double> net(Startup starts) {
    return IntStream.range(0, starts.millis().size())
        .mapToObj(round -> starts.millis().get(round) - starts.engineMillis().get(round))
        .toList();
  }

  private static String beside(Estimate is, Estimate was, Ratio ratio) {
    return Times.of(is) + " against " + Times.of(was) + ": " + ratio;
  }

  private static Goal limit(
      String id, String goal, String figure, Reached reached, String account) {
    return new Goal(VariantId.parse(id), goal, figure, reached, account);
  }

  /**
   * The goals of the project's own speed that docs/benchmarks.md has a figure for.
   *
   * @throws IllegalArgumentException when a line of its table has other columns
   */
  public static String speed() {
    List<List<String>> lines = new ArrayList<>();
    for (String line : lines(BENCHMARKS)) {
      String[] cells = line.split(" \\| ");
      if (!line.startsWith("| ") || line.startsWith("| What |")) {
        continue;
      }
      if (cells.length != 6) {
        throw new IllegalArgumentException("docs/benchmarks.md: six columns expected: " + line);
      }
      String goal = cells[4].strip();
      if (!goal.isEmpty()) {
        boolean reached = number(cells[1]) <= number(goal);
        lines.add(
            List.of(
                cells[0].substring(2),
                goal,
                cells[1] + " (" + cells[2] + ")",
                processor(line),
                reached ? "yes" : "no"));
      }
    }
    return Markdown.table(
        "lrrlr", List.of("What", "Goal", "Recorded", "Processor", "Reached"), lines);
  }

  /** The last column begins with a day and a commit. */
  private static String processor(String line) {
    return line.split(" \\| ")[5].split(", ")[2];
  }

  /** The median of the benchmark in docs/benchmarks.md that begins so: of the first processor. */
  static double benchmark(String beginning) {
    return benchmarks(beginning).get(0);
  }

  /** The same of each processor; at least one. */
  static List<Double> benchmarks(String beginning) {
    return column(1, beginning);
  }

  /** The goal of that benchmark. */
  static double goalOf(String beginning) {
    return column(4, beginning).get(0);
  }

  private static List<Double> column(int index, String beginning) {
    List<Double> numbers =
        lines(BENCHMARKS).stream()
            .filter(line -> line.startsWith("| " + beginning))
            .map(line -> number(line.split(" \\| ")[index]))
            .toList();
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("docs/benchmarks.md has no line for: " + beginning);
    }
    return numbers;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double number(String cell) {
    return Double.parseDouble(cell.strip().split(" ")[0]);
  }

  private Image image(String id) {
    return row(id).image().orElseThrow();
  }

  private Row row(String id) {
    return report.row(VariantId.parse(id)).orElseThrow();
  }

  private String link(VariantId id) {
    return Markdown.link(id.toString(), toRoot + row(id.toString()).dockerfile());
  }
}
