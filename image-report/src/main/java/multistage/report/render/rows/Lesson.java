package multistage.report.render.rows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.Image;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Topic;
import multistage.report.model.VariantId;
import multistage.report.render.image.Purpose;
import multistage.report.render.text.Units;

/**
 * What a server's rows teach: how small the smallest image for production is, against the single
 * stage. It is meant for production, was started here, and passed. Images that differ by less than
 * a hundredth are equally small: among them, the one that is to be used stands for all.
 *
 * @param server the server
 * @param singleStage the image that it is compared with
 * @param variant the variant with the smallest image
 * @param smallest that image
 */
public record Lesson(String server, Image singleStage, VariantId variant, Image smallest) {
  /** What readers call the servers whose directories have shorter names. */
  private static final Map<String, String> NAMES =
      Map.of("chi", "Go with chi", "spring", "Spring Boot");

  /** Sizes that differ by less are the same. */
  private static final double TIE = 0.01;

  /** What is left of something that is gone. */
  private static final double GONE = 0.1;

  /** The least share of all bytes that a sentence names. */
  private static final double WORTH_NAMING = 0.05;

  /** A lesson for each server that has one. */
  public static List<Lesson> of(Report report) {
    return new Comparison(report)
        .servers().stream().flatMap(server -> of(report, server).stream()).toList();
  }

  private static Optional<Lesson> of(Report report, String server) {
    List<Row> candidates =
        report.variants().stream()
            .filter(row -> row.id().server().equals(server) && isForProduction(row))
            .toList();
    long least = candidates.stream().mapToLong(Lesson::fileBytes).min().orElse(0);
    return candidates.stream()
        .filter(row -> fileBytes(row) <= least * (1 + TIE))
        .min(
            Comparator.comparing((Row row) -> row.useFor().isEmpty())
                .thenComparing(row -> row.topic() != Topic.SIZE)
                .thenComparing(Lesson::fileBytes)
                .thenComparing(Row::id))
        .flatMap(
            row ->
                new Comparison(report)
                    .singleStage(row.id())
                    .filter(single -> single.fileBytes() > fileBytes(row))
                    .map(
                        single -> new Lesson(server, single, row.id(), row.image().orElseThrow())));
  }

  private static boolean isForProduction(Row row) {
    return row.forProduction()
        && row.status() == Outcome.PASSED
        && row.platform().isEmpty()
        && row.image().isPresent();
  }

  private static long fileBytes(Row row) {
    return row.image().orElseThrow().fileBytes();
  }

  /** How much smaller the smallest image is, as in {@code 151x smaller}. */
  public String factor() {
    return Units.factor(smallest.fileBytes(), singleStage.fileBytes());
  }

  /** The best of all lessons in a few words. */
  public static String headline(List<Lesson> lessons) {
    return lessons.stream()
        .min(
            Comparator.comparingDouble(
                each -> 1.0 * each.smallest.fileBytes() / each.singleStage.fileBytes()))
        .map(best -> "Same answer, " + best.factor())
        .orElse("No row of this report can be compared with its server's single stage.");
  }

  /** What the single stages had and the smallest images don't, and what these still have. */
  public static Optional<String> whatWent(List<Lesson> lessons) {
    Map<Purpose, Long> before = sums(lessons.stream().map(Lesson::singleStage));
    Map<Purpose, Long> after = sums(lessons.stream().map(Lesson::smallest));
    long all = before.values().stream().mapToLong(Long::longValue).sum();
    long left = after.values().stream().mapToLong(Long::longValue).sum();
    List<Purpose> gone =
        before.entrySet().stream()
            .filter(entry -> entry.getValue() >= all * WORTH_NAMING)
            .filter(entry -> after.get(entry.getKey()) < entry.getValue() / 2.0)
            .sorted(Map.Entry.<Purpose, Long>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList();
    List<String> went =
        gone.stream()
            .map(
                purpose ->
                    after.get(purpose) > Math.min(before.get(purpose) * GONE, left * WORTH_NAMING)
                        ? "most of " + purpose.gone()
                        : purpose.gone())
            .toList();
    // Of what mostly went, only a part with a name of its own can be said to have stayed.
    List<Purpose> stayed =
        after.entrySet().stream()
            .filter(entry -> entry.getValue() > 0 && entry.getValue() >= left * WORTH_NAMING)
            .map(Map.Entry::getKey)
            .filter(purpose -> !gone.contains(purpose) || !purpose.left().equals(purpose.gone()))
            .toList();
    if (went.isEmpty() || stayed.isEmpty()) {
      return Optional.empty();
    }
    List<Map<Purpose, Long>> images =
        lessons.stream().map(Lesson::smallest).map(Purpose::of).toList();
    Map<Boolean, List<String>> byAll =
        stayed.stream()
            .collect(
                Collectors.partitioningBy(
                    purpose -> images.stream().allMatch(bytes -> bytes.get(purpose) > 0),
                    Collectors.mapping(Purpose::left, Collectors.toList())));
    boolean isOne = lessons.size() == 1;
    return Optional.of(
        (isOne ? "The smallest image leaves out " : "The smallest images leave out ")
            + enumerated(went)
            + "."
            + kept(
                isOne ? " It keeps " : byAll.get(false).isEmpty() ? " They keep " : " All keep ",
                byAll.get(true))
            + kept(" Some keep ", byAll.get(false)));
  }

  private static String kept(String who, List<String> parts) {
    return parts.isEmpty() ? "" : who + enumerated(parts) + ".";
  }

  /** As in {@code the compiler, a shell, and a cache}. */
  private static String enumerated(List<String> parts) {
    int last = parts.size() - 1;
    return last < 2
        ? String.join(" and ", parts)
        : String.join(", ", parts.subList(0, last)) + ", and " + parts.get(last);
  }

  private static Map<Purpose, Long> sums(Stream<Image> images) {
    List<Map<Purpose, Long>> all = images.map(Purpose::of).toList();
    return Arrays.stream(Purpose.values())
        .collect(
            Collectors.toMap(
                purpose -> purpose,
                purpose -> all.stream().mapToLong(bytes -> bytes.get(purpose)).sum(),
                Long::sum,
                () -> new EnumMap<>(Purpose.class)));
  }

  /** What readers call a server: {@code Go} for {@code go}. */
  public static String name(String server) {
    return NAMES.getOrDefault(
        server, Character.toUpperCase(server.charAt(0)) + server.substring(1));
  }
}
