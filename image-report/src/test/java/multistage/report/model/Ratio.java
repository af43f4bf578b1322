package multistage.report.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How many times as long one thing takes as another: the quotient of the medians, and its 95 %
 * interval.
 *
 * @param quotient of the medians, in hundredths
 * @param low the interval's lower end, in hundredths
 * @param high its upper end
 */
public record Ratio(double quotient, double low, double high) {
  /**
   * The ratio of samples that were taken in rounds, one after the other: what slowed down a round
   * is in both. The interval is that of the rounds' ratios, and holds the quotient of the medians.
   *
   * @throws IllegalArgumentException when there is no sample, or not one of each in every round
   */
  public static Ratio of(List<Double> dividend, List<Double> divisor) {
    if (dividend.size() != divisor.size()) {
      throw new IllegalArgumentException(dividend.size() + " rounds and " + divisor.size());
    }
    double quotient = Median.of(dividend) / Median.of(divisor);
    MedianInterval interval =
        MedianInterval.of(
            IntStream.range(0, dividend.size())
                .mapToDouble(round -> dividend.get(round) / divisor.get(round))
                .toArray());
    return new Ratio(
        hundredths(quotient),
        hundredths(Math.min(quotient, interval.low())),
        hundredths(Math.max(quotient, interval.high())));
  }

  /** Whether it is above the limit without a doubt. */
  public boolean isAbove(double limit) {
    return low > limit;
  }

  /** Whether it is below the limit without a doubt. */
  public boolean isBelow(double limit) {
    return high < limit;
  }

  /** As in {@code 4.57 times (3.86 to 4.90)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f times (%.2f to %.2f)", quotient, low, high);
  }

  private static double hundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
