package multistage.sizereport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import multistage.sizereport.engine.TestcontainersEngine;
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

  @Test
  void theReportFollowsItsSchema() throws IOException {
    ReportSchema.assertValid(FOLDER.resolve(ReportFiles.JSON));
  }

  @Test
  void allFilesCanBeMadeAgainFromTheReport() throws IOException {
    assertThat(ReportFiles.render(FOLDER)).isEqualTo(report);
  }
}
