package multistage.report.render.html;

import static multistage.report.render.ExampleReports.own;
import static multistage.report.render.ExampleReports.passed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.report.model.Estimate;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.Topic;
import multistage.report.render.ExampleReports;
import multistage.report.render.rows.Comparison;
import org.junit.jupiter.api.Test;

class StartChartTest {
  private static final Row SINGLE = row("java/single-stage", 400_000_000, 300);
  private static final Row SMALL = row("java/multi-stage-small", 40_000_000, 400);
  private static final Row FAST = row("java/multi-stage-fast", 90_000_000, 100);
  private static final Row PLAIN =
      row("java/multi-stage-plain", 80_000_000, 200).withTopic(Topic.CACHE);

  @Test
  void showsWhatIsAboutSizeOrToBeUsedAndTheFastest() {
    assertThat(names(SINGLE, SMALL, FAST, PLAIN))
        .containsExactly(
            "java/multi-stage-small 400 ± 10 ms",
            "java/single-stage 300 ± 10 ms",
            "java/multi-stage-fast 100 ± 10 ms");
    assertThat(names(SINGLE, SMALL, FAST, PLAIN.withUseFor(Optional.of("Java"))))
        .contains("java/multi-stage-plain 200 ± 10 ms");
    assertThat(bars(SINGLE, SMALL, FAST, PLAIN.withUseFor(Optional.of("Java"))))
        .extracting(StartChart.Bar::notes)
        .anyMatch(notes -> notes.endsWith(", use for Java"));
    assertThat(names(SINGLE, SMALL, FAST, PLAIN.withTopic(Topic.SIZE)))
        .contains("java/multi-stage-plain 200 ± 10 ms");
    assertThat(names(SINGLE, SMALL, FAST.withTopic(Topic.CACHE)))
        .contains("java/multi-stage-fast 100 ± 10 ms");
    assertThat(names()).isEmpty();
  }

  /** Which median is larger can't be seen where the wider interval rounds it. */
  @Test
  void isInTheOrderOfTheFiguresThatItShows() {
    Row narrow = row("java/multi-stage-narrow", new Estimate(179.4, 161, 197, 9));
    Row wide = row("java/multi-stage-wide", new Estimate(178.6, 79, 240, 9));
    assertThat(names(narrow, wide))
        .containsExactly(
            "java/multi-stage-wide 180 ± 100 ms", "java/multi-stage-narrow 179 ± 18 ms");
  }

  @Test
  void drawsBarsInProportionAndSaysNothingOfNoise() {
    List<StartChart.Bar> bars = bars(SINGLE, row("go/single-stage", 1, -3));
    assertThat(bars)
        .extracting(bar -> bar.id() + " " + bar.figure() + " " + bar.width())
        .containsExactly("go/single-stage ≈ 0 0.200%", "java/single-stage 300 ± 10 ms 100.000%");
    assertThat(bars(SINGLE, SMALL)).extracting(StartChart.Bar::width).contains("75.000%");
  }

  @Test
  void whatCannotBeToldApartIsNotTheFastest() {
    Row fast = FAST.withTopic(Topic.CACHE);
    Row asFast = row("java/multi-stage-even", 80_000_000, 115).withTopic(Topic.CACHE);
    assertThat(names(SINGLE, SMALL, fast, asFast))
        .containsExactly("java/multi-stage-small 400 ± 10 ms", "java/single-stage 300 ± 10 ms");
    Row slower = row("java/multi-stage-even", 80_000_000, 125).withTopic(Topic.CACHE);
    assertThat(names(SINGLE, SMALL, fast, slower)).contains("java/multi-stage-fast 100 ± 10 ms");
  }

  @Test
  void theFastestHasToBeTimedOftenEnough() {
    Row once =
        row("java/multi-stage-once", 80_000_000, 20)
            .withTopic(Topic.CACHE)
            .withStartup(Optional.of(Startup.of(List.of(220.0), List.of(200.0), Optional.empty())));
    assertThat(names(SINGLE, SMALL, FAST, once))
        .as("it is none of these")
        .containsExactly(
            "java/multi-stage-small 400 ± 10 ms",
            "java/single-stage 300 ± 10 ms",
            "java/multi-stage-fast 100 ± 10 ms");
    assertThat(names(SINGLE, once.withUseFor(Optional.of("Java"))))
        .as("it still has its bar")
        .containsExactly("java/single-stage 300 ± 10 ms", "java/multi-stage-once 20 ms");
  }

  private static Stream<String> names(Row... rows) {
    return bars(rows).stream().map(bar -> bar.id() + " " + bar.figure());
  }

  private static List<StartChart.Bar> bars(Row... rows) {
    return StartChart.of(new Comparison(ExampleReports.of(rows)));
  }

  private static Row row(String id, Estimate net) {
    List<Double> starts = Collections.nCopies(9, 1_000.0);
    return passed(id, own(id, null, 1, 1, 1))
        .withStartup(
            Optional.of(
                new Startup(
                    starts,
                    1_000,
                    Optional.of(net.medianMillis()),
                    Optional.empty(),
                    starts,
                    Optional.empty(),
                    Optional.of(net))));
  }

  private static Row row(String id, long bytes, double netMillis) {
    List<Double> engine = List.of(190.0, 195.0, 200.0, 205.0, 210.0);
    double start = 200 + netMillis;
    return passed(id, own(id, null, bytes, bytes, bytes))
        .withStartup(
            Optional.of(Startup.of(Collections.nCopies(5, start), engine, Optional.empty())));
  }
}
