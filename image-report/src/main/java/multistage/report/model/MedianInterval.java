package multistage.report.model;

import java.util.Arrays;

/**
 * Between what the true median is in about 95 of 100 cases.
 *
 * <p>How many samples are below the true median is binomial. So it is known how often the median is
 * between the lowest and the highest sample, between the second lowest and the second highest, and
 * so on. Of two such ranges, one holds it a little more often and the next one a little less often
 * than in 95 of 100 cases: the interval is interpolated between them. Of fewer than six samples, it
 * is the whole range, which holds the median more seldom. So does an interpolated interval of
 * samples in two groups with a gap at the median.
 *
 * @param low its lower end
 * @param high its upper end
 * @see <a href="https://doi.org/10.1016/0167-7152(86)90021-0">Hettmansperger and Sheather,
 *     Confidence intervals based on interpolated order statistics</a>
 */
record MedianInterval(double low, double high) {
  private static final double CONFIDENCE = 0.95;

  /** A normal distribution has that share within so many standard deviations. */
  private static final double DEVIATIONS = 1.96;

  /** Of a few more samples, the chance of one order is too small for a {@code double}. */
  private static final int MAX_EXACT = 1_000;

  /** The interval of samples; there is at least one. */
  static MedianInterval of(double... samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    if (count > MAX_EXACT) {
      int outside = (int) (count / 2.0 - DEVIATIONS * Math.sqrt(count) / 2);
      return new MedianInterval(sorted[outside - 1], sorted[count - outside]);
    }
    int left = 0;
    while (left + 1 < (count + 1) / 2 && inside(count, left + 1) >= CONFIDENCE) {
      left++;
    }
    double wider = inside(count, left);
    if (wider <= CONFIDENCE) {
      return new MedianInterval(sorted[left], sorted[count - 1 - left]);
    }
    double share = (wider - CONFIDENCE) / (wider - inside(count, left + 1));
    // Weighed as in the paper: halfway between two samples isn't halfway between two chances.
    int rank = left + 1;
    double weight = (count - rank) * share / (rank + (count - 2 * rank) * share);
    return new MedianInterval(
        (1 - weight) * sorted[left] + weight * sorted[left + 1],
        (1 - weight) * sorted[count - 1 - left] + weight * sorted[count - 2 - left]);
  }

  /** How often the true median is inside when so many samples are left out at both ends. */
  private static double inside(int count, int left) {
    double below = 0;
    double chance = Math.pow(0.5, count);
    for (int i = 0; i <= left; i++) {
      below += chance;
      chance *= 1.0 * (count - i) / (i + 1);
    }
    return Math.max(0, 1 - 2 * below);
  }
}
