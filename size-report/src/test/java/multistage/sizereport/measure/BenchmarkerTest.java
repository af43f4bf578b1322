package multistage.sizereport.measure;

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
  void saysThatNothingIsEnough() {
    assertThat(Benchmarker.smallest(limit -> false, 1_500_000)).isEmpty();
  }
}
