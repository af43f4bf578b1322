package multistage.report.render;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.model.Builder;
import multistage.report.model.Engine;
import multistage.report.model.EngineShare;
import multistage.report.model.Report;
import multistage.report.model.Row;
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
   * When and on what it was recorded, a notice if the base images are stand-ins, the table, and how
   * far to trust it, in Markdown.
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
        + builders(report)
        + ".\n\n"
        + (comparison.usesStandIns() ? NOTICE.formatted(toRoot) : "")
        + table(comparison, bases, toRoot)
        + Stream.concat(
                withoutOfficialSize(comparison, bases).stream(),
                report.engineShare().map(ResultsTable::spread).stream())
            .map(sentence -> "\n" + sentence + "\n")
            .collect(Collectors.joining());
  }

  /** Which of the two builders made how many of the images. */
  private static String builders(Report report) {
    String each =
        Stream.of(Builder.values())
            .filter(builder -> images(report, builder) > 0)
            .map(builder -> name(builder) + " " + images(report, builder))
            .collect(Collectors.joining(", "));
    return each.isEmpty() ? "" : ". Images by builder: " + each;
  }

  private static long images(Report report, Builder builder) {
    return report.variants().stream()
        .filter(row -> row.image().isPresent() && row.builder() == builder)
        .count();
  }

  private static String name(Builder builder) {
    return switch (builder) {
      case CLASSIC -> "classic";
      case BUILDKIT -> "BuildKit";
    };
  }

  /** The rows that the headline would name if somebody stated the size of their base image. */
  private static Optional<String> withoutOfficialSize(Comparison comparison, OfficialBases bases) {
    List<String> rows =
        comparison.servers().stream()
            .flatMap(
                server ->
                    comparison.rows().stream()
                        .filter(row -> row.id().server().equals(server))
                        .filter(Headline::isCandidate)
                        .min(Comparison.SMALLEST_FIRST)
                        .stream())
            .filter(row -> bases.fileBytes(row).isEmpty())
            .map(row -> "`" + row.id() + "`")
            .toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The README's headline leaves out "
                + String.join(", ", rows)
                + ": the smallest measured image of its server, but no source states the size of its"
                + " official base image.");
  }

  /** How far apart starts of one and the same image are. */
  private static String spread(EngineShare share) {
    double least = Collections.min(share.millis());
    double most = Collections.max(share.millis());
    return "The starts of the empty server alone took between "
        + Units.millis(least)
        + " and "
        + Units.millis(most)
        + ". Differences below "
        + Units.millis(most - least)
        + " aren't measurable here.";
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
                        onOfficialBase(comparison, row, bases),
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

  /** The computed size and how it compares with that of the single stage, computed as well. */
  private static String onOfficialBase(Comparison comparison, Row row, OfficialBases bases) {
    Optional<String> factor =
        bases
            .fileBytes(row)
            .filter(bytes -> !comparison.isSingleStage(row))
            .flatMap(
                bytes ->
                    comparison
                        .singleStageRow(row.id())
                        .flatMap(bases::fileBytes)
                        .map(single -> Units.factor(bytes, single)));
    return bases.fileBytes(row).map(Units::bytes).orElse("")
        + factor.map(words -> ", " + words).orElse("");
  }

  /** Nothing is measurable where the container took no longer than one with an empty server. */
  static String net(double millis) {
    return millis <= 0 ? "≈ 0 ms" : Units.millis(millis);
  }
}
