package multistage.report.render.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import multistage.report.model.Engine;
import multistage.report.model.Estimate;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.VariantId;
import multistage.report.render.ExampleReports;
import multistage.report.render.markdown.SummaryReport;
import multistage.report.render.terminal.ReportDiff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
  @ParameterizedTest
  @CsvSource({
    "159.2, 155.2, 163.0, 159 ± 4 ms",
    "159.4, 159.2, 159.7, 159 ± 1 ms",
    "159.4, 157, 161, 159 ± 2 ms",
    "293.7, 280.4, 331.7, 290 ± 40 ms",
    "293.7, 280.4, 315, 294 ± 21 ms",
    "2993.6, 2776.5, 3350, 3000 ± 400 ms",
    "2993.6, 2776.5, 3250, 2990 ± 260 ms",
    "-14.2, -20, -9, -14 ± 6 ms",
    "12.0, 0.1, 24, ≈ 0",
    "12.0, 1.2, 24, 12 ms (1 to 24)",
    "110, 100, 400, 110 ms (100 to 400)",
    "-110, -400, -100, -110 ms (-400 to -100)",
    "12.0, 0, 24, ≈ 0",
    "-85.0, -120, 3, ≈ 0",
  })
  void aTimeIsNoMoreExactThanItsMargin(double median, double low, double high, String text) {
    assertThat(Times.of(new Estimate(median, low, high, 5))).isEqualTo(text);
  }

  @Test
  void withoutIntervalsThereAreOnlyWholeMilliseconds() {
    assertThat(Times.gross(recorded(215.2, 3.8))).isEqualTo("215 ms");
    assertThat(Times.net(recorded(215.2, 3.8))).contains("4 ms");
    assertThat(Times.net(recorded(215.2, -5.2))).contains("≈ 0");
    assertThat(Times.net(recorded(215.2, 0.4))).contains("≈ 0");
    assertThat(Times.net(Startup.of(List.of(1.0), List.of(), Optional.empty()))).isEmpty();
  }

  @Test
  void fewRoundsHaveNoMargin() {
    assertThat(Times.of(new Estimate(159.2, 155.2, 163, 4))).isEqualTo("159 ms");
    assertThat(Times.of(new Estimate(3, -1, 7, 4))).isEqualTo("≈ 0");
  }

  @Test
  void aPlaceIsOneMoreThanTheRowsThatAreFasterForSure() {
    Row first = row("go/first", 10, 12);
    Row even = row("go/even", 12, 20);
    // It overlaps the one before, but not the fastest of them.
    Row third = row("go/third", 15, 25);
    Row last = row("go/last", 30, 40);
    Row none = first.withId(VariantId.parse("go/none")).withStartup(Optional.empty());
    assertThat(Times.places(List.of(last, third, first, none, even)))
        .hasSize(4)
        .containsEntry(first.id(), 1)
        .containsEntry(even.id(), 1)
        .containsEntry(third.id(), 2)
        .containsEntry(last.id(), 4);
  }

  /** The widest interval overlaps both others, of which one is faster. */
  @Test
  void aRowIsComparedWithAllOthers() {
    Row a = row("go/a", 10, 12);
    Row b = row("go/b", 20, 22);
    Row c = row("go/c", 11, 40);
    assertThat(Times.places(List.of(a, b, c)))
        .containsEntry(a.id(), 1)
        .containsEntry(b.id(), 2)
        .containsEntry(c.id(), 1);
  }

  @Test
  void withoutAKnownIntervalThereIsNoPlace() {
    Row known = row("go/known", 10, 12);
    Row few = few("go/few", 4);
    Row old = ExampleReports.passed("go/old").withStartup(Optional.of(recorded(215.2, 3.8)));
    assertThat(Times.places(List.of(few, known, old))).containsOnly(Map.entry(known.id(), 1));
    assertThat(Times.places(List.of(few))).isEmpty();
  }

  private static Row few(String id, int rounds) {
    return ExampleReports.passed(id)
        .withStartup(
            Optional.of(
                Startup.of(
                    Collections.nCopies(rounds, 205.0),
                    Collections.nCopies(rounds, 200.0),
                    Optional.empty())));
  }

  @Test
  void aStartHasChangedWhereTheIntervalsDoNotOverlap() {
    Report before = ExampleReports.of(row("go/a", 20, 22));
    VariantId id = VariantId.parse("go/a");
    assertThat(Times.change(before, ExampleReports.of(row("go/a", 10, 18)), id))
        .contains("starts faster: 14 ± 4 ms, was 21 ± 1 ms");
    assertThat(Times.change(before, ExampleReports.of(row("go/a", 23, 25)), id))
        .contains("starts slower: 24 ± 1 ms, was 21 ± 1 ms");
    assertThat(Times.change(before, ExampleReports.of(row("go/a", 10, 20)), id)).isEmpty();
    assertThat(Times.change(before, ExampleReports.of(), id)).isEmpty();
    Engine other = new Engine("Podman", "5", "1.41", "overlay", "linux", "amd64");
    Report elsewhere = ExampleReports.of(row("go/a", 10, 18)).withEngine(other);
    assertThat(Times.change(before, elsewhere, id)).as("another engine").isEmpty();
  }

  @Test
  void theComparisonsOfTwoReportsSaySo() {
    Report before = ExampleReports.of(row("go/a", 20, 22));
    Report after = ExampleReports.of(row("go/a", 10, 18));
    String change = "starts faster: 14 ± 4 ms, was 21 ± 1 ms";
    assertThat(ReportDiff.of(before, after)).contains("go/a: " + change);
    assertThat(ReportDiff.of(before, before)).isEqualTo("1 row is the same, layer by layer.\n");
    assertThat(SummaryReport.of(after, Optional.of(before))).contains("- **go/a**: " + change);
    assertThat(SummaryReport.of(before, Optional.of(before))).doesNotContain("starts");
  }

  private static Startup recorded(double median, double net) {
    return new Startup(
        List.of(median),
        median,
        Optional.of(net),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** A row whose net start is in that interval. */
  private static Row row(String id, double low, double high) {
    List<Double> engine = List.of(200.0, 210.0, 190.0, 195.0, 205.0);
    double middle = (low + high) / 2;
    double[] more = {low, middle, middle, middle, high};
    List<Double> millis =
        DoubleStream.iterate(0, i -> i < 5, i -> i + 1)
            .mapToObj(i -> engine.get((int) i) + more[(int) i])
            .toList();
    return ExampleReports.passed(id)
        .withStartup(Optional.of(Startup.of(millis, engine, Optional.empty())));
  }
}
