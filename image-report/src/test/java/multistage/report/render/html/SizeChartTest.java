package multistage.report.render.html;

import static multistage.report.render.ExampleReports.base;
import static multistage.report.render.ExampleReports.failed;
import static multistage.report.render.ExampleReports.own;
import static multistage.report.render.ExampleReports.passed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import multistage.report.model.Row;
import multistage.report.model.Topic;
import multistage.report.render.ExampleReports;
import multistage.report.render.rows.Comparison;
import multistage.report.render.rows.RowText;
import org.junit.jupiter.api.Test;

class SizeChartTest {
  private static final Row SINGLE = row("go/single-stage", 800_000_000);

  @Test
  void putsSingleStagesOnOneScaleAndTheOthersOnALargerOne() {
    List<SizeChart> charts =
        charts(
            SINGLE,
            row("go/multi-stage-a", 9_000_000),
            row("java/single-stage", 400_000_000),
            row("java/multi-stage-b", 100_000_000));
    assertThat(charts)
        .flatExtracting(SizeChart::groups)
        .extracting(SizeChart.Group::zoom, SizeChart.Group::width)
        .hasToString("[(1L, \"800 MB\"), (80L, \"10 MB\"), (1L, \"800 MB\"), (8L, \"100 MB\")]");
    assertThat(charts.get(1).groups().get(0).bars().get(0).parts())
        .extracting(BarPart::style, BarPart::begin, BarPart::width)
        .hasToString(
            "[(\"program\", \"0.000%\", \"37.500%\"), (\"debug\", \"37.500%\", \"12.500%\")]");
  }

  @Test
  void needsNoSingleStage() {
    assertThat(charts(row("go/a", 9_000_000), failed("go/b", "x", "y")))
        .flatExtracting(SizeChart::groups)
        .extracting(SizeChart.Group::zoom)
        .containsExactly(1L);
    assertThat(charts()).isEmpty();
    assertThat(charts(failed("go/single-stage", "x", "y"), row("go/a", 5)))
        .flatExtracting(SizeChart::groups)
        .hasSize(1);
  }

  @Test
  void aScaleThatIsHardlyLargerIsNotWorthASecondOne() {
    SizeChart chart =
        charts(SINGLE, row("go/multi-stage-a", 300_000_000), row("go/multi-stage-b", 9_000_000))
            .get(0);
    assertThat(chart.groups()).extracting(SizeChart.Group::zoom).containsExactly(1L);
    assertThat(names(chart)).containsExactly("single-stage", "a", "b");
  }

  @Test
  void leavesOutWhatIsAboutSomethingElseAndSaysSo() {
    Row cached = row("go/multi-stage-cached", 9_000_000).withTopic(Topic.CACHE);
    SizeChart chart = charts(SINGLE, row("go/multi-stage-a", 1_000_000), cached).get(0);
    assertThat(names(chart)).containsExactly("single-stage", "a");
    assertThat(chart.leftOut()).isEqualTo(1);
    assertThat(
            names(
                charts(
                        SINGLE,
                        row("go/multi-stage-a", 1_000_000),
                        cached.withUseFor(Optional.of("Go")))
                    .get(0)))
        .as("what is to be used is shown")
        .containsExactly("single-stage", "cached", "a");
    assertThat(names(charts(SINGLE, cached).get(0)))
        .as("where nothing else is small")
        .containsExactly("single-stage", "cached");
    assertThat(names(charts(SINGLE, failed("go/x", "x", "y").withTopic(Topic.CACHE)).get(0)))
        .as("a failure has something to say")
        .containsExactly("single-stage", "x");
  }

  @Test
  void saysWhatAnAttackerWouldLike() {
    assertThat(facts(passed("go/x", base("debian", null, 9, 9, 9), own("a", null, 9, 9, 9))))
        .isEqualTo(Map.of("shell", true, "4 packages", false));
    assertThat(facts(passed("go/x", own("a", null, 9, 9, 9))))
        .isEqualTo(Map.of("no shell", false, "1 package", false));
  }

  private static Map<String, Boolean> facts(Row row) {
    return charts(row).get(0).groups().get(0).bars().get(0).facts().stream()
        .collect(Collectors.toMap(SizeChart.Fact::text, SizeChart.Fact::isRisk));
  }

  private static List<String> names(SizeChart chart) {
    return chart.groups().stream()
        .flatMap(group -> group.bars().stream())
        .map(SizeChart.Bar::name)
        .toList();
  }

  private static List<SizeChart> charts(Row... rows) {
    Comparison comparison = new Comparison(ExampleReports.of(rows));
    return SizeChart.all(comparison, RowText.all(comparison));
  }

  private static Row row(String id, long bytes) {
    return passed(id, own(id, null, bytes, bytes, bytes));
  }
}
