package multistage.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import multistage.report.engine.DockerEngine;
import multistage.report.model.Builder;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one run leaves for the next, in one folder. */
class ConsecutiveRunsTest {
  private static final VariantId FIRST = VariantId.parse("go/single-stage");
  private static final VariantId SECOND = VariantId.parse("go/multi-stage");

  @TempDir private Path root;
  @TempDir private Path cache;
  @TempDir private Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Progress progress = new Progress(new PrintStream(said, true));

  @BeforeEach
  void writeTwoVariants() throws IOException {
    Files.createDirectories(root.resolve("webserver-go"));
    Files.createDirectories(root.resolve("dockerfiles/go"));
    Files.writeString(dockerfile(FIRST), "# Title: First\nFROM scratch\nCOPY hello /hello\n");
    Files.writeString(
        dockerfile(SECOND),
        "# Title: Second\n# Improves on: go/single-stage\nFROM scratch\nCOPY hello /hello\n");
  }

  private Path dockerfile(VariantId id) {
    return root.resolve("dockerfiles/" + id + ".Dockerfile");
  }

  /** As the command {@code run} does. */
  private Report run(String variants, String content) throws IOException {
    Optional<Report> earlier = ReportFiles.putAside(folder, progress);
    try (PretendedEngine engine = PretendedEngine.with(content)) {
      Report report =
          new FullReport(
                  new FullReport.Options(
                      root,
                      variants,
                      cache,
                      1,
                      Optional.empty(),
                      earlier,
                      true,
                      false,
                      false,
                      Builder.CLASSIC),
                  DockerEngine.connect(engine.host()),
                  progress,
                  Clock.systemUTC())
              .run(unfinished -> ReportFiles.keepUnfinished(folder, unfinished))
              .report();
      ReportFiles.write(folder, report);
      return report;
    }
  }

  private static Row row(Report report, VariantId id) {
    return report.row(id).orElseThrow();
  }

  @Test
  void aRunOfSomeVariantsWhoseImagesChangedStopsNoLaterOne() throws IOException {
    Report full = run("*", "world");
    assertThat(row(full, SECOND).difference()).isPresent();

    Report some = run(FIRST.toString(), "another world");
    assertThat(row(some, SECOND).image()).isEmpty();

    Report merged = ReportFiles.putAside(folder, progress).orElseThrow();
    assertThat(row(merged, FIRST)).isEqualTo(row(some, FIRST));
    assertThat(row(merged, SECOND)).isEqualTo(row(full, SECOND).withDifference(Optional.empty()));

    Report last = run("*", "another world");
    assertThat(row(last, SECOND).difference()).isPresent();
    assertThat(ReportFiles.putAside(folder, progress)).contains(last);
  }

  @Test
  void aRunOfSomeVariantsWhoseImagesAreTheSameLeavesWhatSetsOthersApart() throws IOException {
    Report full = run("*", "world");
    assertThat(row(full, SECOND).difference()).isPresent();
    run(FIRST.toString(), "world");
    Report merged = ReportFiles.putAside(folder, progress).orElseThrow();
    assertThat(row(merged, SECOND)).isEqualTo(row(full, SECOND));
  }
}
