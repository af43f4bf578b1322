package multistage.report.render;

import java.util.List;
import multistage.report.model.Engine;
import multistage.report.model.Report;
import multistage.report.model.Startup;

/** All rows of a report in one table for a document, with what they come to on official bases. */
public final class ResultsTable {
  private static final String NONE = "–";

  private static final String NOTICE =
      """
      > **Built from stand-ins.** No registry was reachable, so the images are based on
      > [stand-ins](%sdockerfiles/base-images/README.md), which are made from Debian packages. Their sizes differ from those of
      > the official images. The column "With official bases" replaces them.

      """;

  private ResultsTable() {}

  /**
   * When and on what it was recorded, a notice if the base images are stand-ins, and the table, in
   * Markdown.
   *
   * @param toRoot the path from the document's directory to the repository's root
   */
  public static String of(Report report, OfficialBases bases, String toRoot) {
    Comparison comparison = new Comparison(report);
    Engine engine = report.engine();
    return "Recorded on "
        + Units.day(report.recordedAt())
        + " with "
        + Markdown.text(engine.name() + " " + engine.version() + ", " + engine.storage())
        + " on "
        + engine.platform()
        + ".\n\n"
        + (comparison.usesStandIns() ? NOTICE.formatted(toRoot) : "")
        + table(comparison, bases, toRoot);
  }

  private static String table(Comparison comparison, OfficialBases bases, String toRoot) {
    return Markdown.table(
        "lrrrrrrr",
        List.of(
            "Variant",
            "Size",
            "Against the single stage",
            "With official bases (computed)",
            "Pull size",
            "Start-up",
            "Start-up, excluding Docker's overhead",
            "Memory"),
        comparison.rows().stream()
            .map(
                row ->
                    List.of(
                        Markdown.link(row.id().toString(), toRoot + row.dockerfile())
                            + (row.forProduction() ? "" : " (not for production)"),
                        row.image()
                            .map(image -> Units.bytes(image.fileBytes()))
                            .orElse("not built"),
                        comparison.factor(row).orElse(NONE),
                        bases.fileBytes(row).map(Units::bytes).orElse(""),
                        row.image().map(image -> Units.bytes(image.gzipBytes())).orElse(NONE),
                        row.startup()
                            .map(startup -> Units.millis(startup.medianMillis()))
                            .orElse(NONE),
                        row.startup()
                            .flatMap(Startup::netMedianMillis)
                            .map(ResultsTable::net)
                            .orElse(NONE),
                        row.memory().map(memory -> Units.bytes(memory.medianBytes())).orElse(NONE)))
            .toList());
  }

  /** Nothing is measurable where the container took no longer than one with an empty server. */
  static String net(double millis) {
    return millis <= 0 ? "≈ 0 ms" : Units.millis(millis);
  }
}
