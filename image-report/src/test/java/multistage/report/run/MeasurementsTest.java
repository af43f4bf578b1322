package multistage.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often an image is measured. {@code FailingVariantsIT} measures one. */
class MeasurementsTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "5, 3"})
  void memoryIsAskedForAsOftenAsStartsAreTimedButAtMostThreeTimes(int rounds, int samples) {
    assertThat(Measurements.memorySamples(rounds)).isEqualTo(samples);
  }
}
