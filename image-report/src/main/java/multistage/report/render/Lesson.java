package multistage.report.render;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import multistage.image.Image;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;

/**
 * What a server's rows teach: how small the smallest image is that can be defended, against the
 * single stage. It can be defended if it is meant for production, was started here, and passed.
 *
 * @param server the server
 * @param singleStage the image that it is compared with
 * @param variant the variant with the smallest image
 * @param smallest that image
 */
record Lesson(String server, Image singleStage, VariantId variant, Image smallest) {

  /** A lesson for each server that has one. */
  static List<Lesson> of(Report report) {
    return new Comparison(report)
        .servers().stream().flatMap(server -> of(report, server).stream()).toList();
  }

  private static Optional<Lesson> of(Report report, String server) {
    Comparison comparison = new Comparison(report);
    return report.variants().stream()
        .filter(row -> row.id().server().equals(server) && canBeDefended(row))
        .min(Comparator.comparingLong((Row row) -> fileBytes(row)).thenComparing(Row::id))
        .flatMap(
            row ->
                comparison
                    .singleStage(row.id())
                    .filter(single -> single.fileBytes() > fileBytes(row))
                    .map(
                        single -> new Lesson(server, single, row.id(), row.image().orElseThrow())));
  }

  private static boolean canBeDefended(Row row) {
    return row.forProduction()
        && row.status() == Outcome.PASSED
        && row.startup().isPresent()
        && row.image().isPresent();
  }

  private static long fileBytes(Row row) {
    return row.image().orElseThrow().fileBytes();
  }

  /** The smallest image's share of the single stage's bytes, as in {@code 1/151}. */
  String ratio() {
    return Units.ratio(smallest.fileBytes(), singleStage.fileBytes());
  }

  /** All lessons in one sentence. */
  static String sentence(List<Lesson> lessons) {
    if (lessons.isEmpty()) {
      return "No row of this report can be compared with its server's single stage.";
    }
    Lesson first = lessons.get(0);
    List<String> others =
        lessons.stream().skip(1).map(each -> each.ratio() + " for " + name(each.server())).toList();
    return "The smallest image that can be defended is "
        + first.ratio()
        + " of the single stage's"
        + (others.isEmpty() ? "" : " for " + name(first.server()))
        + (others.size() < 2 ? "" : ", " + String.join(", ", others.subList(0, others.size() - 1)))
        + (others.isEmpty() ? "" : ", and " + others.get(others.size() - 1))
        + ".";
  }

  /** A server's name as a word: {@code Go} for {@code go}. */
  static String name(String server) {
    return Character.toUpperCase(server.charAt(0)) + server.substring(1);
  }
}
