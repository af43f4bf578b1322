package multistage.report.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a variant's row ended. */
public enum Outcome {
  /** Built, started, checked and measured. */
  @JsonProperty("passed")
  PASSED,
  /** Something of that went wrong; the row says what. */
  @JsonProperty("failed")
  FAILED,
  /** Not tried; the row says why. */
  @JsonProperty("skipped")
  SKIPPED
}
