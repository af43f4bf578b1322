package multistage.sizereport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import multistage.sizereport.model.BaseImage;
import multistage.sizereport.model.BaseImage.Origin;
import multistage.sizereport.model.Check;
import multistage.sizereport.model.Image;
import multistage.sizereport.model.Outcome;
import multistage.sizereport.model.Report;
import multistage.sizereport.model.Row;
import org.junit.jupiter.api.DynamicTest;

/** How large the images of the ladder may be, in a run of today as in the recorded one. */
final class SizeGoals {
  /** Measured on amd64 with stand-ins: of other images nothing is promised. */
  private static final List<Goal> GOALS =
      List.of(
          new Goal("go/multi-stage-stripped", "file bytes", Image::fileBytes, 5_800_000),
          new Goal("go/multi-stage-smallest", "file bytes", Image::fileBytes, 1_699_999),
          new Goal("java/multi-stage-jlink", "file bytes", Image::fileBytes, 122_000_000),
          new Goal("java/multi-stage-jlink-scratch", "file bytes", Image::fileBytes, 45_000_000),
          new Goal("java/multi-stage-jlink-scratch", "gzip bytes", Image::gzipBytes, 25_000_000));

  private final Report report;

  private SizeGoals(Report report) {
    this.report = report;
  }

  private record Goal(String id, String what, ToLongFunction<Image> bytes, long atMost) {}

  /** A test for each goal; one for a row that was left out is skipped. */
  static Stream<DynamicTest> of(Report report) {
    SizeGoals goals = new SizeGoals(report);
    return Stream.concat(
        GOALS.stream()
            .map(
                goal ->
                    dynamicTest(
                        goal.id() + ": at most " + goal.atMost() + " " + goal.what(),
                        () -> goals.holds(goal))),
        Stream.of(
            dynamicTest("go/multi-stage-scratch: the binary", goals::scratchHoldsTheBinaryAlone),
            dynamicTest(
                "go/multi-stage-alpine: base and binary",
                () -> goals.isBaseAndBinary("go/multi-stage-alpine")),
            dynamicTest(
                "go/multi-stage-distroless: base and binary",
                () -> goals.isBaseAndBinary("go/multi-stage-distroless"))));
  }

  private void holds(Goal goal) {
    assumeTrue(report.engine().architecture().equals("amd64"), "goals are for amd64");
    assumeTrue(
        report.baseImages().stream().anyMatch(base -> base.origin() == Origin.STAND_IN),
        "no run with official images is recorded yet");
    assertThat(goal.bytes().applyAsLong(image(goal.id()))).isLessThanOrEqualTo(goal.atMost());
  }

  /** To the byte: one layer, by COPY, with one entry in it. */
  private void scratchHoldsTheBinaryAlone() {
    Image scratch = image("go/multi-stage-scratch");

    assertThat(scratch.layers()).hasSize(1);
    assertThat(scratch.layers().get(0).instruction().orElseThrow())
        .startsWith("COPY")
        .endsWith(" /webserver");
    assertThat(row("go/multi-stage-scratch").checks())
        .filteredOn("name", "noShell")
        .extracting(Check::detail)
        .containsExactly("none among 1 files and folders");
  }

  private void isBaseAndBinary(String id) {
    Image image = image(id);
    String from = row(id).stages().get(row(id).stages().size() - 1).from();
    long base =
        report.baseImages().stream()
            .filter(candidate -> candidate.reference().equals(from))
            .mapToLong(BaseImage::fileBytes)
            .findFirst()
            .orElseThrow();

    assertThat(image.fileBytes()).isEqualTo(base + image("go/multi-stage-scratch").fileBytes());
  }

  private Image image(String id) {
    Row row = row(id);
    assumeTrue(row.status() != Outcome.SKIPPED, () -> row.failure().orElseThrow());
    return row.image().orElseThrow();
  }

  private Row row(String id) {
    return report.variants().stream()
        .filter(candidate -> candidate.id().toString().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no row " + id));
  }
}
