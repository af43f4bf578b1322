package multistage.report.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MedianIntervalTest {
  /** A start's times: most are close together, and some are late. */
  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 8, 9, 10, 12, 20, 50})
  void holdsTheTrueMedianInNinetyFiveOfAHundredCases(int count) {
    Random random = new Random(count);
    int cases = 20_000;
    long held =
        IntStream.range(0, cases)
            .filter(
                any -> {
                  MedianInterval interval =
                      MedianInterval.of(
                          random.doubles(count).map(each -> -Math.log(each)).toArray());
                  return interval.low() <= Math.log(2) && Math.log(2) <= interval.high();
                })
            .count();
    assertThat(1.0 * held / cases).isCloseTo(count == 5 ? 0.9375 : 0.95, within(0.01));
  }

  /** Far from what a binomial distribution can be computed for. */
  @Test
  void ofManySamplesIsNarrow() {
    for (int count : new int[] {1_000, 1_001, 100_000}) {
      MedianInterval interval =
          MedianInterval.of(IntStream.rangeClosed(1, count).asDoubleStream().toArray());
      double expected = 1.96 * Math.sqrt(count) / 2;
      assertThat((count + 1) / 2.0 - interval.low()).isCloseTo(expected, within(1.5));
      assertThat(interval.high() - (count + 1) / 2.0).isCloseTo(expected, within(1.5));
    }
  }

  /** Seven, as the paper computes them: 11/15 of the second, and 4/15 of the first. */
  @Test
  void isInterpolatedBetweenTwoSamples() {
    MedianInterval interval = MedianInterval.of(10, 20, 0, 30, 40, 60, 50);
    assertThat(interval.low()).isCloseTo(110 / 15.0, within(1e-9));
    assertThat(interval.high()).isCloseTo(790 / 15.0, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "4", "5"})
  void ofFewSamplesIsTheirRange(int count) {
    double[] samples = IntStream.rangeClosed(1, count).asDoubleStream().toArray();
    assertThat(MedianInterval.of(samples)).isEqualTo(new MedianInterval(1, count));
  }
}
