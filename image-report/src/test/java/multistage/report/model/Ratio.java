package multistage.report.model;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

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
   * The ratio of samples. Where both have as many, a draw takes both samples of a round, as they
   * were taken one after the other: what slowed down the round is in both.
   *
   * @throws IllegalArgumentException when there is no sample
   */
  public static Ratio of(List<Double> dividend, List<Double> divisor) {
    boolean paired = dividend.size() == divisor.size();
    Bootstrap interval =
        Bootstrap.of(
            random -> {
              int[] rounds = draw(random, dividend.size());
              return Median.of(at(rounds, dividend))
                  / Median.of(at(paired ? rounds : draw(random, divisor.size()), divisor));
            });
    return new Ratio(
        hundredths(Median.of(dividend) / Median.of(divisor)),
        hundredths(interval.low()),
        hundredths(interval.high()));
  }

  private static int[] draw(SplittableRandom random, int samples) {
    return random.ints(samples, 0, samples).toArray();
  }

  private static double[] at(int[] rounds, List<Double> samples) {
    double[] drawn = new double[rounds.length];
    for (int i = 0; i < rounds.length; i++) {
      drawn[i] = samples.get(rounds[i]);
    }
    return drawn;
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
