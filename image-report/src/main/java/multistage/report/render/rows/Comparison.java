package multistage.report.render.rows;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import multistage.image.DiffId;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.image.compare.Reproducibility;
import multistage.report.model.BaseImage.Origin;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.Engine;
import multistage.report.model.Noise;
import multistage.report.model.Outcome;
import multistage.report.model.Rebuild;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Stage;
import multistage.report.model.Startup;
import multistage.report.model.VariantId;
import multistage.report.render.text.PlainText;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;

/** A report's rows side by side: in which order, against which row, on which base images. */
public record Comparison(Report report) {
  /** The name of the variant that a server's others are compared with. */
  private static final String SINGLE_STAGE = "single-stage";

  private static final Comparator<Row> LARGEST_FIRST =
      Comparator.comparing(
              (Row row) -> row.image().map(Image::fileBytes).orElse(-1L), Comparator.reverseOrder())
          .thenComparing(Row::id);

  /** Server by server, from the largest image to the smallest, rows without an image last. */
  public List<Row> rows() {
    return servers().stream()
        .flatMap(
            server ->
                report.variants().stream()
                    .filter(row -> row.id().server().equals(server))
                    .sorted(LARGEST_FIRST))
        .toList();
  }

  /** The servers: the one that gets smallest first, those without an image last. */
  public List<String> servers() {
    return report.variants().stream()
        .map(row -> row.id().server())
        .distinct()
        .sorted(Comparator.comparingLong(this::smallest).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private long smallest(String server) {
    return report.variants().stream()
        .filter(row -> row.id().server().equals(server))
        .flatMap(row -> row.image().stream())
        .mapToLong(Image::fileBytes)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** How its size compares with that of its server's single stage, if it isn't that itself. */
  public Optional<String> factor(Row row) {
    return row.image()
        .filter(image -> !isSingleStage(row))
        .flatMap(
            image ->
                singleStage(row.id())
                    .map(base -> Units.factor(image.fileBytes(), base.fileBytes())));
  }

  /** The image that this variant's is compared with, if it was built and isn't empty. */
  public Optional<Image> singleStage(VariantId id) {
    return singleStageRow(id).flatMap(Row::image).filter(image -> image.fileBytes() > 0);
  }

  /** The row that this variant's is compared with, if the report has it. */
  public Optional<Row> singleStageRow(VariantId id) {
    return report.row(new VariantId(id.server(), SINGLE_STAGE));
  }

  /** Whether it is the row that its server's others are compared with. */
  public boolean isSingleStage(Row row) {
    return row.id().name().equals(SINGLE_STAGE);
  }

  /** Whether it is the row that stands for its server's smallest image for production. */
  public boolean isSmallest(Row row) {
    return lessons().stream().anyMatch(lesson -> lesson.variant().equals(row.id()));
  }

  /**
   * Which place the row has by its start, as {@link Times#places} says; none without a time whose
   * interval is known.
   */
  public Optional<Integer> startPlace(Row row) {
    return Optional.ofNullable(Times.places(report.variants()).get(row.id()));
  }

  /** The other rows that have the same image: their figures are one and the same. */
  public List<VariantId> sameImage(Row row) {
    return report.variants().stream()
        .filter(other -> !other.id().equals(row.id()) && isSameImage(row, other))
        .map(Row::id)
        .toList();
  }

  /** By its ID, or by its layers where it was measured once: a build may write its own time. */
  private static boolean isSameImage(Row row, Row other) {
    return row.image().isPresent()
        && other.image().isPresent()
        && (row.image().get().id().equals(other.image().get().id())
            || layers(row).equals(layers(other))
                && row.startup().isPresent()
                && row.startup().map(Startup::millis).equals(other.startup().map(Startup::millis)));
  }

  private static List<DiffId> layers(Row row) {
    return row.image().orElseThrow().layers().stream().map(Layer::diffId).toList();
  }

  /** {@code same image as go/multi-stage-scratch}, for a row that isn't the only one with it. */
  public Optional<String> sameImageInWords(Row row) {
    List<VariantId> others = sameImage(row);
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "same image as "
                + others.stream().map(VariantId::toString).collect(Collectors.joining(", ")));
  }

  /** Why new images have no times, where the machine was too busy. */
  public Optional<String> tooNoisy() {
    return report.noise().filter(noise -> !noise.isBearable()).map(Noise::inWords);
  }

  /** What each server's rows teach. */
  public List<Lesson> lessons() {
    return Lesson.of(report);
  }

  /** Whether one of the row's stages starts from a stand-in. */
  public boolean usesStandIn(Row row) {
    return row.stages().stream()
        .map(Stage::from)
        .flatMap(reference -> report.baseImage(reference).stream())
        .anyMatch(base -> base.origin() == Origin.STAND_IN);
  }

  /** Whether any row does. */
  public boolean usesStandIns() {
    return report.variants().stream().anyMatch(this::usesStandIn);
  }

  /** Whether any row is only there to show how far one can go. */
  public boolean hasRowsNotForProduction() {
    return !report.variants().stream().allMatch(Row::forProduction);
  }

  /** Which figures are over a ceiling that doesn't fail a row. */
  public List<String> warnings() {
    return rows().stream()
        .flatMap(
            row ->
                row.checks().stream()
                    .filter(Check::isWarning)
                    .map(
                        check ->
                            row.id()
                                + ": "
                                + ((CheckId.Budget) check.id()).figure()
                                + " "
                                + PlainText.oneLine(check.detail())))
        .toList();
  }

  /** What the images were built and started with. */
  public String engine() {
    Engine engine = report.engine();
    return "%s %s (API %s, %s) on %s"
        .formatted(
            engine.name(),
            engine.version(),
            engine.apiVersion(),
            engine.storage(),
            engine.platform());
  }

  /** How many rows ended in which way. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%d passed, %d failed, %d skipped",
        count(Outcome.PASSED),
        count(Outcome.FAILED),
        count(Outcome.SKIPPED));
  }

  /**
   * How many rows gave the same layers when they were built twice, where that was tried, and when
   * the first of them was, if they weren't all on one day.
   */
  public Optional<String> reproducible() {
    List<Reproducibility> checked =
        report.variants().stream().flatMap(row -> row.reproducibility().stream()).toList();
    return checked.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Built twice without cache %s: %d of %d rows gave the same layers",
                Units.days(checked.stream().map(Reproducibility::checkedAt).toList()),
                checked.stream().filter(Reproducibility::isSame).count(),
                checked.size()));
  }

  /**
   * When a row was built again: a report that doesn't say so is from before figures were taken over
   * from another run.
   */
  public Instant measuredAt(Rebuild rebuild) {
    return rebuild.measuredAt().orElse(report.recordedAt());
  }

  private long count(Outcome outcome) {
    return report.variants().stream().filter(row -> row.status() == outcome).count();
  }
}
