package multistage.report.run;

import java.time.Instant;
import java.util.Optional;
import multistage.report.model.Memory;
import multistage.report.model.Row;
import multistage.report.model.Startup;

/**
 * A checked variant, and the figures of its running image.
 *
 * @param measuredAt when its start was measured
 * @param failure the first reason why it failed, if it did
 */
record Measured(
    Checked checked,
    Optional<Startup> startup,
    Optional<Memory> memory,
    Optional<Instant> measuredAt,
    Optional<String> failure) {
  /** One that wasn't started to be measured. */
  static Measured nothing(Checked checked) {
    return new Measured(
        checked, Optional.empty(), Optional.empty(), Optional.empty(), checked.failure());
  }

  /** One whose figures an earlier run measured. */
  static Measured before(Checked checked, Row row) {
    return new Measured(checked, row.startup(), row.memory(), row.measuredAt(), checked.failure());
  }
}
