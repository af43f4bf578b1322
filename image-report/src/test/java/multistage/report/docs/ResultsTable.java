package multistage.report.docs;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.model.Builder;
import multistage.report.model.Engine;
import multistage.report.model.EngineShare;
import multistage.report.model.Noise;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.render.markdown.Markdown;
import multistage.report.render.rows.Comparison;
import multistage.report.render.rows.RebuildText;
import multistage.report.render.rows.RowFigures;
import multistage.report.render.rows.RowText;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/** All rows of a report in one table for a document, with what they come to on official bases. */
record ResultsTable(Report report, Comparison comparison, OfficialBases bases, String toRoot) {
  private static final String STAND_INS =
      """

      > **Built from stand-ins.** No registry was reachable, so the images are based on
      > [stand-ins](%sdockerfiles/base-images/README.md), which are made from Debian packages. Their sizes differ from those of
      > the official images. The column "With official bases" replaces them.
      """;

  /**
   * When and on what it was recorded, a notice if the base images are stand-ins, the table, and how
   * far to trust it, in Markdown.
   *
   * @param toRoot the path from the document's directory to the repository's root
   */
  static String of(Report report, OfficialBases bases, String toRoot) {
    return new ResultsTable(report, new Comparison(report), bases, toRoot).markdown();
  }

  private String markdown() {
    Engine engine = report.engine();
    return "Recorded on %s with %s on %s%s.\n"
            .formatted(
                Units.day(report.recordedAt()),
                Markdown.text(engine.name() + " " + engine.version() + ", " + engine.storage()),
                engine.platform(),
                builders())
        + (comparison.usesStandIns() ? STAND_INS.formatted(toRoot) : "")
        + "\n"
        + Markdown.table(
            "lrrrrrrr",
            List.of(
                "Variant",
                "Size",
                "Against the single stage",
                "With official bases (computed)",
                "Pull size",
                "Start-up",
                "Net start-up",
                "Memory"),
            RowText.all(comparison).stream().map(this::cells).toList())
        + remarks().map(sentence -> "\n" + sentence + "\n").collect(Collectors.joining());
  }

  private List<String> cells(RowText row) {
    RowFigures figures = row.figures();
    return List.of(
        Markdown.link(row.id(), toRoot + row.row().dockerfile())
            + (row.forProduction() ? "" : " (not for production)")
            + comparison.sameImageInWords(row.row()).map(words -> " (" + words + ")").orElse(""),
        row.hasImage() ? figures.size() : "not built",
        figures.factor(),
        onOfficialBase(row.row()),
        figures.pullSize(),
        figures.firstAnswer(),
        figures.net(),
        figures.memory());
  }

  /** Which of the two builders made how many of the images. */
  private String builders() {
    String each =
        Stream.of(Builder.values())
            .filter(builder -> images(builder) > 0)
            .map(builder -> RebuildText.title(builder) + " " + images(builder))
            .collect(Collectors.joining(", "));
    return each.isEmpty() ? "" : ". Images by builder: " + each;
  }

  private long images(Builder builder) {
    return report.variants().stream()
        .filter(row -> row.image().isPresent() && row.builder() == builder)
        .count();
  }

  /** How far to trust the table, in sentences. */
  private Stream<String> remarks() {
    return Stream.of(withoutOfficialSize(), notForProduction(), spread()).flatMap(Optional::stream);
  }

  /** The rows that the headline would name if somebody stated the size of their base image. */
  private Optional<String> withoutOfficialSize() {
    List<String> rows =
        comparison.servers().stream()
            .flatMap(
                server ->
                    comparison.rows().stream()
                        .filter(row -> row.id().server().equals(server))
                        .filter(Headline::isCandidate)
                        .min(Comparator.comparingLong(row -> row.image().orElseThrow().fileBytes()))
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

  /** The rows that only show how far one can go, which the headline never names. */
  private Optional<String> notForProduction() {
    String rows =
        report.variants().stream()
            .filter(row -> row.image().isPresent() && !row.forProduction())
            .map(row -> "`" + row.id() + "`")
            .collect(Collectors.joining(", "));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of("The README's headline leaves out what isn't for production: " + rows + ".");
  }

  /** How far apart the starts of one and the same image are. */
  private Optional<String> spread() {
    return report
        .noise()
        .map(Noise::inWords)
        .or(
            () ->
                // As of before noise was measured by itself.
                report
                    .engineShare()
                    .map(EngineShare::millis)
                    .map(
                        millis ->
                            "The starts of the bare server alone are up to "
                                + Times.whole(Collections.max(millis) - Collections.min(millis))
                                + " apart. Two starts that are closer than that don't differ"
                                + " measurably, and a smaller net start-up may as well be"
                                + " zero."));
  }

  /** The computed size and how it compares with that of the single stage, computed as well. */
  private String onOfficialBase(Row row) {
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
}
