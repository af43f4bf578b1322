package multistage.report.run;

import java.util.List;
import java.util.Optional;
import multistage.image.Image;
import multistage.report.annotate.AnnotatedComparison.Annotated;
import multistage.report.build.Built;
import multistage.report.model.Check;
import multistage.report.model.Variant;

/**
 * A measured variant, and what its image holds.
 *
 * @param image its layers and files, if they could be read
 * @param annotated its Dockerfile beside the image's bytes, if both could be read
 * @param checks what its files and figures showed
 * @param failure the first reason why it failed, if it did
 */
record Weighed(
    Measured measured,
    Optional<Image> image,
    Optional<Annotated> annotated,
    List<Check> checks,
    Optional<String> failure) {
  /** Copies the list. */
  Weighed {
    checks = List.copyOf(checks);
  }

  /** What is known of a variant before it was checked. */
  static Weighed onlyBuilt(Built built) {
    Checked unchecked =
        new Checked(built, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    return unfinished(Measured.nothing(unchecked), "it was checked");
  }

  /** What is known of a variant before it was measured. */
  static Weighed onlyChecked(Checked checked) {
    return unfinished(Measured.nothing(checked), "it was measured");
  }

  /** What is known of a variant before its image was read. */
  static Weighed onlyMeasured(Measured measured) {
    return unfinished(measured, "its image was read");
  }

  /** Only a report of a run that goes no further, as one that was killed, is read. */
  private static Weighed unfinished(Measured measured, String before) {
    return new Weighed(
        measured,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        measured.failure().or(() -> Optional.of("the run ended before " + before)));
  }

  Built built() {
    return measured.checked().built();
  }

  Variant variant() {
    return built().variant();
  }
}
