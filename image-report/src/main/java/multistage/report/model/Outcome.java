package multistage.report.model;

import java.util.Locale;

/** How a variant's row ended. */
public enum Outcome {
  /** Built, started, checked and measured. */
  PASSED,
  /** Something of that went wrong; the row says what. */
  FAILED,
  /** Not tried; the row says why. */
  SKIPPED;

  /** As reports name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
