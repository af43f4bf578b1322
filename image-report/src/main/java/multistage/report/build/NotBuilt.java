package multistage.report.build;

import multistage.report.model.Outcome;
import multistage.report.model.Variant;

/**
 * A variant without an image.
 *
 * @param status whether it was left out or its build failed
 * @param reason why
 */
public record NotBuilt(Variant variant, Outcome status, String reason) implements BuildResult {
  /** One that can't be built here. */
  static NotBuilt skipped(Variant variant, String reason) {
    return new NotBuilt(variant, Outcome.SKIPPED, reason);
  }

  /** One that should have been built. */
  static NotBuilt failed(Variant variant, String reason) {
    return new NotBuilt(variant, Outcome.FAILED, reason);
  }
}
