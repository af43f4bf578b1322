package multistage.sizereport.model;

import java.util.List;

/**
 * How long the image's container takes from the engine's start call to the first answer with status
 * 200, the engine's own share included.
 *
 * @param millis each sample, in the order taken
 * @param medianMillis the samples' median
 */
public record Startup(List<Double> millis, double medianMillis) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when there is no sample or the median isn't theirs
   */
  public Startup {
    millis = List.copyOf(millis);
    if (medianMillis != median(millis)) {
      throw new IllegalArgumentException(medianMillis + " is not the median of " + millis);
    }
  }

  /** These samples with their median. */
  public static Startup of(List<Double> millis) {
    return new Startup(millis, median(millis));
  }

  private static double median(List<Double> millis) {
    if (millis.isEmpty()) {
      throw new IllegalArgumentException("a start was not measured even once");
    }
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
