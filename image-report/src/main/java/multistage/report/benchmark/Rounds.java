package multistage.report.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Something is tried with all items in turn, again and again. */
final class Rounds {
  /** A server that doesn't come up takes half a minute each time: that is the others' time. */
  static final int MOST_FAILURES = 2;

  private Rounds() {}

  /**
   * Tries it.
   *
   * @param most how many rounds there are
   * @param attempt says whether it went well; an item that has failed {@link #MOST_FAILURES} times
   *     isn't tried again
   * @param goOn is told how many rounds are done, and says whether there is to be another
   */
  static <T> void run(List<T> items, int most, Predicate<T> attempt, IntPredicate goOn) {
    Map<T, Integer> failures = new HashMap<>();
    for (int round = 1; round <= most; round++) {
      for (T item : items) {
        if (failures.getOrDefault(item, 0) < MOST_FAILURES && !attempt.test(item)) {
          failures.merge(item, 1, Integer::sum);
        }
      }
      if (!goOn.test(round)) {
        return;
      }
    }
  }
}
