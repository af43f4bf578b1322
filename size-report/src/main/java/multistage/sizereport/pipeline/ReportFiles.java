package multistage.sizereport.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import multistage.sizereport.model.Report;
import multistage.sizereport.render.CsvReport;
import multistage.sizereport.render.HtmlReport;
import multistage.sizereport.render.MarkdownReport;
import multistage.sizereport.render.ReportJson;

/** The files that a report is read from. */
public final class ReportFiles {
  /** The one that all others are made from. */
  public static final String JSON = "report.json";

  private ReportFiles() {}

  /** Writes {@code report.json} into a folder, and the others from it. */
  public static void write(Path folder, Report report) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(JSON), ReportJson.write(report));
    render(folder);
  }

  /** Makes all other files again from {@code report.json}, which needs no engine. */
  public static Report render(Path folder) throws IOException {
    Path json = folder.resolve(JSON);
    Report report = ReportJson.read(Files.readString(json), json.toString());
    Files.writeString(folder.resolve("index.html"), HtmlReport.of(report));
    Files.writeString(folder.resolve("report.md"), MarkdownReport.of(report));
    Files.writeString(folder.resolve("report.csv"), CsvReport.of(report));
    return report;
  }
}
