package multistage.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import multistage.report.engine.DockerEngine;
import multistage.report.model.Builder;
import multistage.report.model.Report;
import multistage.report.process.Progress;
import multistage.report.run.FullReport;
import multistage.report.run.ReportFiles;
import picocli.CommandLine.Option;

/** The options of a run. {@code mvn verify} has the same, as in {@code -Dstarts=3}. */
final class RunOptions {
  @Option(
      names = "--root",
      defaultValue = ".",
      description = "the directory above dockerfiles/ and webserver-*/ (default: this one)")
  private Path root;

  @Option(
      names = "--variants",
      defaultValue = "*",
      description = "which variants, such as go/*,java/multi-stage-jlink (default: all)")
  private String variants;

  @Option(
      names = "--output",
      defaultValue = "report",
      description =
          "the directory for report.json and the files that are generated from it"
              + " (default: ${DEFAULT-VALUE})")
  Path output;

  @Option(
      names = "--starts",
      defaultValue = "5",
      description =
          "how often to time each start (default: ${DEFAULT-VALUE}); memory is asked for as often, but"
              + " at most three times")
  int starts;

  @Option(
      names = "--remeasure",
      description =
          "check and measure all images again, even if the output directory has the results of an"
              + " earlier run")
  private boolean remeasure;

  @Option(
      names = "--stages",
      description =
          "also read the stages that stay on the builder, so that their lines have figures;"
              + " --rebuild does so, too")
  private boolean stages;

  @Option(
      names = "--reproducible",
      description =
          "build each image twice more, without cache, and report whether both have the same"
              + " layers, or what differs")
  private boolean reproducible;

  @Option(
      names = "--rebuild",
      description =
          "build each variant again, without the cache and after one changed line of its server, and"
              + " report times and changed layers")
  private boolean rebuild;

  @Option(
      names = "--builder",
      defaultValue = "buildkit",
      description =
          "what builds the variants that don't need BuildKit: buildkit or classic"
              + " (default: ${DEFAULT-VALUE})")
  private Builder builder;

  /** Makes the full report. Whatever it has found out so far is in the output directory. */
  FullReport.Result run(DockerEngine engine, Progress progress) throws IOException {
    Optional<Report> earlier = ReportFiles.putAside(output, progress);
    FullReport.Result result =
        new FullReport(
                new FullReport.Options(
                    root.toAbsolutePath().normalize(),
                    variants,
                    Main.cacheFolder(),
                    starts,
                    Main.labRecord(),
                    earlier.filter(figures -> !remeasure),
                    stages || rebuild,
                    reproducible,
                    rebuild,
                    builder),
                engine,
                progress,
                Clock.systemUTC())
            .run(unfinished -> ReportFiles.keepUnfinished(output, unfinished));
    ReportFiles.write(output, result.report());
    return result;
  }
}
