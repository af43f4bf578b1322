package multistage.report.model;

import java.util.List;
import java.util.Optional;

/**
 * How long the image's container takes from the engine's start call to the first answer with status
 * 200.
 *
 * @param millis each sample, in the order taken, the engine's own share included
 * @param medianMillis the samples' median
 * @param netMedianMillis that less the median of the engine's own share in the same rounds, where
 *     that could be measured; below zero when a disturbed machine hides the difference
 * @param firstMillis the first start after the image was built and read, which is none of the
 *     samples; empty when the image had been there before
 */
public record Startup(
    List<Double> millis,
    double medianMillis,
    Optional<Double> netMedianMillis,
    Optional<Double> firstMillis) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when there is no sample or the median isn't theirs
   */
  public Startup {
    millis = List.copyOf(millis);
    Median.require(medianMillis, millis);
  }

  /** These samples with their median, and what is left of it without the engine's own share. */
  public static Startup of(
      List<Double> millis, Optional<EngineShare> engine, Optional<Double> firstMillis) {
    double median = Median.of(millis);
    return new Startup(
        millis,
        median,
        // To a tenth, as the samples: the difference of two of them has no more digits.
        engine.map(share -> Math.round((median - share.medianMillis()) * 10) / 10.0),
        firstMillis);
  }
}
