package multistage.report.engine;

import multistage.report.process.AtTheEnd;
import multistage.report.process.Progress;

/** What ends the work on one variant unexpectedly must not cost the others. */
public final class Unexpected {
  private Unexpected() {}

  /**
   * Says what ended.
   *
   * @param doing what was done, as in {@code building}
   * @param what to which variant
   * @return the reason for its row
   * @throws IllegalStateException when the process is ending: then what fails is no news of a row
   */
  public static String reason(String doing, Object what, Exception e, Progress progress) {
    AtTheEnd.requireNotEnding();
    String first = e.toString().lines().findFirst().orElse("");
    progress.say((Bug.is(e) ? "A BUG in " : "FAILED ") + doing + " " + what + ": " + first);
    return Bug.is(e) ? Bug.reason(e) : doing + " it ended unexpectedly: " + e;
  }
}
