package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import multistage.report.model.Rebuild;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.DynamicTest;

/** What one changed line may cost, in a run with {@code -Prebuild} as in the recorded one. */
final class RebuildGoals {
  private static final List<Goal> GOALS =
      List.of(
          new Goal(
              "spring/multi-stage-layered",
              "bytes to push",
              rebuild -> rebuild.changedLayers().gzipBytes(),
              100_000),
          new Goal(
              "spring/multi-stage-aot-shared",
              "bytes to push",
              rebuild -> rebuild.changedLayers().gzipBytes(),
              100_000),
          // A share of one run's own times, so that it holds on slow machines, too.
          new Goal(
              "chi/multi-stage-cached",
              "of the cold build's time",
              rebuild -> 1.0 * rebuild.changedMillis() / rebuild.coldMillis(),
              0.25));

  private RebuildGoals() {}

  private record Goal(String id, String what, ToDoubleFunction<Rebuild> figure, double lessThan) {}

  /** A test for each goal; one for a row that wasn't built again is skipped. */
  static Stream<DynamicTest> of(Report report) {
    return GOALS.stream()
        .map(
            goal ->
                dynamicTest(
                    goal.id() + ": less than " + goal.lessThan() + " " + goal.what(),
                    () -> holds(goal, report)));
  }

  private static void holds(Goal goal, Report report) {
    Row row =
        report
            .row(VariantId.parse(goal.id()))
            .orElseThrow(() -> new AssertionError("there is no row " + goal.id()));
    assumeTrue(row.rebuild().isPresent(), "it wasn't built again: mvn verify -Prebuild does that");
    assertThat(goal.figure().applyAsDouble(row.rebuild().orElseThrow()))
        .isPositive()
        .isLessThan(goal.lessThan());
  }
}
