package multistage.report.render.terminal;

import static multistage.report.render.ExampleReports.failed;
import static multistage.report.render.ExampleReports.own;
import static multistage.report.render.ExampleReports.passed;
import static multistage.report.render.ExampleReports.skipped;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import multistage.image.compare.Reproducibility;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.RowBuilder;
import multistage.report.render.ExampleReports;
import org.junit.jupiter.api.Test;

class TerminalTableTest {
  private static final String PATH = "report.md";

  @Test
  void isAtMost80ColumnsWide() {
    String longName = "a".repeat(100);
    String longReason = "reason ".repeat(20);
    String wideReason = "理由".repeat(40);
    Report report =
        ExampleReports.of(
            passed("go/single-stage", own("1", null, 123_456_789_012L, 2, 123_456_789_012L)),
            passed("go/" + longName, own("2", null, 1, 1, 1)),
            failed("go/" + longName + "-1", "Title", longReason),
            failed("go/x", "Title", longReason),
            skipped("go/y", "Title", wideReason),
            skipped("go/" + longName + "-2", "Title", wideReason));
    List<String> lines = TerminalTable.of(report, PATH, false).lines().toList();
    assertThat(lines).allSatisfy(line -> assertThat(columns(line)).isLessThanOrEqualTo(80));
    assertThat(lines).anyMatch(line -> columns(line) == 80);
    assertThat(lines)
        .filteredOn(line -> line.contains("aa..aa"))
        .hasSize(3)
        .doesNotHaveDuplicates();
    assertThat(lines)
        .filteredOn(line -> line.contains("reason"))
        .allMatch(line -> line.endsWith("..."));
  }

  @Test
  void givesALongPathALineOfItsOwn() {
    String path = "folder/".repeat(12) + PATH;
    assertThat(TerminalTable.of(ExampleReports.of(), path, false))
        .endsWith("\n0 passed, 0 failed, 0 skipped.\nReport: " + path + "\n");
  }

  @Test
  void isRedWhereARowFailed() {
    Report report = ExampleReports.mixed();
    String colored = TerminalTable.of(report, PATH, true);
    String plain = TerminalTable.of(report, PATH, false);
    assertThat(plain).doesNotContain("\u001b");
    assertThat(colored.replace("\u001b[31m", "").replace("\u001b[0m", "")).isEqualTo(plain);
    assertThat(colored.lines().filter(line -> line.contains("\u001b")))
        .hasSize(2)
        .allMatch(line -> line.startsWith("\u001b[31m") && line.endsWith("\u001b[0m"))
        .anyMatch(line -> line.contains("java/multi-stage-jlink *"))
        .anyMatch(line -> line.contains("failed: the build failed"));
  }

  @Test
  void showsFiguresOfARowThatFailedLate() {
    Row passed = passed("go/late", own("1", null, 8_431_002, 1, 1));
    Row late =
        RowBuilder.of(passed)
            .status(Outcome.FAILED)
            .failure(Optional.of("exits with 143: killed\nlog"))
            .build();
    assertThat(TerminalTable.of(ExampleReports.of(late), PATH, false))
        .containsPattern("go/late +8.43 MB .*#\n  failed: exits with 143: killed\n");
  }

  @Test
  void saysWhenRowsWereBuiltTwice() {
    String both = TerminalTable.of(ExampleReports.mixed(), PATH, false);
    assertThat(both)
        .contains("Built twice without cache since 2026-04-30: 1 of 2 rows gave the same layers.");
    List<Row> sameDay =
        ExampleReports.mixed().variants().stream()
            .filter(row -> row.reproducibility().filter(Reproducibility::isSame).isPresent())
            .toList();
    assertThat(TerminalTable.of(ExampleReports.of(sameDay.toArray(Row[]::new)), PATH, false))
        .contains("Built twice without cache on 2026-05-01: 1 of 1 rows gave the same layers.");
    assertThat(TerminalTable.of(ExampleReports.of(passed("go/x")), PATH, false))
        .doesNotContain("Built twice");
  }

  @Test
  void hasNoNoticeWithoutStandIns() {
    assertThat(TerminalTable.of(ExampleReports.official(), PATH, false))
        .startsWith("variant ")
        .doesNotContain("*", "stand-in");
  }

  @Test
  void showsRowsOfAServerWithoutSingleStage() {
    assertThat(
            TerminalTable.of(
                ExampleReports.of(passed("go/only", own("1", null, 5_000, 1, 3_000))), PATH, false))
        .containsPattern("go/only +5 kB +3 kB +- +-  #+\n");
  }

  @Test
  void showsAnImageWithoutLayers() {
    assertThat(
            TerminalTable.of(
                ExampleReports.of(passed("go/single-stage"), passed("go/zero")), PATH, false))
        .containsPattern("go/zero +0 B +0 B +- +-\n");
  }

  @Test
  void hasBarsInProportion() {
    List<String> lines =
        TerminalTable.of(
                ExampleReports.of(
                    passed("go/single-stage", own("1", null, 1_000_000_000, 1, 1)),
                    passed("go/half", own("2", null, 500_000_000, 1, 1)),
                    passed("java/tiny", own("3", null, 1, 1, 1))),
                PATH,
                false)
            .lines()
            .toList();
    assertThat(lines).anyMatch(line -> line.matches("go/single-stage .* {2}#{20}"));
    assertThat(lines).anyMatch(line -> line.matches("go/half .* {2}#{10}"));
    assertThat(lines).anyMatch(line -> line.matches("java/tiny .* {2}[.]"));
  }

  @Test
  void warnsOfWhatIsOverItsCeiling() {
    assertThat(TerminalTable.of(ExampleReports.mixed(), PATH, false))
        .containsOnlyOnce("warning: ")
        .contains("\nwarning: java/single-stage: memoryBytes 8.24 MB, which is 238 kB over");
  }

  @Test
  void endsWithHowItWent() {
    assertThat(TerminalTable.of(ExampleReports.of(skipped("go/x", "X", "not wanted")), PATH, false))
        .contains("\ngo/x     skipped: not wanted\n")
        .endsWith("\n0 passed, 0 failed, 1 skipped. Report: report.md\n");
  }

  private static int columns(String line) {
    return line.codePoints().map(character -> character > 0x2e80 ? 2 : 1).sum();
  }
}
