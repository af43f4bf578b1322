package multistage.sizereport.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import multistage.sizereport.Repository;
import multistage.sizereport.model.Report;
import multistage.sizereport.render.ReportJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierReportTest {
  @TempDir private Path folder;
  private Report report;

  @BeforeEach
  void takeTheRecordedReport() throws IOException {
    report =
        ReportJson.read(
            Files.readString(
                Repository.ROOT.resolve(
                    "size-report/src/test/resources/multistage/sizereport/render/mixed/report.json")));
  }

  @Test
  void thereIsNoEarlierReportAtFirst() throws IOException {
    assertThat(ReportFiles.putAside(folder)).isEmpty();
    assertThat(ReportFiles.putAside(folder.resolve("missing"))).isEmpty();
  }

  @Test
  void theEarlierReportIsPutAside() throws IOException {
    ReportFiles.write(folder, report);
    assertThat(ReportFiles.putAside(folder)).contains(report);
    assertThat(folder.resolve(ReportFiles.JSON)).doesNotExist();
  }

  @Test
  void aRunThatWasStoppedLeavesTheOneBefore() throws IOException {
    ReportFiles.write(folder, report);
    ReportFiles.putAside(folder);
    assertThat(ReportFiles.putAside(folder)).contains(report);
  }

  @Test
  void whatCanNotBeReadIsNoEarlierReport() throws IOException {
    Files.writeString(folder.resolve(ReportFiles.JSON), "{\"schemaVersion\": 0}");
    assertThat(ReportFiles.putAside(folder)).isEmpty();
  }
}
