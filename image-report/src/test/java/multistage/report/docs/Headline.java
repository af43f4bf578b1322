package multistage.report.docs;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.render.rows.Comparison;
import multistage.report.render.rows.Lesson;

/**
 * The front page's sentence and picture: each server's single stage and its smallest image for
 * production, both on the official base images.
 */
public final class Headline {
  private final List<Saving> savings;

  /** The headline of a report. Servers without two computed sizes are left out. */
  public Headline(Report report, OfficialBases bases) {
    Comparison comparison = new Comparison(report);
    this.savings =
        comparison.servers().stream()
            .flatMap(server -> saving(comparison, server, bases).stream())
            .toList();
  }

  private static Optional<Saving> saving(Comparison all, String server, OfficialBases bases) {
    List<Row> rows = all.rows().stream().filter(row -> row.id().server().equals(server)).toList();
    Optional<Long> before =
        rows.stream()
            .filter(row -> row.id().name().equals("single-stage"))
            .flatMap(row -> bases.fileBytes(row).stream())
            .findFirst();
    Optional<Long> after =
        rows.stream()
            .filter(Headline::isCandidate)
            .flatMap(row -> bases.fileBytes(row).stream())
            .min(Comparator.naturalOrder());
    return before.flatMap(
        single ->
            after
                .filter(smallest -> smallest < single)
                .map(smallest -> new Saving(Lesson.name(server), single, smallest)));
  }

  /** Whether its image could stand for the smallest of its server. */
  static boolean isCandidate(Row row) {
    return row.forProduction()
        && row.status() == Outcome.PASSED
        && row.image().isPresent()
        // What is for another platform wasn't timed here.
        && row.platform().isEmpty();
  }

  /**
   * One sentence, and below it the picture, in Markdown.
   *
   * @param results the document that says how the sizes are computed
   * @param picture the file with {@link #svg}
   */
  public String markdown(String results, String picture) {
    if (savings.isEmpty()) {
      throw new IllegalArgumentException("no server of this report has two sizes to compare");
    }
    return "**Same answer, up to "
        + savings.stream().max(Saving.BY_FACTOR).orElseThrow().change()
        + " than the single stage**: "
        + savings.stream().map(Saving::words).collect(Collectors.joining(", "))
        + ". [Computed]("
        + results
        + "): measured layers plus official base images' published sizes.\n\n!["
        + alt()
        + "]("
        + picture
        + ")\n";
  }

  /** What the picture says, for readers who don't see it. */
  private String alt() {
    return "Bar chart of image sizes, single stage and multi-stage: "
        + savings.stream()
            .map(saving -> saving.words() + " (" + saving.change() + ")")
            .collect(Collectors.joining(", "));
  }

  /** The picture, which follows the reader's light or dark mode. */
  public String svg() {
    return SavingsChart.svg(savings);
  }
}
