package multistage.report.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
      [{"mode": "thrpt", "threads": 8, "primaryMetric": {"score": 4.0, "scoreUnit": "ops/s",
        "rawData": [[131.16, 1349.44]]}}]
      """;

  @Test
  void readsTimesOfAnswers() {
    assertThat(JmhResults.latency(SAMPLE)).isEqualTo(new JmhResults.Latency(69.2, 2353.1, 7));
  }

  @Test
  void readsEachIteration() {
    assertThat(JmhResults.throughput(THROUGHPUT))
        .isEqualTo(new JmhResults.Throughput(8, List.of(131.2, 1349.4)));
  }

  @Test
  void findsEachInAFileOfSeveral() {
    String both = SAMPLE.strip().replaceFirst("]$", ",") + THROUGHPUT.strip().substring(1);
    assertThat(JmhResults.latency(both)).isEqualTo(JmhResults.latency(SAMPLE));
    assertThat(JmhResults.throughput(both)).isEqualTo(JmhResults.throughput(THROUGHPUT));
    String twice = THROUGHPUT.strip().replaceFirst("]$", ",") + THROUGHPUT.strip().substring(1);
    assertThatThrownBy(() -> JmhResults.throughput(twice))
        .hasMessageEndingWith("is expected, not [thrpt in ops/s, thrpt in ops/s]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          []                                                                     => of thrpt in ops/s is expected, not []
          [{}]                                                                   => is expected, not [? in ?]
          [{"mode": "thrpt", "primaryMetric": {"scoreUnit": "ops/ms"}}]          => not [thrpt in ops/ms]
          [{"mode": "thrpt", "primaryMetric": {"scoreUnit": "ops/s"}}]           => without an iteration
          [{"mode": "thrpt", "primaryMetric": {"scoreUnit": "ops/s", "rawData": [["NaN"]]}}] => a number is missing
          [{"mode": "thrpt", "primaryMetric": {"scoreUnit": "ops/s", "rawData": [[1]]}}] => a number is missing
          {                                                                      => no JMH result
          """)
  void saysWhatIsWrong(String json, String message) {
    assertThatThrownBy(() -> JmhResults.throughput(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void takesNoModeForAnother() {
    assertThatThrownBy(() -> JmhResults.latency(THROUGHPUT))
        .hasMessage("one JMH result of sample in us/op is expected, not [thrpt in ops/s]");
  }
}
