package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.image.compare.Reproducibility;
import multistage.report.engine.DockerEngine;
import multistage.report.model.Check;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.process.Progress;
import multistage.report.render.data.ReportSchema;
import multistage.report.run.FullReport;
import multistage.report.run.ReportFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The real thing: every variant built, proved and measured on the engine of this machine. */
class FullReportIT {
  private static final Path FOLDER = Path.of(System.getProperty("report", "target/report"));

  private static Optional<FullReport.Result> result = Optional.empty();
  private static Report report;

  @BeforeAll
  static void run() throws IOException {
    report = result().report();
  }

  /**
   * What the run came to; it is made for whoever asks first. Maven's {@code -Dstarts=3} is the
   * option {@code --starts=3} of {@code image-report run}.
   */
  static synchronized FullReport.Result result() throws IOException {
    if (result.isEmpty()) {
      RunOptions options = new RunOptions();
      new CommandLine(options)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setDefaultValueProvider(
              option -> System.getProperty(((OptionSpec) option).longestName().substring(2)))
          .parseArgs("--root=" + Repository.ROOT, "--output=" + FOLDER);
      result = Optional.of(options.run(DockerEngine.connect(), new Progress(System.out)));
    }
    return result.get();
  }

  @TestFactory
  Stream<DynamicTest> variants() {
    return report.variants().stream()
        .map(row -> dynamicTest(row.id().toString(), () -> holds(row)));
  }

  private static void holds(Row row) {
    switch (row.status()) {
      case PASSED -> assertThat(row.checks()).filteredOn("required", true).isNotEmpty();
      case FAILED -> throw failed(row);
      case SKIPPED -> abort(row.failure().orElseThrow());
    }
  }

  /** Where in this class says nothing about a row. */
  private static AssertionError failed(Row row) {
    AssertionError failure = new AssertionError(row.failure().orElseThrow());
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  @TestFactory
  Stream<DynamicTest> isAsSmallAsPromised() throws IOException {
    return SizeGoals.of(report);
  }

  /** With {@code -Preproducible}: what a Dockerfile's comments say of two builds. */
  @TestFactory
  Stream<DynamicTest> isTheSameEachTimeAsPromised() {
    assumeTrue(
        Boolean.getBoolean("reproducible"), "what an earlier run found out was judged there");
    return report.variants().stream()
        .filter(row -> row.reproducibility().isPresent())
        .map(row -> dynamicTest(row.id().toString(), () -> isAsItsCommentsSay(row)));
  }

  private static void isAsItsCommentsSay(Row row) throws IOException {
    ReproducibilityComment comment =
        ReproducibilityComment.in(Files.readString(Repository.ROOT.resolve(row.dockerfile())));
    assumeTrue(comment != ReproducibilityComment.NONE, "its comments say nothing");
    Reproducibility found = row.reproducibility().orElseThrow();
    if (comment == ReproducibilityComment.DIFFERENT) {
      assertThat(found.isSame()).as("both builds gave the same layers").isFalse();
    } else {
      assertThat(found.largest()).as(found.reasons().toString()).isEmpty();
    }
  }

  @TestFactory
  Stream<DynamicTest> oneChangedLineCostsWhatIsPromised() {
    assumeTrue(Boolean.getBoolean("rebuild"), "what an earlier run measured was judged there");
    return RebuildGoals.of(report);
  }

  /** The check is made where the image names a cache: a step that forgets its own would pass. */
  @TestFactory
  Stream<DynamicTest> aStepWithAnAotCacheNamesIt() throws IOException {
    List<Row> trained = new ArrayList<>();
    for (Row row : report.variants()) {
      if (Files.readString(Repository.ROOT.resolve(row.dockerfile())).contains("AOTCacheOutput")) {
        trained.add(row);
      }
    }
    return trained.stream().map(row -> dynamicTest(row.id().toString(), () -> namesItsCache(row)));
  }

  private static void namesItsCache(Row row) {
    assumeTrue(row.proof().isPresent(), () -> row.failure().orElseThrow());
    assertThat(row.checks()).extracting(Check::name).contains("aotCache");
  }

  @Test
  void theReportFollowsItsSchema() throws IOException {
    ReportSchema.assertValid(FOLDER.resolve(ReportFiles.JSON));
  }

  @Test
  void allFilesCanBeMadeAgainFromTheReport() throws IOException {
    assertThat(ReportFiles.render(FOLDER)).isEqualTo(report);
  }
}
