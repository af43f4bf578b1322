package multistage.report.render.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import multistage.report.model.Report;
import multistage.report.render.ExampleReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

class CsvReportTest {
  @Test
  void hasALineForEachVariantThatEndsWithCrLf() {
    assertThat(CsvReport.of(ExampleReports.mixed()).split("\r\n", -1))
        .hasSize(1 + 8 + 1)
        .noneMatch(line -> line.contains("\n"))
        .endsWith("");
    assertThat(CsvReport.of(ExampleReports.of())).startsWith("variant,title,").endsWith("\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "=HYPERLINK(\"x\") => '=HYPERLINK(\"x\")",
        "+1 => '+1",
        "-1 => '-1",
        "@SUM(A1) => '@SUM(A1)",
        "~\t=1~ => '=1",
        "~a, \"b\"\r\nc~ => a, \"b\" c",
        "1=1 => 1=1",
        "~~ => ~~",
      })
  void textStaysTextInASpreadsheet(String title, String cell) {
    Report report = ExampleReports.of(ExampleReports.skipped("go/x", title, "why"));
    assertThat(read(CsvReport.of(report)).get(0)).containsEntry("title", cell);
  }

  @Test
  void hasFiguresAsPlainNumbers() {
    assertThat(read(CsvReport.of(ExampleReports.mixed())).get(1))
        .containsEntry("variant", "go/multi-stage-scratch")
        .containsEntry("standIn", "true")
        .containsEntry("fileBytes", "8431002")
        .containsEntry("shareOfSingleStage", "0.00847321")
        .containsEntry("medianStartMillis", "243")
        .containsEntry("startLowMillis", "239")
        .containsEntry("startHighMillis", "251")
        // Its interval holds zero.
        .containsEntry("netMedianStartMillis", "0")
        .containsEntry("netStartLowMillis", "-5")
        .containsEntry("netStartHighMillis", "20")
        .containsEntry("startRounds", "4")
        .containsEntry("firstStartMillis", "483")
        .containsEntry("medianMemoryBytes", "2431250")
        .containsEntry("measuredAt", "2026-05-01T10:15:30.123456Z")
        .containsEntry("reason", "");
  }

  private static List<Map<String, String>> read(String csv) {
    try (MappingIterator<Map<String, String>> lines =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(csv)) {
      return lines.readAll();
    }
  }
}
