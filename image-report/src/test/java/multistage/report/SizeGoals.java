package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.Image;
import multistage.report.judge.SizeBudget;
import multistage.report.model.BaseImage;
import multistage.report.model.Check;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** How large the images of the ladder may be, in a run of today as in the recorded one. */
final class SizeGoals {
  private final Report report;

  private SizeGoals(Report report) {
    this.report = report;
  }

  /** A test for each of {@code size-budget.yaml}'s sizes, and for what is promised to the byte. */
  static Stream<DynamicTest> of(Report report) throws IOException {
    SizeGoals goals = new SizeGoals(report);
    Path file = Repository.ROOT.resolve(SizeBudget.FILE);
    SizeBudget budget = SizeBudget.parse(Files.readString(file), file.toString());
    return Stream.concat(
        report.variants().stream()
            .flatMap(
                row ->
                    budget.checks(row.id(), goals.figures(row)).stream()
                        .filter(Check::required)
                        .map(check -> dynamicTest(row.id() + ": " + check.name(), holds(check)))),
        Stream.of(
            dynamicTest("go/multi-stage-scratch: the binary", goals::scratchHoldsTheBinaryAlone),
            dynamicTest(
                "go/multi-stage-alpine: base and binary",
                () -> goals.isBaseAndBinary("go/multi-stage-alpine")),
            dynamicTest(
                "go/multi-stage-distroless: base and binary",
                () -> goals.isBaseAndBinary("go/multi-stage-distroless"))));
  }

  private static Executable holds(Check check) {
    return () -> assertThat(check.passed()).as(check.detail()).isTrue();
  }

  private SizeBudget.Figures figures(Row row) {
    return new SizeBudget.Figures(
        row.platform().orElse(report.engine().os() + "/" + report.engine().architecture()),
        row.stages().stream()
            .flatMap(stage -> report.baseImage(stage.from()).stream())
            .map(BaseImage::origin)
            .collect(Collectors.toSet()),
        row.image(),
        row.startup(),
        row.memory());
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
    // The row's own test says why there is none.
    assumeTrue(row.image().isPresent(), () -> row.failure().orElseThrow());
    return row.image().orElseThrow();
  }

  private Row row(String id) {
    return report
        .row(VariantId.parse(id))
        .orElseThrow(() -> new AssertionError("there is no row " + id));
  }
}
