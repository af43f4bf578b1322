package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryLimitsTest {
  @Test
  void isALimitWhereBothAreLimited() {
    assertThat(MemoryLimits.whyLoose(true, true)).isEmpty();
  }

  @Test
  void isNoneWhereSwapHelps() {
    assertThat(MemoryLimits.whyLoose(true, false).orElseThrow())
        .startsWith("the engine can't keep a container from swapping")
        .contains("docker info says SwapLimit: false");
  }

  @Test
  void takesSilenceForNo() {
    assertThat(MemoryLimits.whyLoose(null, true).orElseThrow())
        .isEqualTo("the engine can't limit memory (docker info has no MemoryLimit)");
    assertThat(MemoryLimits.whyLoose(true, null).orElseThrow())
        .contains("docker info has no SwapLimit");
  }

  @Test
  void saysFirstThatMemoryItselfIsNotLimited() {
    assertThat(MemoryLimits.whyLoose(false, false).orElseThrow())
        .isEqualTo("the engine can't limit memory (docker info says MemoryLimit: false)");
  }
}
