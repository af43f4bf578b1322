package multistage.report.render.markdown;

import static multistage.report.render.ExampleReports.failed;
import static multistage.report.render.ExampleReports.own;
import static multistage.report.render.ExampleReports.passed;
import static multistage.report.render.ExampleReports.skipped;
import static org.assertj.core.api.Assertions.assertThat;

import multistage.report.render.ExampleReports;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  @Test
  void hasNoNoticeWithoutStandIns() {
    assertThat(MarkdownReport.of(ExampleReports.official()))
        .startsWith("# Image sizes\n\nDocker Engine 20.10.24 ")
        .doesNotContain("stand-in", "\\*  |");
  }

  @Test
  void leavesOutSectionsThatWouldBeEmpty() {
    assertThat(MarkdownReport.of(ExampleReports.of()))
        .doesNotContain("##")
        .contains("0 passed, 0 failed, 0 skipped");
    assertThat(MarkdownReport.of(ExampleReports.of(skipped("go/x", "X", "not *wanted*\nat all"))))
        .containsOnlyOnce("##")
        .contains("## Skipped\n\n- go/x: not \\*wanted\\*\n");
  }

  @Test
  void showsAnImageWithoutLayers() {
    assertThat(MarkdownReport.of(ExampleReports.of(passed("go/zero"))))
        .contains("| go/zero | 0 B | – | 0 B | 0 B | 112 B | 2 ms | – | 15 kB | passed |\n")
        .containsPattern("\\| {2}\\| Image `[0-9a-f]{12}` \\| {2}\\| 0 \\| 0 \\| 0 \\| {2}\\|\n");
  }

  @Test
  void keepsARowOnALineWhateverItsTextIs() {
    String text = "a\n| b\u0000 ```".repeat(500);
    assertThat(
            MarkdownReport.of(ExampleReports.of(passed("go/x", own("1", text, 1, 1, 1)))).lines())
        .allMatch(line -> line.length() < 1_000)
        .filteredOn(line -> line.startsWith("| 1 | "))
        .singleElement()
        .asString()
        .contains("a \\| b", "| own | 1 | 1 | 1 |");
    assertThat(MarkdownReport.of(ExampleReports.of(skipped("go/x", text, text))).lines())
        .allMatch(line -> line.length() < 1_000)
        .filteredOn(line -> line.startsWith("- go/x: a"))
        .hasSize(1);
  }

  @Test
  void shortensAnEndlessReason() {
    String reason = "first line\n" + "x".repeat(1_000_000) + "\nlast line";
    assertThat(MarkdownReport.of(ExampleReports.of(failed("go/x", "X", reason))))
        .hasSizeLessThan(20_000)
        .contains(
            "```text\nfirst line\nxxx", "characters are left out here", "xxx\nlast line\n```\n");
  }

  @Test
  void doesNotLetAReasonEndItsBlock() {
    assertThat(
            MarkdownReport.of(ExampleReports.of(failed("go/x", "X", "a\n```\n# b\n\u001b[1m<c>"))))
        .contains("````text\na\n```\n# b\n<c>\n````\n");
  }
}
