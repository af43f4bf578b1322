package multistage.report.model;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * A percentile interval: the middle 95 % of a figure of samples that are drawn ten thousand times.
 *
 * @param low its lower end
 * @param high its upper end
 * @see <a href="https://doi.org/10.1007/978-1-4899-4541-9">Efron and Tibshirani, An Introduction to
 *     the Bootstrap</a>, section 13.3
 */
record Bootstrap(double low, double high) {
  private static final int RESAMPLES = 10_000;
  private static final double OUTSIDE = 0.05;

  /** The same samples have the same interval in every run. */
  private static final long SEED = 95;

  /**
   * The interval of a figure.
   *
   * @param figure draws samples, as many as there are and with replacement, and computes the figure
   *     of them
   */
  static Bootstrap of(ToDoubleFunction<SplittableRandom> figure) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] figures = new double[RESAMPLES];
    Arrays.setAll(figures, any -> figure.applyAsDouble(random));
    Arrays.sort(figures);
    int cut = (int) (RESAMPLES * OUTSIDE / 2);
    return new Bootstrap(figures[cut], figures[RESAMPLES - 1 - cut]);
  }
}
