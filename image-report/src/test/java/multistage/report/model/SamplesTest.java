package multistage.report.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Samples and what is made of them. */
class SamplesTest {
  @Test
  void theMedianIsTheMiddleOne() {
    assertThat(EngineShare.of(List.of(9.0, 1.0, 2.0)).medianMillis()).isEqualTo(2.0);
    assertThat(EngineShare.of(List.of(4.0, 1.0, 9.0, 3.0)).medianMillis()).isEqualTo(3.5);
    assertThat(Memory.of(List.of(7L, 9L, 3L)).medianBytes()).isEqualTo(7);
    assertThat(Memory.of(List.of(7L, 8L)).medianBytes()).isEqualTo(8);
  }

  @Test
  void netIsTheMedianOfTheDifferences() {
    Startup startup =
        Startup.of(List.of(320.1, 400.0, 318.4), List.of(310.2, 380.1, 305.0), Optional.empty());
    assertThat(startup.net()).contains(new Estimate(13.4, 9.9, 19.9, 3));
    assertThat(startup.netMedianMillis()).contains(13.4);
    assertThat(startup.gross()).contains(new Estimate(320.1, 318.4, 400, 3));
    assertThat(startup.millis()).as("the samples stay as they are").startsWith(320.1);
  }

  @Test
  void netCanBeBelowZeroAndCanBeMissing() {
    assertThat(Startup.of(List.of(300.0), List.of(305.0), Optional.empty()).netMedianMillis())
        .contains(-5.0);
    assertThat(Startup.of(List.of(300.0), List.of(), Optional.empty()).net()).isEmpty();
  }

  @Test
  void netNeedsTheEnginesShareOfEachStart() {
    Optional<Estimate> net = Optional.of(new Estimate(1, 1, 1, 1));
    assertThatThrownBy(
            () ->
                new Startup(
                    List.of(1.0),
                    1,
                    Optional.of(1.0),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    net))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs the engine's own share");
  }

  @Test
  void aMedianOfOtherSamplesIsRefused() {
    assertThatThrownBy(() -> new EngineShare(List.of(1.0, 2.0), 2.0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2.0 is not the median of [1.0, 2.0]");
    assertThatThrownBy(() -> new Memory(List.of(1L, 2L, 3L), 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new Startup(
                    List.of(1.0),
                    2.0,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withoutASampleThereIsNone() {
    assertThatThrownBy(() -> Memory.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
