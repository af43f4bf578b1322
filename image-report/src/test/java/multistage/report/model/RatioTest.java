package multistage.report.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Quotients of medians, and how certain they are. */
class RatioTest {
  private static final List<Double> NOISY = List.of(100.0, 200.0, 300.0, 400.0, 500.0);

  @Test
  void whatSlowsDownARoundIsInBoth() {
    List<Double> twice = NOISY.stream().map(millis -> 2 * millis).toList();
    assertThat(Ratio.of(twice, NOISY)).isEqualTo(new Ratio(2, 2, 2));
  }

  @Test
  void theRoundsDiffer() {
    Ratio ratio = Ratio.of(List.of(200.0, 300.0, 600.0, 900.0, 1000.0), NOISY);
    assertThat(ratio).isEqualTo(new Ratio(2, 1.5, 2.25));
  }

  @Test
  void theLimitInTheIntervalIsNeitherAboveNorBelow() {
    Ratio ratio = new Ratio(4.57, 3.86, 4.90);
    assertThat(ratio).hasToString("4.57 times (3.86 to 4.90)");
    assertThat(ratio.isAbove(3.85)).isTrue();
    assertThat(ratio.isAbove(3.86)).isFalse();
    assertThat(ratio.isBelow(4.90)).isFalse();
    assertThat(ratio.isBelow(4.91)).isTrue();
  }

  @Test
  void onlyRoundsOfBothHaveARatio() {
    assertThatThrownBy(() -> Ratio.of(List.of(), NOISY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ratio.of(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
