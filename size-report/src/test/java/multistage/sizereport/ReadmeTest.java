package multistage.sizereport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import multistage.sizereport.model.Report;
import multistage.sizereport.render.MarkdownReport;
import multistage.sizereport.render.MarkedSection;
import multistage.sizereport.render.ReportJson;
import org.junit.jupiter.api.Test;

/** What the front door shows comes from the recorded run. */
class ReadmeTest {
  private static final String REFRESH =
      "record a run and refresh the table: cp size-report/target/report/report.json"
          + " docs/data/report.json && mvn -q -pl size-report compile exec:exec@readme";

  @Test
  void theTableIsTheRecordedOne() throws IOException {
    String readme = Files.readString(Repository.ROOT.resolve("README.md"));

    assertThat(readme)
        .as(REFRESH)
        .isEqualTo(MarkedSection.replace(readme, MarkdownReport.table(recorded())));
  }

  private static Report recorded() throws IOException {
    return ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
  }
}
