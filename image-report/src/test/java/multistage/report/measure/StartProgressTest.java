package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartProgressTest {
  private static final StartProgress BEFORE = new StartProgress(2_000_000_000, 100);

  @Test
  void movesWithOutputOrProcessorTime() {
    assertThat(new StartProgress(2_000_000_000, 101).isBeyond(BEFORE)).isTrue();
    assertThat(new StartProgress(2_300_000_000L, 100).isBeyond(BEFORE)).isTrue();
  }

  @Test
  void standsStillWhileAProgramOnlyWaits() {
    assertThat(BEFORE.isBeyond(BEFORE)).isFalse();
    assertThat(new StartProgress(2_050_000_000L, 100).isBeyond(BEFORE)).isFalse();
  }

  @Test
  void aSilentContainerOfAnEngineThatCountsNothingStandsStill() {
    assertThat(StartProgress.NONE.isBeyond(StartProgress.NONE)).isFalse();
  }
}
