package multistage.report.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.report.build.Attempt;
import multistage.report.model.Engine;
import multistage.report.model.EngineShare;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;

/**
 * What an earlier run measured and proved. Of an image that is the same to the byte, on the same
 * engine, its figures still hold, and its proof if it is this same program's.
 */
final class EarlierRun {
  private final Optional<Report> report;

  /**
   * A run on that engine follows this one.
   *
   * @param report what the earlier run left, if there was one
   */
  EarlierRun(Optional<Report> report, Engine engine) {
    this.report = report.filter(earlier -> earlier.engine().equals(engine));
  }

  /**
   * The row whose figures can be taken over.
   *
   * @param image the digest of the configuration of the image that the variant has now
   * @param starts how many starts have to have been timed
   */
  Optional<Row> measured(VariantId id, Digest image, int starts) {
    return passed(id, image)
        .filter(row -> row.startup().filter(start -> isEnough(start, starts)).isPresent());
  }

  /**
   * The row whose proof can be taken over.
   *
   * @param image the digest of the configuration of the image that the variant has now
   * @param program the digest of this program
   */
  Optional<Row> proved(VariantId id, Digest image, Digest program) {
    return passed(id, image)
        .filter(row -> row.proof().filter(proof -> proof.program().equals(program)).isPresent());
  }

  private Optional<Row> passed(VariantId id, Digest image) {
    return row(id, image).filter(row -> row.status() == Outcome.PASSED);
  }

  private Optional<Row> row(VariantId id, Digest image) {
    return row(id, earlier -> earlier.id().equals(image));
  }

  private Optional<Row> row(VariantId id, Predicate<Image> isTheOne) {
    return report.stream()
        .flatMap(earlier -> earlier.variants().stream())
        .filter(row -> row.id().equals(id))
        .filter(row -> row.image().filter(isTheOne).isPresent())
        .findFirst();
  }

  /**
   * Gives a variant back what is only found out when somebody asks: a benchmark, where its image is
   * the same; what building it twice came to, where its layers are; and what building it again
   * took, if it is also built from the same. These hold for images that this run didn't start, or
   * not often enough, and for those that failed a check.
   *
   * <p>Layers tell what builds give, not the image: BuildKit writes the time at which it built a
   * step into the configuration.
   *
   * @param builtFrom the digest of what a variant is built from, if it can be told; asked only
   *     where it matters
   */
  void takeOverExtras(Attempt attempt, Function<Variant, Optional<Digest>> builtFrom) {
    VariantId id = attempt.variant.id();
    attempt
        .image()
        .flatMap(image -> row(id, image.id()))
        .flatMap(Row::benchmark)
        .ifPresent(attempt::benchmark);
    Optional<Row> same =
        attempt.image().flatMap(image -> row(id, earlier -> haveTheSameLayers(earlier, image)));
    same.flatMap(Row::reproducibility).ifPresent(attempt::reproducibility);
    // A version that compressed otherwise told other bytes to push.
    same.filter(
            row -> row.image().map(Image::gzipBytes).equals(attempt.image().map(Image::gzipBytes)))
        .flatMap(Row::rebuild)
        .filter(rebuild -> rebuild.builtFrom().isPresent())
        .filter(rebuild -> rebuild.builtFrom().equals(builtFrom.apply(attempt.variant)))
        .ifPresent(attempt::rebuild);
  }

  private static boolean haveTheSameLayers(Image one, Image other) {
    return diffIds(one).equals(diffIds(other));
  }

  private static List<DiffId> diffIds(Image image) {
    return image.layers().stream().map(Layer::diffId).toList();
  }

  /** What the engine's own share was. */
  Optional<EngineShare> engineShare() {
    return report.flatMap(Report::engineShare);
  }

  private static boolean isEnough(Startup startup, int starts) {
    return startup.millis().size() >= starts && startup.netMedianMillis().isPresent();
  }
}
