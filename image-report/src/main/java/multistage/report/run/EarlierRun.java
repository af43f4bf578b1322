package multistage.report.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.report.build.Built;
import multistage.report.engine.EngineWatch;
import multistage.report.engine.StoredImage;
import multistage.report.judge.Inspection;
import multistage.report.model.BaseImage;
import multistage.report.model.Check;
import multistage.report.model.Engine;
import multistage.report.model.EngineShare;
import multistage.report.model.Noise;
import multistage.report.model.Outcome;
import multistage.report.model.Proof;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;

/**
 * What an earlier run found out. What it measured and proved of a running container still holds for
 * an image that is the same to the byte, on the same engine, and if this same program saw it.
 */
final class EarlierRun {
  private final Optional<Report> report;
  private final Function<StoredImage, Optional<Digest>> configId;

  /**
   * A run on that engine follows this one.
   *
   * @param report what the earlier run left, if there was one
   * @param configId the digest of the configuration of an image, where that has been read
   */
  EarlierRun(
      Optional<Report> report, Engine engine, Function<StoredImage, Optional<Digest>> configId) {
    this.report = report.filter(earlier -> earlier.engine().equals(engine));
    this.configId = configId;
  }

  /**
   * What two runs left: the latest report, with the rows of the one before that it found nothing
   * out about.
   */
  static Report both(Report before, Report latest) {
    if (!before.engine().equals(latest.engine())) {
      return latest.variants().stream().anyMatch(EarlierRun::isFoundOut) ? latest : before;
    }
    return latest
        .withRowsOf(before, row -> !isFoundOut(row))
        .with(
            report ->
                report
                    .engineShare(latest.engineShare().or(before::engineShare))
                    .noise(latest.noise().or(before::noise))
                    .baseImages(baseImages(before, latest)));
  }

  /** Those of the latest, and what the rows of the one before start from. */
  private static List<BaseImage> baseImages(Report before, Report latest) {
    Map<String, BaseImage> byReference = new TreeMap<>();
    Stream.of(before, latest)
        .flatMap(report -> report.baseImages().stream())
        .forEach(base -> byReference.put(base.reference(), base));
    return List.copyOf(byReference.values());
  }

  /** Of an image whose engine ended before all was done, the run before may know more. */
  private static boolean isFoundOut(Row row) {
    return row.image().isPresent() && row.failure().filter(EngineWatch::isReason).isEmpty();
  }

  /**
   * The row whose figures still hold.
   *
   * @param checked what the image is now, and which program proved it: another one may measure
   *     otherwise, too
   * @param starts how many starts have to have been timed
   * @param net whether a run can tell what is the engine's own share of them
   */
  Optional<Row> measured(Checked checked, int starts, boolean net) {
    return passed(checked.built())
        .filter(row -> isOfOneProgram(row.proof(), checked.proof()))
        .filter(row -> row.startup().filter(start -> isEnough(start, starts, net)).isPresent());
  }

  /**
   * What a run with the same program saw. What is required can have changed since; what files show
   * is looked at again.
   *
   * @param program the digest of this program
   */
  Optional<Checked> checked(Built built, Digest program) {
    return passed(built)
        .filter(row -> row.proof().filter(proof -> proof.program().equals(program)).isPresent())
        // Perhaps it can be made by now.
        .filter(row -> row.checks().stream().noneMatch(Check::notMade))
        .map(
            row ->
                new Checked(
                    built,
                    Optional.empty(),
                    row.proof(),
                    row.checks().stream()
                        .flatMap(check -> asRequiredNow(check, built.variant()).stream())
                        .toList(),
                    Optional.empty()));
  }

  private static boolean isOfOneProgram(Optional<Proof> before, Optional<Proof> now) {
    return before.isPresent() && before.map(Proof::program).equals(now.map(Proof::program));
  }

  private static Optional<Check> asRequiredNow(Check check, Variant variant) {
    return check
        .check()
        .filter(name -> !Inspection.NAMES.contains(name))
        .map(name -> check.requiredAs(variant.requires(name)));
  }

  /** A row with the same image, which no build of this run has made. */
  private Optional<Row> passed(Built built) {
    return built.isNew()
        ? Optional.empty()
        : configId
            .apply(built.image())
            .flatMap(image -> row(built.variant().id(), image))
            .filter(row -> row.status() == Outcome.PASSED);
  }

  private Optional<Row> row(VariantId id, Digest image) {
    return row(id, earlier -> earlier.id().equals(image));
  }

  private Optional<Row> row(VariantId id, Predicate<Image> isTheOne) {
    return report
        .flatMap(earlier -> earlier.row(id))
        .filter(row -> row.image().filter(isTheOne).isPresent());
  }

  /**
   * What is only found out when somebody asks, and still holds: a benchmark, where its image is the
   * same; what building it twice came to, where its layers are; and what building it again took, if
   * it is also built from the same. These hold for images that this run didn't start, or not often
   * enough, and for those that failed a check.
   *
   * <p>Layers tell what builds give, not the image: BuildKit writes the time at which it built a
   * step into the configuration.
   *
   * @param builtFrom the digest of what a variant is built from, if it can be told; asked only
   *     where it matters
   */
  Extras extras(Weighed weighed, Function<Built, Optional<Digest>> builtFrom) {
    if (weighed.image().isEmpty()) {
      return Extras.NONE;
    }
    VariantId id = weighed.variant().id();
    Image image = weighed.image().get();
    Optional<Row> same = row(id, earlier -> haveTheSameLayers(earlier, image));
    return new Extras(
        same.flatMap(Row::reproducibility),
        // A version that compressed otherwise told other bytes to push.
        same.filter(row -> row.image().orElseThrow().gzipBytes().equals(image.gzipBytes()))
            .flatMap(Row::rebuild)
            .filter(rebuild -> rebuild.builtFrom().isPresent())
            .filter(rebuild -> rebuild.builtFrom().equals(builtFrom.apply(weighed.built()))),
        row(id, image.id()).flatMap(Row::benchmark),
        Optional.empty());
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

  /** What the machine's noise was. */
  Optional<Noise> noise() {
    return report.flatMap(Report::noise);
  }

  private static boolean isEnough(Startup startup, int starts, boolean net) {
    return startup.millis().size() >= starts && (!net || startup.net().isPresent());
  }
}
