package multistage.report.model;

import java.util.List;

/** The middle of samples: one that was disturbed doesn't move it. */
final class Median {
  private Median() {}

  /**
   * The median; with an even number of samples the mean of the two in the middle.
   *
   * @throws IllegalArgumentException when there is none
   */
  static double of(List<Double> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("there is no median without a sample");
    }
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * Checks a median that was stated.
   *
   * @throws IllegalArgumentException when it isn't that of the samples
   */
  static void require(double stated, List<Double> samples) {
    // To a tenth, as samples are.
    if (Math.abs(stated - of(samples)) > 0.051) {
      throw new IllegalArgumentException(stated + " is not the median of " + samples);
    }
  }
}
