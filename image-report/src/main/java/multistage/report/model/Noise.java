package multistage.report.model;

/**
 * How far the machine is from measuring the same twice: a bare server timed against itself, before
 * anything else.
 *
 * @param difference it would be nothing on a machine that does nothing else
 */
public record Noise(Estimate difference) {
  /**
   * With more, the times of the images can't be told apart either, and none are shown. The slowest
   * images that this project compares, those of Java, take some hundred milliseconds longer than
   * the fastest.
   */
  public static final int MAX_MILLIS = 100;

  /** Whether times that are measured now say anything. */
  public boolean isBearable() {
    return difference.mostMillis() <= MAX_MILLIS;
  }

  /** What it means for the times, in a sentence. */
  public String inWords() {
    return "Measured against itself, a bare server's start differs by up to "
        + Math.round(difference.mostMillis())
        + " ms on this machine"
        + (isBearable()
            ? "."
            : ", which is more than "
                + MAX_MILLIS
                + ": no start was timed. Something else keeps the machine busy; run it again when"
                + " that has ended.");
  }
}
