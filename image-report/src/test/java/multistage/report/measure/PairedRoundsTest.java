package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import multistage.report.model.Estimate;
import multistage.report.model.Result;
import org.junit.jupiter.api.Test;

class PairedRoundsTest {
  private final List<String> started = new ArrayList<>();
  private final Set<Integer> failing = new HashSet<>();

  private Result<TimedStart> start(String image) {
    started.add(image);
    return image.startsWith("bad") || failing.contains(started.size())
        ? new Result.Failed<>("it doesn't start")
        : new Result.Done<>(new TimedStart(100 + started.size(), Optional.empty()));
  }

  private final PairedRounds<String> paired = new PairedRounds<>(Optional.of("twin"), this::start);

  private static boolean hasTwo(PairedRounds.Pairs pairs) {
    return pairs.millis().size() == 2;
  }

  @Test
  void eachStartHasItsTwinBesideItWhichIsFirstInEveryOtherRound() {
    Map<String, PairedRounds.Pairs> all =
        paired.run(List.of("a", "b"), PairedRoundsTest::hasTwo, done -> true);
    assertThat(started).containsExactly("twin", "a", "twin", "b", "a", "twin", "b", "twin");
    assertThat(all.get("a").millis()).containsExactly(102.0, 105.0);
    assertThat(all.get("a").twinMillis()).containsExactly(101.0, 106.0);
    assertThat(all.get("a").estimate()).contains(new Estimate(0, -1, 1, 2));
  }

  @Test
  void oneThatFailsCostsTheOthersNothing() {
    Map<String, PairedRounds.Pairs> all =
        paired.run(List.of("bad", "b"), PairedRoundsTest::hasTwo, done -> true);
    assertThat(all.get("bad").failure()).contains("it doesn't start");
    assertThat(all.get("bad").estimate()).isEmpty();
    assertThat(all.get("b").millis()).hasSize(2);
    assertThat(started).containsOnlyOnce("bad");
  }

  @Test
  void whatIsCertainEnoughLeavesTheTimeToTheOthers() {
    paired.run(
        List.of("a", "b"), pairs -> pairs.millis().contains(102.0) || hasTwo(pairs), done -> true);
    assertThat(started).containsExactly("twin", "a", "twin", "b", "b", "twin");
  }

  @Test
  void endsWhenThereIsNoMoreTime() {
    paired.run(List.of("a"), pairs -> false, done -> done < 3);
    assertThat(started).containsExactly("twin", "a", "a", "twin", "twin", "a");
  }

  @Test
  void withoutTheTwinAStartStandsForItself() {
    PairedRounds<String> alone = new PairedRounds<>(Optional.empty(), this::start);
    PairedRounds.Pairs pairs =
        alone.run(List.of("a"), PairedRoundsTest::hasTwo, done -> true).get("a");
    assertThat(pairs.twinMillis()).isEmpty();
    assertThat(pairs.estimate()).contains(new Estimate(101.5, 101, 102, 2));
    assertThat(alone.noise(5)).isEmpty();
  }

  @Test
  void aTwinThatFailsLeavesNoDifference() {
    PairedRounds.Pairs pairs =
        new PairedRounds<>(Optional.of("bad twin"), this::start)
            .run(List.of("a"), PairedRoundsTest::hasTwo, done -> true)
            .get("a");
    assertThat(pairs.millis()).hasSize(2);
    assertThat(pairs.twinMillis()).isEmpty();
  }

  @Test
  void noiseIsTheTwinAgainstItself() {
    assertThat(paired.noise(3)).contains(new Estimate(1, -1, 1, 3));
    assertThat(started).hasSize(6).containsOnly("twin");
  }

  @Test
  void aTwinThatFailsOnceCostsOnePair() {
    failing.add(4);
    PairedRounds.Pairs pairs = paired.run(List.of("a"), done -> false, done -> done < 3).get("a");
    assertThat(pairs.starts()).hasSize(3);
    assertThat(pairs.millis()).as("gross, of the same pairs").containsExactly(102.0, 106.0);
    assertThat(pairs.twinMillis()).containsExactly(101.0, 105.0);
    assertThat(pairs.estimate()).contains(new Estimate(1, 1, 1, 2));
    assertThat(pairs.failure()).isEmpty();
  }

  @Test
  void noiseIsNeverAWholeStart() {
    failing.add(1);
    assertThat(paired.noise(3)).contains(new Estimate(0, -1, 1, 2));
    started.clear();
    failing.addAll(List.of(4, 5));
    assertThat(paired.noise(3)).as("no pair is complete").isEmpty();
  }
}
