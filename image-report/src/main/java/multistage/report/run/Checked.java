package multistage.report.run;

import java.util.List;
import java.util.Optional;
import multistage.report.build.Built;
import multistage.report.model.Check;
import multistage.report.model.Proof;

/**
 * A built variant, and what checks of its running image showed.
 *
 * @param firstStartMillis how long the image's very first start took; empty where it isn't new
 * @param proof when and by what it was checked, if it got that far
 * @param failure why it couldn't be started or checked, if it couldn't
 */
record Checked(
    Built built,
    Optional<Double> firstStartMillis,
    Optional<Proof> proof,
    List<Check> checks,
    Optional<String> failure) {
  /** Copies the list. */
  Checked {
    checks = List.copyOf(checks);
  }

  /** One that failed before there was a result. */
  static Checked failed(Built built, Optional<Double> firstStartMillis, String reason) {
    return new Checked(built, firstStartMillis, Optional.empty(), List.of(), Optional.of(reason));
  }
}
