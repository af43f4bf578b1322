package multistage.report.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private final List<String> tried = new ArrayList<>();

  private boolean attempt(String item, boolean works) {
    tried.add(item);
    return works;
  }

  @Test
  void takesAllInTurn() {
    Rounds.run(List.of("a", "b"), 3, item -> attempt(item, true), done -> true);
    assertThat(tried).containsExactly("a", "b", "a", "b", "a", "b");
  }

  @Test
  void oneThatFailsCostsTheOthersNoRoundAndLittleTime() {
    Rounds.run(List.of("a", "bad", "c"), 4, item -> attempt(item, !item.equals("bad")), d -> true);
    assertThat(tried).containsExactly("a", "bad", "c", "a", "bad", "c", "a", "c", "a", "c");
  }

  @Test
  void endsWhenThereIsNoMoreTime() {
    Rounds.run(List.of("a"), 20, item -> attempt(item, true), done -> done < 7);
    assertThat(tried).hasSize(7);
  }
}
