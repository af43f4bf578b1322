package multistage.report.exercise;

import java.util.List;
import java.util.Optional;

/**
 * A way that learners take and that doesn't lead to the goal, with the hint that brings them back.
 *
 * @param name what tests call it
 * @param when the signs by which it shows; all of them have to be there
 * @param hint what to tell the learner
 */
public record WrongTurn(String name, List<Sign> when, String hint) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when a part is missing
   */
  public WrongTurn {
    if (name == null || hint == null || when == null || when.isEmpty()) {
      throw new IllegalArgumentException("a wrong turn has a name, a hint, and signs in when");
    }
    when = List.copyOf(when);
  }

  /**
   * Whether somebody has taken it. What an image lacks that there isn't says nothing: where the
   * build failed, its output has to say it.
   */
  boolean isIn(Findings findings) {
    return (findings.built() || when.stream().anyMatch(Sign.BuildSays.class::isInstance))
        && when.stream().allMatch(sign -> sign.isIn(findings));
  }

  /** The first of them that somebody has taken. */
  static Optional<WrongTurn> taken(List<WrongTurn> turns, Findings findings) {
    return turns.stream().filter(turn -> turn.isIn(findings)).findFirst();
  }
}
