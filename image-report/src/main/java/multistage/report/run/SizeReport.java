package multistage.report.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.DiffId;
import multistage.report.build.Attempt;
import multistage.report.build.BareServer;
import multistage.report.build.BuildSupplies;
import multistage.report.build.Builders;
import multistage.report.build.Builds;
import multistage.report.build.Candidate;
import multistage.report.build.MadeImages;
import multistage.report.build.VariantFinder;
import multistage.report.engine.BuildKit;
import multistage.report.engine.StoredImage;
import multistage.report.engine.TestcontainersEngine;
import multistage.report.measure.Inspection;
import multistage.report.measure.SizeBudget;
import multistage.report.model.BaseImage;
import multistage.report.model.Engine;
import multistage.report.model.EngineShare;
import multistage.report.model.Report;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.BadInputException;
import multistage.report.process.InputFile;
import multistage.report.process.Progress;
import multistage.report.process.SideBySide;
import multistage.report.process.TemporaryFolder;
import multistage.report.rebuild.BuiltFrom;
import multistage.report.rebuild.RepeatedBuilds;
import multistage.report.weigh.ReadingAhead;
import multistage.report.weigh.Weigher;

/** Builds, proves, measures and weighs every variant, and says what came out. */
public final class SizeReport {
  private final Options options;
  private final TestcontainersEngine engine;
  private final Progress progress;
  private final Clock clock;
  private final Engine describedEngine;
  private final Builders builders;

  /**
   * What to do.
   *
   * @param root the repository's root, above {@code dockerfiles/}
   * @param variants which variants, as {@link VariantFilter} reads it
   * @param cache the folder that keeps what was read of layers, from run to run
   * @param starts how often each variant's start is timed
   * @param record the file to note the images in that were made, for {@code ./lab --clean}
   * @param earlier what an earlier run found: figures of images that are the same still are
   * @param reproducible whether each variant is built twice more, without the engine's cache, and
   *     both images are compared
   * @param rebuild whether each variant is built again, cold and after one changed line
   */
  public record Options(
      Path root,
      String variants,
      Path cache,
      int starts,
      Optional<Path> record,
      Optional<Report> earlier,
      boolean reproducible,
      boolean rebuild) {
    /** A run that measures everything itself. */
    public Options(Path root, String variants, Path cache, int starts, Optional<Path> record) {
      this(root, variants, cache, starts, record, Optional.empty(), false, false);
    }
  }

  /** A run with that engine. */
  public SizeReport(Options options, TestcontainersEngine engine, Progress progress, Clock clock) {
    this.options = options;
    this.engine = engine;
    this.progress = progress;
    this.clock = clock;
    this.describedEngine = engine.describe();
    this.builders = new Builders(engine, new BuildKit());
  }

  /**
   * Runs everything.
   *
   * @throws BadInputException when there is nothing to run
   */
  public Report run() throws IOException {
    Instant recordedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    List<Candidate> candidates = VariantFinder.find(options.root());
    VariantFilter filter =
        VariantFilter.parse(options.variants(), candidates.stream().map(Candidate::id).toList());
    SizeBudget budget = budget(candidates);
    List<Attempt> attempts =
        candidates.stream()
            .filter(candidate -> filter.selects(candidate.id()))
            .filter(Candidate.Readable.class::isInstance)
            .map(Candidate.Readable.class::cast)
            .map(readable -> new Attempt(readable.variant()))
            .toList();

    Weigher weigher = new Weigher(engine, options.cache(), progress);
    Attempt bareServer;
    try (TemporaryFolder sources = TemporaryFolder.create("bare-server");
        BuildSupplies supplies = new BuildSupplies(options.root(), engine, progress)) {
      bareServer = new Attempt(BareServer.unpack(sources.path()));
      Builds builds =
          new Builds(
              options.root(),
              options.cache(),
              new MadeImages(options.record(), progress),
              engine,
              describedEngine,
              builders,
              progress);
      progress.phase(
          "build",
          attempts.size() + " images, each read once it is there",
          () -> build(builds, attempts, bareServer, supplies, weigher));
    }
    Measurements measurements =
        new Measurements(options.starts(), engine, describedEngine, progress);
    EarlierRun earlier = new EarlierRun(options.earlier(), describedEngine);
    measurements.takeOver(attempts, earlier, weigher);
    Optional<EngineShare> engineShare = measurements.run(attempts, bareServer, earlier, recordedAt);
    List<BaseImage> baseImages =
        progress.phase("weigh", "every layer", () -> weigh(attempts, weigher));
    BuiltFrom builtFrom = new BuiltFrom(options.root(), engine, progress);
    attempts.forEach(attempt -> earlier.takeOverExtras(attempt, builtFrom::of));
    RepeatedBuilds repeated = new RepeatedBuilds(options.root(), engine, builders, progress);
    if (options.reproducible()) {
      repeated.reproduce(attempts, clock);
    }
    if (options.rebuild()) {
      repeated.rebuild(attempts, weigher, recordedAt, Attempt::isBuilt);
    }
    attempts.forEach(attempt -> hold(attempt, budget, baseImages, engineShare));

    Map<VariantId, Attempt> byId =
        attempts.stream().collect(Collectors.toMap(attempt -> attempt.variant.id(), a -> a));
    Rows rows = new Rows(filter, describedEngine, recordedAt, engineShare);
    return new Report(
        Report.SCHEMA_VERSION,
        recordedAt,
        describedEngine,
        engineShare,
        baseImages,
        candidates.stream()
            .map(candidate -> rows.row(candidate, Optional.ofNullable(byId.get(candidate.id()))))
            .toList(),
        progress.phases());
  }

  /** Builds the variants, and the server whose start is the engine's own share beside them. */
  private Void build(
      Builds builds,
      List<Attempt> attempts,
      Attempt bareServer,
      BuildSupplies supplies,
      Weigher weigher)
      throws IOException {
    try (ReadingAhead ahead = new ReadingAhead(weigher, progress)) {
      builds.run(
          Stream.concat(attempts.stream(), Stream.of(bareServer)).toList(),
          supplies,
          attempt -> {
            if (attempt.isBuilt() && attempt != bareServer) {
              ahead.read(attempt.variant.imageName());
            }
          });
      ahead.finish();
      return null;
    }
  }

  /** The ceilings, if the repository has any; they are read before anything that takes time. */
  private SizeBudget budget(List<Candidate> candidates) {
    Path file = options.root().resolve(SizeBudget.FILE);
    if (Files.notExists(file)) {
      return SizeBudget.NONE;
    }
    try {
      SizeBudget budget =
          SizeBudget.parse(
              InputFile.text(file, "git restore brings it back, or remove it"), file.toString());
      budget.requireRows(candidates.stream().map(Candidate::id).collect(Collectors.toSet()));
      return budget;
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage());
    }
  }

  /** Holds a row's figures against their ceilings. */
  private void hold(
      Attempt attempt,
      SizeBudget budget,
      List<BaseImage> baseImages,
      Optional<EngineShare> engineShare) {
    Set<BaseImage.Origin> origins =
        baseImages.stream()
            .filter(base -> attempt.variant.baseImages().contains(base.reference()))
            .map(BaseImage::origin)
            .collect(Collectors.toSet());
    SizeBudget.Figures figures =
        new SizeBudget.Figures(
            attempt.variant.platform().orElse(describedEngine.platform()),
            origins,
            attempt.image(),
            attempt.startup(engineShare),
            attempt.memory());
    if (budget.isForOtherImages(attempt.variant.id(), figures)) {
      progress.say(
          SizeBudget.FILE + " is for images on another platform or base: " + attempt.variant.id());
    }
    attempt.checks.addAll(budget.checks(attempt.variant.id(), figures));
  }

  /** Reads the layers that aren't known yet, those of base images included, and puts figures in. */
  private List<BaseImage> weigh(List<Attempt> attempts, Weigher weigher) {
    List<Attempt> built = attempts.stream().filter(Attempt::isBuilt).toList();
    Map<String, Weigher.Weighed> weighed =
        weigher.weigh(built.stream().map(attempt -> attempt.variant.imageName()).toList());
    Weigher.Bases bases =
        weigher.weighBases(
            attempts.stream()
                .filter(attempt -> attempt.skipped().isEmpty())
                .flatMap(attempt -> attempt.variant.baseImages().stream())
                .distinct()
                .toList());
    SideBySide.forEach(
        Runtime.getRuntime().availableProcessors(),
        built,
        attempt -> {
          try {
            putFiguresIn(attempt, weighed.get(attempt.variant.imageName()), bases.failures());
          } catch (RuntimeException e) {
            attempt.failUnexpectedly("weighing", e, progress);
          }
        });
    return List.copyOf(bases.images().values());
  }

  private void putFiguresIn(
      Attempt attempt, Weigher.Weighed image, Map<String, String> failedBases) {
    image.failure().ifPresent(reason -> attempt.fail("it can't be weighed: " + reason));
    for (String base : attempt.variant.baseImages()) {
      Optional.ofNullable(failedBases.get(base))
          .ifPresent(
              reason -> attempt.fail("its base image " + base + " can't be weighed: " + reason));
    }
    image
        .measured()
        .ifPresent(
            measured -> {
              attempt.image(measured.asImage(baseDiffIds(attempt.variant)));
              attempt.checks.addAll(Inspection.of(attempt.variant, measured.files()));
            });
  }

  /** The layers of the image that the last stage starts from, by way of earlier stages or not. */
  private List<DiffId> baseDiffIds(Variant variant) {
    return variant.finalBase().flatMap(engine::find).map(StoredImage::diffIds).orElse(List.of());
  }
}
