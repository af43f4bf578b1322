package multistage.report.render.markdown;

import static multistage.report.render.ExampleReports.failed;
import static multistage.report.render.ExampleReports.own;
import static multistage.report.render.ExampleReports.passed;
import static multistage.report.render.ExampleReports.skipped;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.render.ExampleReports;
import org.junit.jupiter.api.Test;

class SummaryReportTest {
  private static final Report BEFORE =
      ExampleReports.of(
          row("go/single-stage", 800_000_000),
          row("go/a", 8_000_000),
          row("go/gone", 1_000),
          row("go/broken", 9_000_000),
          skipped("go/skipped", "t", "no registry"));

  @Test
  void saysWhatFailedAndWhatChanged() {
    Report after =
        ExampleReports.of(
            row("go/single-stage", 800_000_000),
            row("go/a", 6_000_000),
            row("go/new", 2_000_000),
            failed("go/broken", "t", "the build failed: | `x`\nmore"),
            skipped("go/skipped", "t", "no registry"));
    assertThat(SummaryReport.of(after, Optional.of(BEFORE)))
        .isEqualTo(
            """
            **Same answer, 400x smaller** (3 passed, 1 failed, 1 skipped)

            ### Failed

            - **go/broken**: `` the build failed: \\| `x` ``

            ### Changed since the run before

            - **go/broken**: passed → failed
            - **go/a**: 8 MB → 6 MB (25 % smaller; -1,500,000 the program itself)
            - **go/new**: new, 2 MB
            - **go/gone**: gone

            `report.md` and `index.html` have the details.
            """);
  }

  @Test
  void saysThatNothingChanged() {
    assertThat(SummaryReport.of(BEFORE, Optional.of(BEFORE)))
        .contains("No image changed since the run before, and no start")
        .doesNotContain("Failed", "### Changed");
    assertThat(SummaryReport.of(BEFORE, Optional.empty()))
        .contains("There is no earlier run to compare with.");
  }

  /** However many rows fail, with whatever reasons, there is room left for what changed. */
  @Test
  void isShortEnoughForAComment() {
    Row[] before = new Row[900];
    Row[] after = new Row[900];
    IntStream.range(0, before.length)
        .forEach(
            i -> {
              before[i] = row("go/row-" + i, 1_000_000 + i);
              after[i] =
                  i % 2 == 0
                      ? failed("go/row-" + i, "t", "😳|`*".repeat(1_000))
                      : row("go/row-" + i, 2_000_000 + i);
            });
    String summary =
        SummaryReport.of(ExampleReports.of(after), Optional.of(ExampleReports.of(before)));
    assertThat(summary.getBytes(StandardCharsets.UTF_8).length)
        .isBetween(SummaryReport.MOST_BYTES / 2, SummaryReport.MOST_BYTES);
    assertThat(summary)
        .contains("### Failed", "### Changed since the run before")
        .containsPattern("- \\d+ more")
        .endsWith("have the details.\n");
  }

  private static Row row(String id, long bytes) {
    return passed(id, own(id + bytes, null, bytes, bytes, bytes));
  }
}
