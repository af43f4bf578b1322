package multistage.report.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/**
 * A time with its uncertainty, in milliseconds.
 *
 * <p>The interval is a {@link MedianInterval}, which holds the true median in about 95 of 100
 * cases; with five samples, it is the whole range of them, which does in 94.
 *
 * @param medianMillis the samples' median
 * @param lowMillis the interval's lower end, not above the median
 * @param highMillis its upper end, not below the median
 * @param rounds how many samples there were
 */
public record Estimate(double medianMillis, double lowMillis, double highMillis, int rounds) {
  /** With fewer samples no interval holds the true median in 95, or nearly so, of 100 cases. */
  private static final int MIN_ROUNDS = 5;

  /** A margin that begins with less has two digits, one with more a single one. */
  private static final BigDecimal TWO_DIGITS = new BigDecimal("3.55");

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException when they aren't in order, or of no samples
   */
  public Estimate {
    if (rounds < 1 || !(lowMillis <= medianMillis && medianMillis <= highMillis)) {
      throw new IllegalArgumentException(
          medianMillis + " ms is no median in " + lowMillis + " to " + highMillis + " ms");
    }
  }

  /**
   * The median of samples.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Estimate of(List<Double> samples) {
    double median = Median.of(samples);
    MedianInterval interval =
        MedianInterval.of(samples.stream().mapToDouble(Double::doubleValue).toArray());
    return new Estimate(
        tenths(median), tenths(interval.low()), tenths(interval.high()), samples.size());
  }

  /**
   * The median of the differences in pairs of samples that were taken back to back.
   *
   * @throws IllegalArgumentException when they aren't pairs, or there is none
   */
  public static Estimate ofDifferences(List<Double> millis, List<Double> twinMillis) {
    if (millis.size() != twinMillis.size()) {
      throw new IllegalArgumentException(
          millis.size() + " samples are no pairs with " + twinMillis.size());
    }
    Double[] differences = new Double[millis.size()];
    Arrays.setAll(differences, i -> millis.get(i) - twinMillis.get(i));
    return of(List.of(differences));
  }

  /** Whether there were enough samples for an interval. */
  public boolean isKnown() {
    return rounds >= MIN_ROUNDS;
  }

  /** Whether it can't be told from nothing: in whole milliseconds, its interval holds zero. */
  public boolean holdsZero() {
    return Math.round(lowMillis) <= 0 && Math.round(highMillis) >= 0;
  }

  /** Whether neither can be called the faster one. */
  public boolean overlaps(Estimate other) {
    return !isBelow(other) && !other.isBelow(this);
  }

  /** Whether it can be called the faster one: by what people see of both intervals. */
  public boolean isBelow(Estimate other) {
    return shownMedianMillis()
            .add(shownMarginMillis())
            .compareTo(other.shownMedianMillis().subtract(other.shownMarginMillis()))
        < 0;
  }

  /**
   * The median as people see it: in whole milliseconds, and no more exact than the margin.
   *
   * @see <a href="https://pdg.lbl.gov/2024/reviews/rpp2024-rev-rpp-intro.pdf">Particle Data Group,
   *     Introduction, 5.3 Rounding</a>
   */
  public BigDecimal shownMedianMillis() {
    return rounded(medianMillis);
  }

  /** The margin as people see it, to its last digit that says something: at least 1 ms. */
  public BigDecimal shownMarginMillis() {
    return rounded(isKnown() ? Math.max(1, marginMillis()) : marginMillis());
  }

  private BigDecimal rounded(double millis) {
    return BigDecimal.valueOf(millis)
        .setScale(-place(), RoundingMode.HALF_UP)
        .setScale(0, RoundingMode.UNNECESSARY);
  }

  /** At which power of ten its digits end. */
  private int place() {
    if (!isKnown()) {
      return 0;
    }
    BigDecimal margin = BigDecimal.valueOf(Math.max(1, marginMillis()));
    int magnitude = margin.precision() - margin.scale() - 1;
    int digits = margin.movePointLeft(magnitude).compareTo(TWO_DIGITS) < 0 ? 2 : 1;
    return Math.max(0, magnitude - digits + 1);
  }

  /** How far the interval reaches from the median, on the side where it reaches further. */
  public double marginMillis() {
    return Math.max(highMillis - medianMillis, medianMillis - lowMillis);
  }

  /** How far from zero the true value may be. */
  public double mostMillis() {
    return Math.max(Math.abs(lowMillis), Math.abs(highMillis));
  }

  /** Clocks say no more. */
  private static double tenths(double millis) {
    // Without a minus before 0.
    return Math.round(millis * 10) / 10.0 + 0.0;
  }
}
