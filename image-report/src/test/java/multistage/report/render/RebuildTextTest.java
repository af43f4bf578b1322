package multistage.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import multistage.image.Digest;
import multistage.report.docs.ReportTables;
import multistage.report.model.Builder;
import multistage.report.model.Rebuild;
import multistage.report.model.Rebuild.ChangedLayers;
import multistage.report.model.Rebuild.ColdBuild;
import multistage.report.model.Rebuild.LineTime;
import multistage.report.model.Rebuild.StageTime;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.render.data.ReportJson;
import multistage.report.render.data.ReportSchema;
import multistage.report.render.html.HtmlReport;
import multistage.report.render.markdown.MarkdownReport;
import multistage.report.render.terminal.TerminalTable;
import org.junit.jupiter.api.Test;

/** What a report says of rows that were built again, in each of its forms. */
class RebuildTextTest {
  private static final List<ColdBuild> COLD_BUILDS =
      List.of(
          new ColdBuild(
              Builder.CLASSIC,
              61_240,
              List.of(time("build", 40_000), time("test", 20_000), time("stage-2", 1_200))),
          new ColdBuild(
              Builder.BUILDKIT,
              41_300,
              List.of(
                  time("build", 40_400),
                  new StageTime("test", Optional.empty()),
                  time("stage-2", 600))));

  private static final Report REPORT =
      ExampleReports.of(
          ExampleReports.passed("go/not-built-again"),
          again(
              "spring/layered",
              new Rebuild(
                  Optional.of(Instant.parse("2026-04-28T10:15:30Z")),
                  Optional.of(Digest.ofSha256(new byte[32])),
                  61_240,
                  512,
                  14_870,
                  new ChangedLayers(1, 6_212, 5_901),
                  Optional.of(COLD_BUILDS),
                  Optional.of(
                      List.of(
                          new LineTime(3, Optional.of(200L), Optional.empty(), 0),
                          new LineTime(9, Optional.empty(), Optional.of(14_400L), 5_901))))),
          again(
              "spring/with-a-name-that-is-too-long-for-a-terminal",
              new Rebuild(
                  Optional.empty(),
                  Optional.empty(),
                  40_000,
                  400,
                  39_800,
                  new ChangedLayers(2, 20_831_455, 19_004_112),
                  Optional.empty(),
                  Optional.empty())));

  @Test
  void reportMdHasATable() {
    assertThat(MarkdownReport.of(REPORT))
        .contains("## Built again\n")
        .containsPattern(
            "\\| spring/layered +\\| +61.2 s \\| +0.5 s \\| +14.9 s \\| +24 % \\| +1 \\| +6,212 \\| +5,901 \\| 2026-04-28 +\\|")
        .containsPattern("\\| spring/with-a-name.* \\| +19,004,112 \\| 2026-05-01 +\\|")
        .doesNotContainPattern("\\| go/not-built-again +\\| +[0-9.]+ s");
  }

  @Test
  void theBuildersStandSideBySide() {
    String classic = "\\| +classic +\\| +61.2 s \\| build 40.0 s, test 20.0 s, stage-2 1.2 s +\\|";
    String buildKit = "\\| +BuildKit +\\| +41.3 s \\| build 40.4 s, test –, stage-2 0.6 s +\\|";
    assertThat(MarkdownReport.of(REPORT))
        .containsPattern("\\| spring/layered +" + classic)
        .containsPattern("\\| spring/layered +" + buildKit)
        .doesNotContainPattern("spring/with-a-name.*classic");
    assertThat(new ReportTables(REPORT, "../").of("builders spring/layered"))
        .containsPattern(classic)
        .containsPattern(buildKit)
        .contains(", built again on 2026-04-28.\n");
    assertThat(HtmlReport.of(REPORT))
        .contains(
            "<tr><th scope=\"row\">test</th><td class=\"num\">20.0 s</td>"
                + "<td class=\"num\">–</td></tr>")
        .contains(
            "<tr><th scope=\"row\">the build</th><td class=\"num\">61.2 s</td>"
                + "<td class=\"num\">41.3 s</td></tr>");
  }

  @Test
  void whatWasNotBuiltStageByStageHasNoSuchTable() {
    ReportTables tables = new ReportTables(REPORT, "../");
    String id = "spring/with-a-name-that-is-too-long-for-a-terminal";

    assertThatThrownBy(() -> tables.of("builders " + id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(id)
        .hasMessageContaining("-Prebuild");
  }

  @Test
  void theTerminalHasOneOfItsWidth() {
    String table = TerminalTable.of(REPORT, "report.md", false);

    assertThat(table)
        .contains("with what that pushes;\nmeasured since 2026-04-28.\n")
        .contains(
            "spring/layered                              61.2 s     0.5 s    14.9 s    5.9 kB\n")
        .contains(
            "spring/with-a-name-that-is-too-long-fo..    40.0 s     0.4 s    39.8 s     19 MB\n");
    assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(table).matches("\\p{ASCII}*");
  }

  @Test
  void thePageHasItInTheRow() {
    assertThat(HtmlReport.of(REPORT))
        .contains("5.9 kB <small>1 layer, 6,212 file bytes, 5,901 compressed</small>")
        .contains("Built again <small>on 2026-04-28</small>")
        .contains("14.9 s, 24 % <small>of the cold one</small>")
        .doesNotContain("go/not-built-again/again");
  }

  @Test
  void whereNothingWasBuiltAgainNothingIsSaid() {
    Report report = ExampleReports.mixed();

    assertThat(MarkdownReport.of(report)).doesNotContain("Built again");
    assertThat(TerminalTable.of(report, "report.md", false)).doesNotContain("Built again");
    assertThat(HtmlReport.of(report)).doesNotContain("Built again");
  }

  @Test
  void theJsonFollowsTheSchemaAndIsReadAgain() throws Exception {
    String json = ReportJson.write(REPORT);

    assertThat(ReportSchema.errors(json)).isEmpty();
    assertThat(ReportJson.read(json)).isEqualTo(REPORT);
  }

  /** Such as the recorded run, until the next one. */
  @Test
  void aReportFromBeforeThatHasNone() {
    String json = ReportJson.write(ExampleReports.of(ExampleReports.passed("go/a")));
    String older = json.replaceFirst(",\\s*\"rebuild\": null", "");

    assertThat(older).isNotEqualTo(json);
    assertThat(ReportJson.read(older)).isEqualTo(ReportJson.read(json));
  }

  @Test
  void aReportFromBeforeThatDoesNotSayWhen() {
    Row row =
        again(
            "go/a",
            new Rebuild(
                Optional.empty(),
                Optional.empty(),
                3,
                2,
                1,
                new ChangedLayers(1, 6_212, 5_901),
                Optional.empty(),
                Optional.empty()));
    String json = ReportJson.write(ExampleReports.of(row));
    String older =
        json.replaceFirst("\"measuredAt\": null,\\s*\"builtFrom\": null,", "")
            .replaceFirst(",\\s*\"coldBuilds\": null,\\s*\"lines\": null", "");
    assertThat(older).doesNotContain("coldBuilds");

    assertThat(older).isNotEqualTo(json);
    assertThat(ReportJson.read(older)).isEqualTo(ReportJson.read(json));
  }

  @Test
  void tablesOfTheDocumentsSayWhenThatWasAnotherDay() {
    ReportTables tables = new ReportTables(REPORT, "../");

    assertThat(tables.of("rebuilds spring/layered")).contains(", built again on 2026-04-28.\n");
    assertThat(tables.of("rebuilds spring/with-a-name-that-is-too-long-for-a-terminal"))
        .doesNotContain("built again");
    assertThat(tables.of("rows spring/layered")).doesNotContain("built again");
  }

  private static StageTime time(String stage, long millis) {
    return new StageTime(stage, Optional.of(millis));
  }

  private static Row again(String id, Rebuild rebuild) {
    Row row = ExampleReports.passed(id);
    return row.withRebuild(Optional.of(rebuild));
  }
}
