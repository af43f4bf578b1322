package multistage.sizereport.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmhResultsTest {
  /** As JMH 1.37 writes it, without what isn't read. */
  private static final String SAMPLE =
      """
      [{"mode": "sample", "primaryMetric": {"scoreUnit": "us/op",
        "scorePercentiles": {"0.0": 28.768, "50.0": 69.248, "99.0": 2353.0700799999986},
        "rawDataHistogram": [[[[38.72, 1], [39.168, 2]], [[40.0, 4]]]]}}]
      """;

  private static final String THROUGHPUT =
      """
      [{"mode": "thrpt", "primaryMetric": {"score": 4.0, "scoreUnit": "ops/s",
        "rawData": [[131.16, 1349.44]]}}]
      """;

  @Test
  void readsTimesOfAnswers() {
    assertThat(JmhResults.latency(SAMPLE)).isEqualTo(new JmhResults.Latency(69.2, 2353.1, 7));
  }

  @Test
  void readsEachIteration() {
    assertThat(JmhResults.perSecond(THROUGHPUT)).containsExactly(131.2, 1349.4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          []                                                                     => one JMH result is expected
          [{}]                                                                   => is expected, not of ? in ?
          [{"mode": "thrpt", "primaryMetric": {"scoreUnit": "ops/ms"}}]          => not of thrpt in ops/ms
          [{"mode": "thrpt", "primaryMetric": {"scoreUnit": "ops/s"}}]           => without an iteration
          [{"mode": "thrpt", "primaryMetric": {"scoreUnit": "ops/s", "rawData": [["NaN"]]}}] => a number is missing
          {                                                                      => no JMH result
          """)
  void saysWhatIsWrong(String json, String message) {
    assertThatThrownBy(() -> JmhResults.perSecond(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void takesNoModeForAnother() {
    assertThatThrownBy(() -> JmhResults.latency(THROUGHPUT))
        .hasMessage("a JMH result of sample in us/op is expected, not of thrpt in ops/s");
  }
}
