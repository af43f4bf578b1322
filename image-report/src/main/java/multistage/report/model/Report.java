package multistage.report.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All that one run found out: what {@code report.json} holds, and the one source of everything that
 * is shown.
 *
 * <p>{@code ReportBuilder} is made of this by the compiler.
 *
 * @param recordedAt when the run began
 * @param engine what built and ran the images
 * @param engineShare how long the engine itself takes to start a container, where a start was
 *     measured
 * @param noise the machine's, measured before the starts that this run timed; empty in reports from
 *     before it was, or without a bare server
 * @param baseImages what the variants' Dockerfiles start from, by reference
 * @param variants a row each, in the order of their IDs
 * @param phases where the run's time went, in the order of the run
 */
@RecordBuilder
@RecordBuilder.Options(
    builderMethodName = "empty",
    copyMethodName = "of",
    useImmutableCollections = true)
public record Report(
    Instant recordedAt,
    Engine engine,
    Optional<EngineShare> engineShare,
    Optional<Noise> noise,
    List<BaseImage> baseImages,
    List<Row> variants,
    List<Phase> phases)
    implements ReportBuilder.With {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when two rows are of the same variant, or a row's changes
   *     aren't what its image differs by
   */
  public Report {
    baseImages = List.copyOf(baseImages);
    variants = List.copyOf(variants);
    phases = List.copyOf(phases);
    Set<VariantId> ids = new HashSet<>();
    for (Row row : variants) {
      if (!ids.add(row.id())) {
        throw new IllegalArgumentException("there are two rows " + row.id());
      }
    }
    Map<VariantId, Row> byId =
        variants.stream().collect(Collectors.toMap(Row::id, Function.identity()));
    variants.forEach(row -> row.difference().ifPresent(each -> requireSum(row, each, byId)));
  }

  private static void requireSum(Row row, SourceDifference difference, Map<VariantId, Row> byId) {
    long is =
        Optional.ofNullable(byId.get(difference.from())).flatMap(Row::image).stream()
            .flatMap(from -> row.image().stream().map(own -> own.fileBytes() - from.fileBytes()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        row.id()
                            + " is compared with "
                            + difference.from()
                            + ", whose image isn't there"));
    if (difference.fileBytes() != is) {
      throw new IllegalArgumentException(
          row.id()
              + " differs from "
              + difference.from()
              + " by "
              + is
              + " file bytes, its changes by "
              + difference.fileBytes());
    }
  }

  /**
   * This report with rows of another one in place of some of its own. What sets a row apart from
   * the one that it is compared with holds only between what both were in one report: a row whose
   * counterpart is another now has no difference.
   *
   * @param isReplaced which rows give way, where the other report has one of that variant
   */
  public Report withRowsOf(Report other, Predicate<Row> isReplaced) {
    Map<VariantId, Report> origins = new HashMap<>();
    for (Row row : variants) {
      boolean isOther = isReplaced.test(row) && other.row(row.id()).isPresent();
      origins.put(row.id(), isOther ? other : this);
    }
    return withVariants(
        variants.stream()
            .map(row -> origins.get(row.id()).row(row.id()).orElseThrow())
            .map(
                row ->
                    row.withDifference(
                        row.difference()
                            .filter(
                                difference ->
                                    isSameImage(
                                        origins.get(row.id()).row(difference.from()),
                                        Optional.ofNullable(origins.get(difference.from()))
                                            .flatMap(origin -> origin.row(difference.from()))))))
            .toList());
  }

  /** The same image of the same Dockerfile. */
  private static boolean isSameImage(Optional<Row> one, Optional<Row> other) {
    return one.flatMap(Row::image).equals(other.flatMap(Row::image))
        && one.flatMap(Row::annotation).equals(other.flatMap(Row::annotation));
  }

  /** The row of that variant, if the report has one. */
  public Optional<Row> row(VariantId id) {
    return variants.stream().filter(row -> row.id().equals(id)).findFirst();
  }

  /** The base image of that name, where the report knows it. */
  public Optional<BaseImage> baseImage(String reference) {
    return baseImages.stream().filter(base -> base.reference().equals(reference)).findFirst();
  }
}
