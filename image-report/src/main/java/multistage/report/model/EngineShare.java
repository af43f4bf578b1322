package multistage.report.model;

import java.util.List;

/**
 * How long the engine itself takes to start a container: the time to the first answer of a server
 * that does nothing else, measured in turn with the variants.
 *
 * @param millis each sample, in the order taken
 * @param medianMillis the samples' median
 */
public record EngineShare(List<Double> millis, double medianMillis) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when there is no sample or the median isn't theirs
   */
  public EngineShare {
    millis = List.copyOf(millis);
    Median.require(medianMillis, millis);
  }

  /** These samples with their median. */
  public static EngineShare of(List<Double> millis) {
    return new EngineShare(millis, Median.of(millis));
  }
}
