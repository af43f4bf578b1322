package multistage.report.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import multistage.report.Repository;
import multistage.report.model.Report;
import multistage.report.model.Startup;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.Test;

class BenchmarkPlanTest {
  private static final BenchmarkPlan.Item GO = new BenchmarkPlan.Item(Optional.of(200.0), false);
  private static final BenchmarkPlan.Item JAVA = new BenchmarkPlan.Item(Optional.of(400.0), true);

  private static BenchmarkPlan plan(int minutes, int rows) {
    return new BenchmarkPlan(
        Duration.ofMinutes(minutes), 20, Collections.nCopies(rows, GO), true, 0);
  }

  /** What the README promises, by the parameters and the recorded starts: no time is measured. */
  @Test
  void allRowsFitIntoWhatTheMainJobLeaves() throws IOException {
    Path file = Repository.ROOT.resolve("docs/data/report.json");
    Report recorded = ReportJson.read(Files.readString(file));
    List<BenchmarkPlan.Item> items =
        recorded.variants().stream()
            .filter(row -> row.startup().isPresent())
            .map(
                row ->
                    new BenchmarkPlan.Item(
                        row.startup().map(Startup::medianMillis),
                        List.of("java", "spring").contains(row.id().server())))
            .toList();
    assertThat(items).hasSizeGreaterThan(20);
    // The main job takes a minute where nothing has changed, and six where all is new.
    BenchmarkPlan unchanged = new BenchmarkPlan(Duration.ofMinutes(29), 20, items, true, 0);
    BenchmarkPlan allNew = new BenchmarkPlan(Duration.ofMinutes(24), 20, items, true, 0);
    assertThat(unchanged.fits()).as(unchanged.toString()).isTrue();
    assertThat(unchanged.rounds()).as(unchanged.toString()).isGreaterThanOrEqualTo(11);
    assertThat(allNew.fits()).as(allNew.toString()).isTrue();
    // More than the main job takes, or it wouldn't be worth a command of its own.
    assertThat(allNew.rounds()).as(allNew.toString()).isGreaterThanOrEqualTo(7);
    // And five minutes for builds, while no row has any yet.
    BenchmarkPlan withBuilds =
        new BenchmarkPlan(Duration.ofMinutes(29), 20, items, true, 60 * items.size());
    assertThat(withBuilds.rounds()).as(withBuilds.toString()).isEqualTo(7);
    assertThat(withBuilds.builds()).as(withBuilds.toString()).isGreaterThanOrEqualTo(300);
  }

  @Test
  void theLoadTakesWhatItsParametersSay() {
    assertThat(LoadRun.ANSWERS.seconds()).isEqualTo(11.5);
    assertThat(LoadRun.CURVE.seconds()).isEqualTo(13.5);
    assertThat(LoadRun.ANSWERS.options())
        .containsExactly(
            "\\.LoadBenchmark\\.(throughput|latency)$",
            "-wi",
            "1",
            "-w",
            "1",
            "-i",
            "3",
            "-r",
            "1000ms");
    assertThat(LoadRun.CURVE.options())
        .containsExactly(
            "\\.LoadBenchmark\\.(curve)$", "-wi", "0", "-w", "1", "-i", "20", "-r", "500ms");
    assertThat(LoadRun.of(true).get(0)).as("nobody has asked before").isEqualTo(LoadRun.CURVE);
    assertThat(GO.loadSeconds()).isEqualTo(12.3);
    assertThat(JAVA.loadSeconds()).isEqualTo(26);
  }

  @Test
  void startsHaveWhatTheOthersLeave() {
    BenchmarkPlan plan = plan(25, 10);
    assertThat(plan.rounds()).isEqualTo(20);
    assertThat(plan.memoryUntil()).isEqualTo(1500 - 123);
    assertThat(plan.startsUntil()).isEqualTo(1500 - 123 - 50);
    assertThat(plan.seconds()).isEqualTo(20 * 16 + 50 + 123);
    assertThat(plan.toString())
        .isEqualTo(
            "about 8.2 min of 25.0 min: 20 rounds of starts 5.3 min, memory 0.8 min, answers 2.1"
                + " min, builds 0.0 min");
  }

  @Test
  void lowersTheRoundsBeforeItLeavesOutRows() {
    BenchmarkPlan plan = plan(13, 26);
    assertThat(plan.fits()).isTrue();
    assertThat(plan.rounds()).isBetween(BenchmarkPlan.FEWEST_STARTS, 19);
  }

  @Test
  void saysWhenItIsTooMuch() {
    BenchmarkPlan plan = plan(4, 100);
    assertThat(plan.fits()).isFalse();
    assertThat(plan.rounds()).isEqualTo(BenchmarkPlan.FEWEST_STARTS);
    assertThat(plan.toString()).startsWith("about 4.0 min of 4.0 min").endsWith("for all");
    assertThat(plan.startsUntil()).isEqualTo(72);
    assertThat(plan.memoryUntil()).isEqualTo(120);
    assertThat(plan.hasTimeForLoad(227, GO)).isTrue();
    assertThat(plan.hasTimeForLoad(228, GO)).isFalse();
  }

  @Test
  void endsTheRoundsBeforeTheirTimeIsOver() {
    BenchmarkPlan plan = plan(10, 26);
    double until = plan.startsUntil();
    assertThat(plan.hasTimeForRound(4, until * 2)).as("so many always").isTrue();
    assertThat(plan.hasTimeForRound(9, until * 0.9)).isTrue();
    assertThat(plan.hasTimeForRound(9, until * 0.91)).isFalse();
  }

  @Test
  void buildsHaveWhatSevenRoundsLeave() {
    List<BenchmarkPlan.Item> rows = Collections.nCopies(10, GO);
    BenchmarkPlan plan = new BenchmarkPlan(Duration.ofMinutes(5), 20, rows, true, 600);
    assertThat(plan.rounds()).isEqualTo(7);
    assertThat(plan.builds()).isEqualTo(300 - 7 * 16 - 50 - 123);
    assertThat(plan.fits()).isFalse();
    assertThat(plan.hasTimeForRound(6, 6)).isTrue();
    assertThat(plan.hasTimeForRound(7, 7)).isFalse();
  }

  @Test
  void startsHaveWhatFewBuildsLeave() {
    List<BenchmarkPlan.Item> rows = Collections.nCopies(10, GO);
    BenchmarkPlan plan = new BenchmarkPlan(Duration.ofMinutes(8), 20, rows, true, 120);
    assertThat(plan.startsUntil()).isEqualTo(480 - 50 - 123);
    assertThat(plan.rounds()).isEqualTo((480 - 50 - 123 - 120) / 16).isEqualTo(11);
    assertThat(plan.builds()).isEqualTo(120);
    assertThat(plan.fits()).isTrue();
    assertThat(plan.hasTimeForRound(10, 187 * 10 / 11.0 - 1)).isTrue();
    assertThat(plan.hasTimeForRound(10, 187 * 10 / 11.0 + 1)).isFalse();
  }

  @Test
  void withoutTheLoadThereIsMoreTime() {
    BenchmarkPlan plan = new BenchmarkPlan(Duration.ofMinutes(5), 5, List.of(GO), false, 0);
    assertThat(plan.memoryUntil()).isEqualTo(300);
    assertThat(plan.rounds()).isEqualTo(5);
  }
}
