package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import multistage.report.engine.BuildSteps.Used;
import org.junit.jupiter.api.Test;

class StandstillTest {
  private static final Used BEFORE = new Used(5_000, 1_000_000);

  private long nanos = 1;
  private Map<Long, Used> steps = Map.of(7L, BEFORE);
  private final Standstill build = new Standstill(() -> steps, () -> nanos);

  private boolean isReachedAfter(long minutes) {
    boolean reached = build.isReached();
    nanos += TimeUnit.MINUTES.toNanos(minutes);
    return reached || build.isReached();
  }

  @Test
  void nothingMoves() {
    assertThat(isReachedAfter(3)).isFalse();
    // What a JVM that waits needs for itself, and what is sent to everybody in a network.
    steps = Map.of(7L, new Used(5_400, 1_004_000));
    assertThat(isReachedAfter(1)).isTrue();
  }

  @Test
  void outputIsProgress() {
    assertThat(isReachedAfter(3)).isFalse();
    build.moved();
    assertThat(isReachedAfter(3)).isFalse();
    assertThat(isReachedAfter(1)).isTrue();
  }

  @Test
  void processorTimeIsProgress() {
    for (int i = 1; i < 10; i++) {
      steps = Map.of(7L, new Used(5_000 + i * 2_000, 1_000_000));
      assertThat(isReachedAfter(3)).isFalse();
    }
  }

  /** As a download over a slow line, which takes hardly any. */
  @Test
  void whatIsReceivedIsProgress() {
    for (int i = 1; i < 10; i++) {
      steps = Map.of(7L, new Used(5_000, 1_000_000 + i * 100_000));
      assertThat(isReachedAfter(3)).isFalse();
    }
  }

  @Test
  void aProcessThatBeginsOrEndsIsProgress() {
    assertThat(isReachedAfter(3)).isFalse();
    steps = Map.of(7L, BEFORE, 8L, new Used(0, 0));
    assertThat(isReachedAfter(3)).isFalse();
    steps = Map.of(8L, new Used(0, 0));
    assertThat(isReachedAfter(3)).isFalse();
    assertThat(isReachedAfter(1)).isTrue();
  }

  /** On another machine, or while an image is exported. */
  @Test
  void withoutAProcessNothingIsConcluded() {
    steps = Map.of();
    assertThat(isReachedAfter(60)).isFalse();
  }
}
