package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkerTest {
  @ParameterizedTest
  @CsvSource({
    "12000000, 9000000",
    "26000000, 25000000",
    "130000000, 170000000",
    "40000000, 10000000"
  })
  void findsTheSmallestLimitToASixteenthOrAMebibyte(long needed, long guess) {
    long found = Benchmarker.smallest(limit -> limit >= needed, guess).orElseThrow();
    assertThat(found).isBetween(needed, needed + Math.max(1L << 20, needed / 15));
    assertThat(found % 1024).isZero();
  }

  @Test
  void triesTheEnginesFloorFirstAndAlone() {
    List<Long> tried = new ArrayList<>();
    assertThat(Benchmarker.smallest(tried::add, 1_500_000)).contains(Benchmarker.ENGINE_FLOOR);
    assertThat(tried).containsExactly(Benchmarker.ENGINE_FLOOR);
  }

  @Test
  void believesALimitWithoutSwap() {
    Benchmarker.Limit limit =
        Benchmarker.limit(
            bytes -> bytes >= 30_000_000 ? Benchmarker.Served.YES : Benchmarker.Served.NO,
            40_000_000);
    assertThat(limit.smallest().orElseThrow()).isBetween(30_000_000L, 32_000_000L);
    assertThat(limit.none()).isEmpty();
  }

  @Test
  void believesNoLimitThatSwapMayHaveHelpedWith() {
    List<Long> tried = new ArrayList<>();
    Benchmarker.Limit limit =
        Benchmarker.limit(
            bytes -> {
              tried.add(bytes);
              return bytes >= 30_000_000 ? Benchmarker.Served.WITH_SWAP : Benchmarker.Served.NO;
            },
            40_000_000);
    assertThat(limit.smallest()).isEmpty();
    assertThat(limit.none().orElseThrow()).contains("may swap");
    assertThat(tried).as("not tried on").hasSize(2);
  }

  @Test
  void saysWhyThereIsNoLimit() {
    Benchmarker.Limit limit = Benchmarker.limit(bytes -> Benchmarker.Served.NO, 1_500_000);
    assertThat(limit.smallest()).isEmpty();
    assertThat(limit.none())
        .contains("it didn't serve with any that was tried, up to 2147483648 bytes");
  }

  @Test
  void saysThatNothingIsEnough() {
    assertThat(Benchmarker.smallest(limit -> false, 1_500_000)).isEmpty();
  }
}
