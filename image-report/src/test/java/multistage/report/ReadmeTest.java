package multistage.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import multistage.report.model.Report;
import multistage.report.render.MarkdownReport;
import multistage.report.render.MarkedSection;
import multistage.report.render.ReportJson;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the front door shows comes from the recorded run. */
@Tag("docs")
class ReadmeTest {
  @Test
  void theTableIsTheRecordedOne() throws IOException {
    Path readme = Repository.ROOT.resolve("README.md");

    GoldenUpdate.check(
        readme, MarkedSection.replace(Files.readString(readme), MarkdownReport.table(recorded())));
  }

  private static Report recorded() throws IOException {
    return ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
  }
}
