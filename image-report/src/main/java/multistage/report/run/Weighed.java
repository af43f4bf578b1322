package multistage.report.run;

import java.util.List;
import java.util.Optional;
import multistage.image.Image;
import multistage.report.build.Built;
import multistage.report.model.Check;
import multistage.report.model.Variant;

/**
 * A measured variant, and what its image holds.
 *
 * @param image its layers and files, if they could be read
 * @param checks what its files showed
 * @param failure the first reason why it failed, if it did
 */
record Weighed(
    Measured measured, Optional<Image> image, List<Check> checks, Optional<String> failure) {
  /** Copies the list. */
  Weighed {
    checks = List.copyOf(checks);
  }

  Built built() {
    return measured.checked().built();
  }

  Variant variant() {
    return built().variant();
  }
}
