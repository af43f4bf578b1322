package multistage.sizereport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import multistage.sizereport.engine.TestcontainersEngine;
import multistage.sizereport.model.BaseImage.Origin;
import multistage.sizereport.model.Check;
import multistage.sizereport.model.Image;
import multistage.sizereport.model.Layer;
import multistage.sizereport.model.Outcome;
import multistage.sizereport.model.Report;
import multistage.sizereport.model.Row;
import multistage.sizereport.pipeline.Progress;
import multistage.sizereport.pipeline.ReportFiles;
import multistage.sizereport.pipeline.SizeReport;
import multistage.sizereport.render.ReportSchema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real thing: every variant built, proved and measured on the engine of this machine. */
class SizeReportIT {
  private static final Path FOLDER = Path.of(System.getProperty("report", "target/report"));

  private static Report report;

  @BeforeAll
  static void run() throws IOException {
    SizeReport.Options options =
        new SizeReport.Options(
            Repository.ROOT,
            System.getProperty("variants", "*"),
            Main.cacheFolder(),
            5,
            Main.labRecord());
    // What an earlier run found must not be taken for this one's.
    Files.deleteIfExists(FOLDER.resolve(ReportFiles.JSON));
    report =
        new SizeReport(
                options,
                TestcontainersEngine.connect(),
                new Progress(System.out),
                Clock.systemUTC())
            .run();
    ReportFiles.write(FOLDER, report);
  }

  @TestFactory
  Stream<DynamicTest> variants() {
    return report.variants().stream()
        .map(row -> dynamicTest(row.id().toString(), () -> holds(row)));
  }

  private static void holds(Row row) {
    switch (row.status()) {
      case PASSED -> assertThat(row.checks()).filteredOn("required", true).isNotEmpty();
      case FAILED -> throw new AssertionError(row.failure().orElseThrow());
      case SKIPPED -> abort(row.failure().orElseThrow());
    }
  }

  /** What the steps promise, in file bytes; measured on amd64, with stand-ins. */
  @ParameterizedTest
  @CsvSource({
    "go/multi-stage-stripped, 5_800_000",
    "go/multi-stage-smallest, 1_700_000",
    "java/multi-stage-jlink, 122_000_000",
    "java/multi-stage-jlink-scratch, 45_000_000",
  })
  void isAsSmallAsPromised(String id, String mostBytes) {
    assumeTrue(report.engine().architecture().equals("amd64"), "goals are for amd64");
    assumeTrue(
        report.baseImages().stream().anyMatch(base -> base.origin() == Origin.STAND_IN),
        "no run with official images is recorded yet");
    assertThat(image(id).fileBytes())
        .isLessThanOrEqualTo(Long.parseLong(mostBytes.replace("_", "")));
  }

  @Test
  void scratchHoldsTheBinaryAloneAndAlpineTheBaseAndTheBinary() {
    Image scratch = image("go/multi-stage-scratch");
    Image alpine = image("go/multi-stage-alpine");
    assertThat(scratch.layers()).hasSize(1);
    assertThat(row("go/multi-stage-scratch").checks())
        .filteredOn("name", "noShell")
        .extracting(Check::detail)
        .containsExactly("none among 1 files and folders");
    assertThat(scratch.layers().get(0).instruction().orElseThrow()).startsWith("COPY");
    long base = alpine.layers().stream().filter(Layer::fromBase).mapToLong(Layer::fileBytes).sum();
    assertThat(base).isPositive();
    assertThat(alpine.fileBytes()).isEqualTo(base + scratch.fileBytes());
  }

  private static Image image(String id) {
    Row row = row(id);
    assumeTrue(row.status() != Outcome.SKIPPED, () -> row.failure().orElseThrow());
    return row.image().orElseThrow();
  }

  private static Row row(String id) {
    return report.variants().stream()
        .filter(candidate -> candidate.id().toString().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no row " + id));
  }

  @Test
  void theReportFollowsItsSchema() throws IOException {
    ReportSchema.assertValid(FOLDER.resolve(ReportFiles.JSON));
  }

  @Test
  void allFilesCanBeMadeAgainFromTheReport() throws IOException {
    assertThat(ReportFiles.render(FOLDER)).isEqualTo(report);
  }
}
