package multistage.report.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Medians, how certain they are, and what may be said of two of them. */
class EstimateTest {
  /** Of five samples, more than 2.5 % of all draws have the smallest one in the middle. */
  @Test
  void fiveSamplesHaveTheirWholeRange() {
    assertThat(Estimate.of(List.of(201.8, 219.0, 215.2, 230.5, 208.2)))
        .isEqualTo(new Estimate(215.2, 201.8, 230.5, 5));
  }

  @Test
  void oneSampleIsCertainOfItself() {
    assertThat(Estimate.of(List.of(3.0))).isEqualTo(new Estimate(3, 3, 3, 1));
  }

  @Test
  void whatDisturbsAPairGoesOutOfTheDifference() {
    List<Double> twin = List.of(200.0, 900.0, 210.0, 190.0, 205.0);
    List<Double> own = List.of(230.0, 931.0, 239.0, 220.0, 236.0);
    assertThat(Estimate.ofDifferences(own, twin)).isEqualTo(new Estimate(30, 29, 31, 5));
  }

  @Test
  void whatIsNoPairIsRefused() {
    List<Double> one = List.of(1.0);
    List<Double> two = List.of(1.0, 2.0);
    assertThatThrownBy(() -> Estimate.ofDifferences(one, two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 samples are no pairs with 2");
    assertThatThrownBy(() -> Estimate.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Estimate(5, 6, 7, 5)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void zeroIsInAnIntervalThatTouchesIt() {
    assertThat(new Estimate(3, 0, 6, 5).holdsZero()).isTrue();
    assertThat(new Estimate(-3, -6, 1, 5).holdsZero()).isTrue();
    assertThat(new Estimate(3, 1, 5, 5).holdsZero()).isFalse();
    assertThat(new Estimate(-3, -5, -1, 5).holdsZero()).isFalse();
    assertThat(new Estimate(5.3, 0.1, 16, 5).holdsZero()).as("0 to 16 ms").isTrue();
    assertThat(new Estimate(110, 100, 400, 5).holdsZero()).as("one late start").isFalse();
  }

  @Test
  void intervalsOverlapWhereTheyTouch() {
    Estimate estimate = new Estimate(10, 8, 12, 5);
    assertThat(estimate.overlaps(new Estimate(13, 12, 14, 5))).isTrue();
    assertThat(new Estimate(13, 12, 14, 5).overlaps(estimate)).isTrue();
    assertThat(estimate.overlaps(new Estimate(14, 13, 15, 5))).isFalse();
    assertThat(new Estimate(14, 13, 15, 5).overlaps(estimate)).isFalse();
    assertThat(estimate.isBelow(new Estimate(14, 13, 15, 5))).isTrue();
    assertThat(new Estimate(14, 13, 15, 5).isBelow(estimate)).isFalse();
  }

  /** People see 10 ± 2 and 13 ± 2 ms, or 260 ± 50 and 184 ± 27 ms, which overlap. */
  @Test
  void whatPeopleSeeOfAnIntervalCounts() {
    assertThat(new Estimate(184, 157, 211, 5).isBelow(new Estimate(263.9, 215.2, 300, 5)))
        .isFalse();
    assertThat(new Estimate(10, 8, 10.5, 5).isBelow(new Estimate(13, 12.9, 15, 5))).isFalse();
    assertThat(new Estimate(10, 8, 10.5, 5).overlaps(new Estimate(13, 12.9, 15, 5))).isTrue();
  }

  @Test
  void theMarginIsTheLongerSide() {
    assertThat(new Estimate(10, 8, 15, 5).marginMillis()).isEqualTo(5);
    assertThat(new Estimate(10, 3, 15, 5).marginMillis()).isEqualTo(7);
    assertThat(new Estimate(-1, -9, 4, 5).mostMillis()).isEqualTo(9);
    assertThat(new Estimate(1, -4, 9, 5).mostMillis()).isEqualTo(9);
  }

  /** An image against itself a hundred times, and against one that takes longer. */
  @ParameterizedTest
  @ValueSource(ints = {5, 10, 20})
  void sameImagesAreToldApartByMistakeOnly(int rounds) {
    Random random = new Random(rounds);
    int wrong = 0;
    int found = 0;
    for (int i = 0; i < 100; i++) {
      Estimate image = estimate(random, rounds, 80);
      wrong += image.overlaps(estimate(random, rounds, 80)) ? 0 : 1;
      found += image.overlaps(estimate(random, rounds, 480)) ? 0 : 1;
    }
    assertThat(wrong).isLessThanOrEqualTo(5);
    assertThat(found).isGreaterThanOrEqualTo(95);
  }

  /**
   * The first of two starts takes 20 ms longer, and the twin is the first in every other round: as
   * docs/method.md says, an even number of rounds evens that out, and an odd one leaves a part of
   * it in the median. The interval holds the true difference with either, and no image is faster
   * than itself.
   */
  @ParameterizedTest
  @CsvSource({"5, -20, -8", "10, -2, 2"})
  void theOrderStaysInTheMedianOfAnOddNumberOnly(int rounds, double least, double most) {
    Random random = new Random(rounds);
    double off = 0;
    int held = 0;
    int wrong = 0;
    for (int i = 0; i < 100; i++) {
      Estimate image = ordered(random, rounds);
      off += (image.medianMillis() - 80) / 100;
      held += image.lowMillis() <= 80 && 80 <= image.highMillis() ? 1 : 0;
      wrong += image.overlaps(ordered(random, rounds)) ? 0 : 1;
    }
    assertThat(off).isBetween(least, most);
    assertThat(held).isGreaterThanOrEqualTo(94);
    assertThat(wrong).isLessThanOrEqualTo(5);
  }

  private static Estimate ordered(Random random, int rounds) {
    List<Double> twin = new ArrayList<>();
    List<Double> own = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      boolean twinFirst = round % 2 == 1;
      twin.add(200 + (twinFirst ? 20 : 0) + 5 * random.nextGaussian());
      own.add(280 + (twinFirst ? 0 : 20) + 5 * random.nextGaussian());
    }
    return Estimate.ofDifferences(own, twin);
  }

  /** Pairs on a machine that slows down and recovers, and is disturbed now and then. */
  private static Estimate estimate(Random random, int rounds, double difference) {
    double[] drift =
        IntStream.range(0, rounds).mapToDouble(i -> 200 * (1 + random.nextDouble())).toArray();
    return Estimate.ofDifferences(starts(random, drift, difference), starts(random, drift, 0));
  }

  private static List<Double> starts(Random random, double[] drift, double more) {
    return DoubleStream.of(drift)
        .map(
            millis ->
                millis
                    + more
                    + 15 * random.nextGaussian()
                    + (random.nextInt(20) == 0 ? 300 * random.nextDouble() : 0))
        .boxed()
        .toList();
  }
}
