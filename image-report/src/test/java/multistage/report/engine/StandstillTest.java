package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import multistage.report.engine.BuildSteps.Step;
import org.junit.jupiter.api.Test;

class StandstillTest {
  private static final Step BEFORE = step(5_000, 1_000_000);

  private long nanos = 1;
  private Map<String, Step> steps = Map.of("a", BEFORE);
  private final Standstill build = new Standstill(() -> steps, () -> nanos);

  private static Step step(long cpuMillis, long receivedBytes) {
    return new Step(Set.of(7L), cpuMillis, receivedBytes);
  }

  /** What it comes to when it is asked twice a minute. */
  private boolean isReachedWithin(int minutes) {
    boolean isReached = false;
    for (int i = 0; i < 2 * minutes; i++) {
      nanos += TimeUnit.SECONDS.toNanos(30);
      isReached |= build.isReached();
    }
    return isReached;
  }

  @Test
  void nothingMoves() {
    assertThat(isReachedWithin(3)).isFalse();
    // What a JVM that waits needs for itself, and what is sent to everybody in a network.
    steps = Map.of("a", step(5_400, 1_004_000));
    assertThat(isReachedWithin(2)).isTrue();
  }

  @Test
  void outputIsProgress() {
    assertThat(isReachedWithin(4)).isFalse();
    build.moved();
    assertThat(isReachedWithin(4)).isFalse();
    assertThat(isReachedWithin(1)).isTrue();
  }

  @Test
  void processorTimeIsProgress() {
    for (int i = 1; i < 10; i++) {
      steps = Map.of("a", step(5_000 + i * 2_000, 1_000_000));
      assertThat(isReachedWithin(3)).isFalse();
    }
  }

  /** As a download over a slow line, which takes hardly any. */
  @Test
  void whatIsReceivedIsProgress() {
    for (int i = 1; i < 10; i++) {
      steps = Map.of("a", step(5_000, 1_000_000 + i * 100_000));
      assertThat(isReachedWithin(3)).isFalse();
    }
  }

  @Test
  void aProcessThatBeginsOrEndsIsProgress() {
    assertThat(isReachedWithin(3)).isFalse();
    steps = Map.of("a", new Step(Set.of(7L, 8L), 5_000, 1_000_000));
    assertThat(isReachedWithin(3)).isFalse();
    steps = Map.of("a", new Step(Set.of(8L), 5_000, 1_000_000));
    assertThat(isReachedWithin(3)).isFalse();
    assertThat(isReachedWithin(2)).isTrue();
  }

  /** It would have printed a line. */
  @Test
  void aStepThatBeginsLaterIsAnotherBuilds() {
    assertThat(isReachedWithin(1)).isFalse();
    boolean isReached = false;
    for (int i = 1; i < 6; i++) {
      steps = Map.of("a", BEFORE, "later" + i, step(i * 100_000, 0));
      isReached |= isReachedWithin(1);
    }
    assertThat(isReached).isTrue();
  }

  /** One of the two may be the build's, and nobody knows which. */
  @Test
  void aStepThatHasBegunBeforeMayBeTheBuilds() {
    for (int i = 1; i < 20; i++) {
      steps = Map.of("a", BEFORE, "b", step(i * 100_000, 0));
      assertThat(isReachedWithin(1)).isFalse();
    }
    steps = Map.of("a", BEFORE);
    assertThat(isReachedWithin(5)).isTrue();
  }

  /** On another machine, or while an image is exported. */
  @Test
  void withoutAProcessNothingIsConcluded() {
    steps = Map.of();
    assertThat(isReachedWithin(60)).isFalse();
  }
}
