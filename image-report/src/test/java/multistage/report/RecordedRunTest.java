package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.image.Cause;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.report.docs.MarkedSection;
import multistage.report.model.BaseImage;
import multistage.report.model.Benchmark;
import multistage.report.model.Estimate;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.VariantId;
import multistage.report.render.data.ReportJson;
import multistage.report.render.rows.RowFigures;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The recorded run in {@code docs/data/} keeps the goals, and the figures that docs show come from
 * it; {@link GoldenUpdate} makes them anew.
 */
@Tag("docs")
class RecordedRunTest {
  private static final double MOST_UNEXPLAINED = 0.02;
  private static final Path DATA = Repository.ROOT.resolve("docs/data");

  private static Report report;

  @BeforeAll
  static void read() throws IOException {
    report = ReportJson.read(Files.readString(DATA.resolve("report.json")), "report.json");
  }

  @TestFactory
  Stream<DynamicTest> isAsSmallAsPromised() throws IOException {
    return SizeGoals.of(report);
  }

  @TestFactory
  Stream<DynamicTest> oneChangedLineCostsWhatIsPromised() {
    return RebuildGoals.of(report);
  }

  /** apt names these files after the package mirror of the machine that recorded them. */
  @Test
  void hasNoFileThatIsNamedAfterAMirror() throws IOException {
    assertThat(Files.readAllLines(DATA.resolve("report.json")))
        .filteredOn(line -> line.contains("\"path\": \"var/lib/apt/lists/"))
        .isEmpty();
  }

  @Test
  void nearlyEveryByteHasACause() {
    for (Row row : report.variants()) {
      row.image()
          .ifPresent(
              image ->
                  assertThat(share(image, Cause.OTHER) + share(image, Cause.BASE_IMAGE))
                      .as(row.id().toString())
                      .isLessThanOrEqualTo(MOST_UNEXPLAINED));
    }
  }

  private static double share(Image image, Cause cause) {
    return 1.0 * image.explanation().fileBytes(cause) / image.fileBytes();
  }

  /** The two steps link the same modules in the same way, but for --compress. */
  @Test
  void modulesCompressedAndNot() throws IOException {
    Layer compressed = ownLayer("java/multi-stage-jlink");
    Layer plain = ownLayer("java/multi-stage-aot");

    check(
        "dockerfiles/README.md",
        String.format(
            """
            | the runtime's layer | files | pull size |
            |---|---:|---:|
            | modules compressed by jlink (`zip-9`, [multi-stage-jlink](java/multi-stage-jlink.Dockerfile)) | %s | %s |
            | modules as they are ([multi-stage-aot](java/multi-stage-aot.Dockerfile)) | %s | %s |
            """,
            Units.bytes(compressed.fileBytes()),
            Units.bytes(compressed.gzipBytes().orElseThrow()),
            Units.bytes(plain.fileBytes()),
            Units.bytes(plain.gzipBytes().orElseThrow())));
    assertThat(compressed.fileBytes()).isLessThan(plain.fileBytes());
    assertThat(compressed.gzipBytes().orElseThrow())
        .as("what docs say")
        .isGreaterThan(plain.gzipBytes().orElseThrow());
  }

  /** By {@code docs/compressed-modules.sh}: the same image, but for --compress. */
  @Test
  void whatCompressedModulesCostAtStart() throws IOException {
    Path file = DATA.resolve("compressed-modules.json");
    Report compressed = ReportJson.read(Files.readString(file), file.getFileName().toString());
    assertThat(compressed.variants())
        .extracting(row -> row.id().toString())
        .containsExactly("modules/zip-0", "modules/zip-6", "modules/zip-9");
    StringBuilder table =
        new StringBuilder(
            "| `--compress` | Size | Pull size | Start-up | Lowest to highest | Net start-up |"
                + " CPU time | Net CPU time | Memory |\n");
    table.append("|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for (Row row : compressed.variants()) {
      Image image = row.image().orElseThrow();
      Benchmark benchmark = row.benchmark().orElseThrow();
      Benchmark.Starts starts = benchmark.starts().orElseThrow();
      assertThat(starts.cpuSeconds()).hasSize(20);
      table.append(
          String.format(
              "| `%s` | %s | %s | %s | %s | %s | %s | %s | %s |\n",
              row.id().name(),
              Units.bytes(image.fileBytes()),
              Units.bytes(image.gzipBytes().orElseThrow()),
              Units.millis(starts.startup().medianMillis()),
              RowFigures.range(starts.startup().millis()) + " ms",
              Times.of(
                  Estimate.ofDifferences(
                      starts.startup().millis(), starts.startup().engineMillis())),
              Times.of(Estimate.of(inMillis(starts.cpuSeconds()))),
              Times.of(
                  Estimate.ofDifferences(
                      inMillis(starts.cpuSeconds()), inMillis(starts.engineCpuSeconds()))),
              Units.bytes(benchmark.memory().orElseThrow().afterStart())));
    }
    check("docs/answers.md", table + recorded(compressed));

    Row plain = compressed.variants().get(0);
    Row smallest = compressed.variants().get(2);
    assertThat(fileBytes(smallest)).as("smaller on disk").isLessThan(fileBytes(plain));
    assertThat(smallest.image().orElseThrow().gzipBytes().orElseThrow())
        .as("larger to pull")
        .isGreaterThan(plain.image().orElseThrow().gzipBytes().orElseThrow());
    assertThat(cpu(smallest)).as("takes more of a processor to start").isGreaterThan(cpu(plain));
  }

  private static List<Double> inMillis(List<Double> seconds) {
    return seconds.stream().map(each -> each * 1000).toList();
  }

  private static double cpu(Row row) {
    return row.benchmark().orElseThrow().starts().orElseThrow().cpuMedian().orElseThrow();
  }

  private static long fileBytes(Row row) {
    return row.image().orElseThrow().fileBytes();
  }

  /** When and on what. */
  private static String recorded(Report report) {
    Startup netOf =
        report.variants().get(0).benchmark().orElseThrow().starts().orElseThrow().startup();
    return "\nRecorded on "
        + DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(report.recordedAt())
        + " with "
        + report.engine().name()
        + " "
        + report.engine().version()
        + ", "
        + report.engine().storage()
        + (report.baseImages().stream().anyMatch(b -> b.origin() == BaseImage.Origin.STAND_IN)
            ? ", built from [stand-ins](../dockerfiles/base-images/README.md)"
            : "")
        + "; twenty starts of each, in turn. Docker's overhead was "
        + Units.millis(Estimate.of(netOf.engineMillis()).medianMillis())
        + ".\n";
  }

  @Test
  void standInsBesideOfficialImages() throws IOException {
    List<OfficialSize> official = OfficialSize.all();
    StringBuilder table =
        new StringBuilder("| image | stand-in | official, as its source says |\n");
    table.append("|---|---:|---|\n");
    List<BaseImage> standIns =
        report.baseImages().stream()
            .filter(base -> base.origin() == BaseImage.Origin.STAND_IN)
            .toList();
    assumeFalse(standIns.isEmpty(), "the recorded run has official images");
    for (BaseImage base : standIns) {
      Optional<OfficialSize> size =
          official.stream().filter(o -> o.reference().equals(base.reference())).findFirst();
      table.append(
          String.format(
              "| `%s` | %s | %s |%n",
              base.reference(),
              Units.bytes(base.fileBytes()),
              size.map(OfficialSize::cell).orElse("no source found")));
    }
    check("dockerfiles/base-images/README.md", table.toString());
  }

  /** The layer that jlink's result is copied into, the first that isn't the base image's. */
  private static Layer ownLayer(String id) {
    Row row = report.row(VariantId.parse(id)).orElseThrow();
    return row.image().orElseThrow().layers().stream()
        .filter(layer -> !layer.fromBase())
        .findFirst()
        .orElseThrow();
  }

  private static void check(String file, String content) throws IOException {
    Path path = Repository.ROOT.resolve(file);
    GoldenUpdate.check(path, MarkedSection.replace(Files.readString(path), content));
  }
}
