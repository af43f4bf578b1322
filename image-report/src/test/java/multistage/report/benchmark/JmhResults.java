package multistage.report.benchmark;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a report takes from the JSON that JMH writes of a run. */
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
   * @throws IllegalArgumentException when there is none or more than one, or it lacks a figure
   */
  public static Latency latency(String json) {
    JsonNode metric = result(json, "sample", "us/op").path("primaryMetric");
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
   * Answers per second, by JMH's mode {@code thrpt}.
   *
   * @param threads how many clients asked at once
   * @param perSecond operations per second of each iteration, in order, of all of them together
   */
  public record Throughput(int threads, List<Double> perSecond) {}

  /**
   * Reads a result of the mode {@code thrpt}.
   *
   * @throws IllegalArgumentException when there is none or more than one, or it lacks a figure
   */
  public static Throughput throughput(String json) {
    JsonNode result = result(json, "thrpt", "ops/s");
    List<Double> iterations =
        result
            .path("primaryMetric")
            .path("rawData")
            .valueStream()
            .flatMap(JsonNode::valueStream)
            .map(JmhResults::number)
            .toList();
    if (iterations.isEmpty()) {
      throw new IllegalArgumentException("a JMH result without an iteration");
    }
    return new Throughput((int) number(result.path("threads")), iterations);
  }

  private static JsonNode result(String json, String mode, String unit) {
    JsonNode all;
    try {
      all = MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no JMH result: " + e.getOriginalMessage(), e);
    }
    String wanted = mode + " in " + unit;
    List<JsonNode> results = StreamSupport.stream(all.spliterator(), false).toList();
    List<JsonNode> wantedResults =
        results.stream().filter(result -> describe(result).equals(wanted)).toList();
    if (wantedResults.size() != 1) {
      throw new IllegalArgumentException(
          "one JMH result of "
              + wanted
              + " is expected, not "
              + results.stream().map(JmhResults::describe).toList());
    }
    return wantedResults.get(0);
  }

  private static String describe(JsonNode result) {
    return result.path("mode").asString("?")
        + " in "
        + result.path("primaryMetric").path("scoreUnit").asString("?");
  }

  private static double number(JsonNode node) {
    if (!node.isNumber()) {
      throw new IllegalArgumentException("a number is missing in a JMH result");
    }
    return Math.round(node.asDouble() * 10) / 10.0;
  }
}
