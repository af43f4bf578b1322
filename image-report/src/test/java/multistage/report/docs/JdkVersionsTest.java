package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.Layer;
import multistage.image.SizedPath;
import multistage.report.GoldenUpdate;
import multistage.report.Repository;
import multistage.report.model.Benchmark;
import multistage.report.model.Estimate;
import multistage.report.model.Memory;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.data.ReportJson;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What chapter 7 says of newer JDKs is what {@code docs/jdk-versions.sh} measured. */
@Tag("docs")
class JdkVersionsTest {
  private static final Path DATA = Repository.ROOT.resolve("docs/data");
  private static final List<String> JDKS = List.of("25", "26", "27");
  private static final List<String> COLLECTORS = List.of("Serial", "G1", "Z");
  private static final String WIDE = "SerialGC -XX:-UseCompressedOops";

  private static Report report;

  /** What JVMs said: by JDK and question. */
  private static final Map<String, String> SAID = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    report = ReportJson.read(Files.readString(DATA.resolve("jdk-versions.json")));
    for (String line : Files.readAllLines(DATA.resolve("jdk-versions.tsv"))) {
      String[] words = line.split("\t", 3);
      SAID.put(words[0] + " " + words[1], words[2]);
    }
  }

  @Test
  void theTablesAreMeasured() throws IOException {
    Path chapter = Repository.ROOT.resolve("docs/course/07-java-start-up.md");
    String content = starts() + "\n" + defaults() + "\n" + recorded();
    GoldenUpdate.check(chapter, MarkedSection.replace(Files.readString(chapter), content));
  }

  /**
   * Of times, only what doesn't lie within each other's interval; of sizes, what no sample
   * contradicts.
   */
  @Test
  void whatTheChapterSaysHolds() {
    assertThat(net("jdk-26").overlaps(net("jdk-25"))).isTrue();
    assertThat(net("jdk-27").overlaps(net("jdk-25"))).isTrue();
    assertThat(net("jdk-26").overlaps(net("jdk-27"))).isTrue();
    assertLess(memory("jdk-26"), memory("jdk-25"));
    assertLess(memory("jdk-27"), memory("jdk-25"));
    assertLess(cacheBytes(row("jdk-25")), cacheBytes(row("jdk-26")));
    assertLess(cacheBytes(row("jdk-25")), cacheBytes(row("jdk-27")));

    assertThat(net("jdk-26-z").isBelow(net("jdk-25-z"))).as("the initial heap").isTrue();
    assertThat(10 * Collections.max(memory("jdk-26-z")))
        .isLessThan(Collections.min(memory("jdk-25-z")));
    assertThat(readers("25", WIDE)).isEqualTo("none");
    assertThat(readers("26", WIDE)).isEqualTo("ZGC");
    assertThat(JDKS).allMatch(jdk -> !readers(jdk, "SerialGC").contains("Z"));

    assertThat(JDKS.stream().map(jdk -> said(jdk, "collector with 64m")))
        .as("JEP 523")
        .containsExactly("Serial", "Serial", "G1");
    assertThat(readers("27", "SerialGC")).isEqualTo("Serial, (G1)");
    assertThat(net("jdk-27-g1").overlaps(net("jdk-27"))).isTrue();
    assertLess(memory("jdk-27"), memory("jdk-27-g1"));

    assertThat(JDKS.stream().map(jdk -> said(jdk, "compact headers with 64m")))
        .as("JEP 534")
        .containsExactly("false", "false", "true");
    assertLess(memory("jdk-27"), memory("jdk-27-wide"));
    assertThat(Collections.max(memory("jdk-25")))
        .isGreaterThan(Collections.min(memory("jdk-25-compact")));
  }

  private static void assertLess(List<Long> less, List<Long> more) {
    assertThat(Collections.max(less)).isLessThan(Collections.min(more));
  }

  private static Estimate net(String name) {
    return starts(row(name)).startup().net().orElseThrow();
  }

  private static List<Long> memory(String name) {
    return row(name).memory().orElseThrow().bytes();
  }

  private static String starts() {
    StringBuilder table =
        new StringBuilder("| JDK | Options | AOT cache | Net start-up | Net CPU time | Memory |\n");
    table.append("|---:|---|---:|---:|---:|---:|\n");
    for (Row row : report.variants()) {
      String[] title = row.title().split(" with ");
      table.append(
          String.format(
              "| %s | `%s` | %s | %s | %s | %s |\n",
              title[0].replace("JDK ", ""),
              title[1],
              spread(cacheBytes(row)),
              Times.net(starts(row).startup()).orElseThrow(),
              Times.of(cpu(row)),
              spread(row.memory().orElseThrow().bytes())));
    }
    return table.toString();
  }

  private static String defaults() {
    StringBuilder table =
        new StringBuilder(
            "| Version | Collector in a container of 64 MB | in one of 4 GB with two processors |"
                + " Compact headers | Serial's cache works with | G1's with | ZGC's with |"
                + " Serial's without compressed references with |\n");
    table.append("|---|---|---|---|---|---|---|---|\n");
    for (String jdk : JDKS) {
      table.append(
          String.format(
              "| %s | %s | %s | %s | %s | %s | %s | %s |\n",
              said(jdk, "version"),
              said(jdk, "collector with 64m"),
              said(jdk, "collector with 4g"),
              said(jdk, "compact headers with 4g").equals("true") ? "yes" : "no",
              readers(jdk, "SerialGC"),
              readers(jdk, "G1GC"),
              readers(jdk, "ZGC"),
              readers(jdk, WIDE)));
    }
    return table.toString();
  }

  private static String recorded() {
    return "Recorded on "
        + Units.day(report.recordedAt())
        + " with "
        + report.engine().name()
        + " "
        + report.engine().version()
        + ", "
        + report.engine().storage()
        + ", at commit "
        + said("-", "commit")
        + "; up to "
        + report.variants().stream()
            .mapToInt(row -> starts(row).startup().millis().size())
            .max()
            .orElseThrow()
        + " starts of each, in turn.";
  }

  private static Row row(String name) {
    return report.row(VariantId.parse("java/" + name)).orElseThrow();
  }

  private static String said(String jdk, String what) {
    String value = SAID.get(jdk + " " + what);
    assertThat(value).as("%s: %s", jdk, what).isNotEmpty();
    return value;
  }

  /** The collectors that a cache works with, in brackets those that take only a part of it. */
  private static String readers(String jdk, String trained) {
    return COLLECTORS.stream()
        .map(
            used -> {
              String name = used.equals("Z") ? "ZGC" : used;
              return switch (said(jdk, "cache of " + trained + " with " + used + "GC")) {
                case "accepted" -> name;
                case "partly" -> "(" + name + ")";
                default -> "";
              };
            })
        .filter(name -> !name.isEmpty())
        .collect(
            Collectors.collectingAndThen(Collectors.joining(", "), s -> s.isEmpty() ? "none" : s));
  }

  private static Benchmark.Starts starts(Row row) {
    return row.benchmark().orElseThrow().starts().orElseThrow();
  }

  /** The processor time until the first response, less that of the bare server beside it. */
  private static Estimate cpu(Row row) {
    return Estimate.ofDifferences(
        millis(starts(row).cpuSeconds()), millis(starts(row).engineCpuSeconds()));
  }

  private static List<Double> millis(List<Double> seconds) {
    return seconds.stream().map(second -> second * 1000).toList();
  }

  /** Of the image and of two more training runs. */
  private static List<Long> cacheBytes(Row row) {
    List<Long> all = new ArrayList<>();
    row.image().orElseThrow().layers().stream()
        .map(Layer::largestFiles)
        .flatMap(List::stream)
        .filter(file -> file.path().endsWith(".aot"))
        .map(SizedPath::fileBytes)
        .forEach(all::add);
    String jdk = row.title().replaceAll("JDK (\\d+) .*", "$1");
    Stream.of(said(jdk, "cache bytes of " + row.id().name()).split(" "))
        .map(Long::valueOf)
        .forEach(all::add);
    assertThat(all).as(row.id().toString()).hasSize(3);
    return all;
  }

  /** The median, and the lowest and the highest where they differ from each other. */
  private static String spread(List<Long> bytes) {
    String low = Units.bytes(Collections.min(bytes));
    String high = Units.bytes(Collections.max(bytes));
    return low.equals(high)
        ? low
        : Units.bytes(Memory.of(bytes).medianBytes()) + " (" + low + " to " + high + ")";
  }
}
