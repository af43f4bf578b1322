package multistage.sizereport.analysis;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a report takes from the JSON that JMH writes of one benchmark. */
public final class JmhResults {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private JmhResults() {}

  /**
   * Times of single answers, by JMH's mode {@code sample}.
   *
   * @param p50Micros half of them don't take longer, in microseconds
   * @param p99Micros 99 of 100 don't
   * @param samples how many were timed
   */
  public record Latency(double p50Micros, double p99Micros, long samples) {}

  /**
   * Reads a result of the mode {@code sample}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Latency latency(String json) {
    JsonNode metric = metric(json, "sample", "us/op");
    JsonNode percentiles = metric.path("scorePercentiles");
    long samples =
        metric
            .path("rawDataHistogram")
            .valueStream()
            .flatMap(JsonNode::valueStream)
            .flatMap(JsonNode::valueStream)
            .mapToLong(pair -> pair.path(1).asLong())
            .sum();
    return new Latency(number(percentiles.path("50.0")), number(percentiles.path("99.0")), samples);
  }

  /**
   * Reads a result of the mode {@code thrpt}.
   *
   * @return operations per second of each iteration, in order
   * @throws IllegalArgumentException when it is none
   */
  public static List<Double> perSecond(String json) {
    List<Double> iterations =
        metric(json, "thrpt", "ops/s")
            .path("rawData")
            .valueStream()
            .flatMap(JsonNode::valueStream)
            .map(JmhResults::number)
            .toList();
    if (iterations.isEmpty()) {
      throw new IllegalArgumentException("a JMH result without an iteration");
    }
    return iterations;
  }

  private static JsonNode metric(String json, String mode, String unit) {
    JsonNode all;
    try {
      all = MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no JMH result: " + e.getOriginalMessage(), e);
    }
    List<JsonNode> results = StreamSupport.stream(all.spliterator(), false).toList();
    if (results.size() != 1) {
      throw new IllegalArgumentException("one JMH result is expected, not " + results.size());
    }
    JsonNode result = results.get(0);
    JsonNode metric = result.path("primaryMetric");
    String found =
        result.path("mode").asString("?") + " in " + metric.path("scoreUnit").asString("?");
    if (!found.equals(mode + " in " + unit)) {
      throw new IllegalArgumentException(
          "a JMH result of " + mode + " in " + unit + " is expected, not of " + found);
    }
    return metric;
  }

  private static double number(JsonNode node) {
    if (!node.isNumber()) {
      throw new IllegalArgumentException("a number is missing in a JMH result");
    }
    return Math.round(node.asDouble() * 10) / 10.0;
  }
}
