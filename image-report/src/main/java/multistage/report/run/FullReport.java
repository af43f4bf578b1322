package multistage.report.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.build.BareServer;
import multistage.report.build.BuildResult;
import multistage.report.build.BuildSupplies;
import multistage.report.build.Builders;
import multistage.report.build.Builds;
import multistage.report.build.Built;
import multistage.report.build.Found;
import multistage.report.build.MadeImages;
import multistage.report.build.NotBuilt;
import multistage.report.build.StageBuilds;
import multistage.report.build.VariantFinder;
import multistage.report.diagnostic.UserError;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.engine.EngineWatch;
import multistage.report.engine.LeftBehind;
import multistage.report.engine.StoredImage;
import multistage.report.judge.SizeBudget;
import multistage.report.measure.Prover;
import multistage.report.model.BaseImage;
import multistage.report.model.Builder;
import multistage.report.model.Engine;
import multistage.report.model.EngineShare;
import multistage.report.model.Noise;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.InputFile;
import multistage.report.process.Phases;
import multistage.report.process.Progress;
import multistage.report.process.TemporaryFolder;
import multistage.report.rebuild.BuiltFrom;
import multistage.report.rebuild.RepeatedBuilds;
import multistage.report.weigh.ReadingAhead;
import multistage.report.weigh.Weigher;

/** Builds, proves, measures and weighs every variant, and says what came out. */
public final class FullReport {
  private final Options options;
  private final DockerEngine engine;
  private final Progress progress;
  private final Clock clock;
  private final Engine describedEngine;
  private final Builders builders;
  private final Builder usual;
  private final Phases phases;

  /**
   * What to do.
   *
   * @param root the repository's root, above {@code dockerfiles/}
   * @param variants which variants, as {@link VariantFilter} reads it
   * @param cache the folder that keeps what was read of layers, from run to run
   * @param starts how often each variant's start is timed; its memory is asked for as often, but at
   *     most three times
   * @param record the file to note the images in that were made, for {@code ./lab --clean}
   * @param earlier what an earlier run found, of which some still holds
   * @param stages whether the stages that stay on the builder are read as well
   * @param reproducible whether each variant is built twice more, without the engine's cache, and
   *     both images are compared
   * @param rebuild whether each variant is built again, cold and after one changed line
   * @param builder what builds the variants that don't need BuildKit
   */
  public record Options(
      Path root,
      String variants,
      Path cache,
      int starts,
      Optional<Path> record,
      Optional<Report> earlier,
      boolean stages,
      boolean reproducible,
      boolean rebuild,
      Builder builder) {}

  /**
   * What a run came to.
   *
   * @param built the variants that were built, for who goes on with their images
   * @param bareServer the server whose start is the engine's own share, if it could be built
   */
  public record Result(Report report, List<Built> built, Optional<Built> bareServer) {
    /** Copies the list. */
    public Result {
      built = List.copyOf(built);
    }
  }

  /** A run with that engine. */
  public FullReport(Options options, DockerEngine engine, Progress progress, Clock clock) {
    this.options = options;
    this.engine = engine;
    this.progress = progress;
    this.clock = clock;
    this.describedEngine = engine.describe();
    BuildKit buildKit = new BuildKit(engine.connection().watch());
    this.builders = new Builders(engine, buildKit);
    this.usual = buildKit.isThere() ? options.builder() : Builder.CLASSIC;
    this.phases = new Phases(progress);
  }

  /** Keeps a report of which some is still to come. */
  public interface Keep {
    /** Replaces the one before. */
    void keep(Report report) throws IOException;
  }

  /** Keeps what is known of variants before all is. */
  private interface UnfinishedReport {
    void keep(List<Weighed> variants, Optional<EngineShare> engineShare, Optional<Noise> noise)
        throws IOException;
  }

  /**
   * Runs everything.
   *
   * @param keep is handed the report after each phase: whoever stops the run later, or loses its
   *     process, has all that was found out before
   * @throws UserError when there is nothing to run
   */
  public Result run(Keep keep) throws IOException {
    LeftBehind.Removal leftBehind = LeftBehind.removeOfEndedProcesses(engine.connection());
    if (leftBehind.removed() > 0) {
      progress.say("removed " + leftBehind.removed() + " containers that a killed run had left");
    }
    leftBehind.kept().forEach(reason -> progress.say("a killed run's container stays: " + reason));
    Instant recordedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    List<Found> found = VariantFinder.find(options.root(), usual);
    VariantFilter filter =
        VariantFilter.parse(options.variants(), found.stream().map(Found::id).toList());
    SizeBudget budget = budget(found);
    List<Variant> variants =
        found.stream()
            .filter(each -> filter.selects(each.id()))
            .filter(Found.Readable.class::isInstance)
            .map(readable -> ((Found.Readable) readable).variant())
            .toList();

    Weigher weigher = new Weigher(engine, options.cache(), progress);
    Images images = build(variants, weigher);
    List<Built> built = images.built();
    EarlierRun earlier = new EarlierRun(options.earlier(), describedEngine, weigher::knownId);
    Prover prover = new Prover(engine.connection());
    EngineWatch watch = engine.connection().watch();
    Starts starts = new Starts(progress, watch);
    UnfinishedReport unfinished =
        (known, engineShare, noise) ->
            keep.keep(
                report(
                    recordedAt,
                    engineShare,
                    noise,
                    List.of(),
                    rows(found, filter, images.notBuilt(), known, Map.of())));
    unfinished.keep(
        built.stream().map(Weighed::onlyBuilt).toList(), Optional.empty(), Optional.empty());
    List<Checked> checked =
        new Checks(prover, starts, describedEngine, progress, phases)
            .run(built, earlier, recordedAt);
    unfinished.keep(
        checked.stream().map(Weighed::onlyChecked).toList(), Optional.empty(), Optional.empty());
    Measurements.Results measured =
        new Measurements(options.starts(), prover, starts, describedEngine, progress, phases)
            .run(checked, images.bareServer(), earlier, recordedAt);
    unfinished.keep(
        measured.variants().stream().map(Weighed::onlyMeasured).toList(),
        measured.engineShare(),
        measured.noise());
    Weighing.Results weights =
        phases.time(
            "weigh",
            "every layer",
            () ->
                new Weighing(weigher, budget, describedEngine, watch, progress)
                    .run(measured.variants(), images.bases()));
    BiFunction<List<Weighed>, Map<VariantId, Extras>, Report> report =
        (known, extras) ->
            report(
                recordedAt,
                measured.engineShare(),
                measured.noise(),
                weights.bases(),
                rows(found, filter, images.notBuilt(), known, extras));
    keep.keep(report.apply(weights.variants(), Map.of()));
    List<Weighed> weighed = options.stages() ? withStages(weights.variants()) : weights.variants();
    Map<VariantId, Extras> extras =
        extras(
            weighed,
            weigher,
            earlier,
            recordedAt,
            known -> keep.keep(report.apply(weighed, known)));
    return new Result(report.apply(weighed, extras), built, images.bareServer());
  }

  /** With what stays on the builder, which nobody pulls. */
  private List<Weighed> withStages(List<Weighed> weighed) throws IOException {
    try (BuildSupplies supplies =
            new BuildSupplies(options.root(), engine.connection(), engine, progress);
        StageBuilds builds =
            new StageBuilds(
                options.root(),
                engine,
                builders.buildKit(),
                supplies,
                new MadeImages(options.record(), progress),
                progress)) {
      LeftStages stages =
          new LeftStages(
              new Weigher(engine, options.cache(), progress, false),
              new BuiltFrom(options.root(), progress),
              builds,
              engine.connection().watch(),
              progress);
      return phases.time("stages", "what stays on the builder", () -> stages.read(weighed));
    }
  }

  private Report report(
      Instant recordedAt,
      Optional<EngineShare> engineShare,
      Optional<Noise> noise,
      List<BaseImage> baseImages,
      List<Row> rows) {
    return new Report(
        recordedAt, describedEngine, engineShare, noise, baseImages, rows, phases.list());
  }

  /** A row for each Dockerfile that was found. */
  private List<Row> rows(
      List<Found> found,
      VariantFilter filter,
      List<NotBuilt> notBuilt,
      List<Weighed> weighed,
      Map<VariantId, Extras> extras) {
    Rows making = new Rows(describedEngine);
    Map<VariantId, Row> rows = new HashMap<>();
    notBuilt.forEach(each -> rows.put(each.variant().id(), making.notBuilt(each)));
    for (Weighed each : weighed) {
      VariantId id = each.variant().id();
      rows.put(id, making.built(each, extras.getOrDefault(id, Extras.NONE)));
    }
    return Rows.compared(
        found.stream()
            .map(
                each ->
                    !filter.selects(each.id())
                        ? making.notSelected(each, filter)
                        : each instanceof Found.Unreadable unreadable
                            ? making.unreadable(unreadable)
                            : rows.get(each.id()))
            .toList(),
        weighed);
  }

  /** What the build phase came to. */
  private record Images(
      List<Built> built,
      List<NotBuilt> notBuilt,
      Map<String, StoredImage> bases,
      Optional<Built> bareServer) {}

  /** Builds the variants, and the server whose start is the engine's own share beside them. */
  private Images build(List<Variant> variants, Weigher weigher) throws IOException {
    try (TemporaryFolder sources = TemporaryFolder.create("bare-server");
        BuildSupplies supplies =
            new BuildSupplies(options.root(), engine.connection(), engine, progress)) {
      Variant bareServer = BareServer.unpack(sources.path(), usual);
      Builds builds =
          new Builds(
              options.root(),
              options.cache(),
              new MadeImages(options.record(), progress),
              engine,
              describedEngine,
              builders,
              supplies,
              progress);
      List<BuildResult> results =
          phases.time(
              "build",
              variants.size() + " images, each read once it is there",
              () -> build(builds, variants, bareServer, weigher));
      List<BuildResult> ofVariants = results.subList(0, variants.size());
      return new Images(
          only(ofVariants, Built.class),
          only(ofVariants, NotBuilt.class),
          builds.bases(ofVariants),
          only(results.subList(variants.size(), results.size()), Built.class).stream().findFirst());
    }
  }

  private List<BuildResult> build(
      Builds builds, List<Variant> variants, Variant bareServer, Weigher weigher)
      throws IOException {
    try (ReadingAhead ahead = new ReadingAhead(weigher, progress)) {
      List<BuildResult> results =
          builds.run(
              Stream.concat(variants.stream(), Stream.of(bareServer)).toList(),
              built -> {
                if (!built.variant().equals(bareServer)) {
                  ahead.read(built.imageAndBase());
                }
              });
      ahead.finish();
      return results;
    }
  }

  private static <T> List<T> only(List<BuildResult> results, Class<T> type) {
    return results.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Keeps what is known before a phase that takes long. */
  private interface KeepExtras {
    void keep(Map<VariantId, Extras> extras) throws IOException;
  }

  /** What an earlier run found out and still holds, and what this run was asked for. */
  private Map<VariantId, Extras> extras(
      List<Weighed> all, Weigher weigher, EarlierRun earlier, Instant at, KeepExtras keep)
      throws IOException {
    BuiltFrom builtFrom = new BuiltFrom(options.root(), progress);
    Map<VariantId, Extras> extras = new HashMap<>();
    all.forEach(each -> extras.put(each.variant().id(), earlier.extras(each, builtFrom::of)));
    RepeatedBuilds repeated = new RepeatedBuilds(options.root(), engine, builders, progress);
    List<Built> built = all.stream().map(Weighed::built).toList();
    if (options.reproducible()) {
      keep.keep(extras);
      phases
          .time(
              "reproduce",
              "each image twice without cache, and compared",
              () -> repeated.reproduce(built, clock))
          .forEach((id, result) -> extras.compute(id, (key, old) -> old.reproduced(result)));
    }
    if (options.rebuild()) {
      keep.keep(extras);
      phases
          .time(
              RepeatedBuilds.PHASE,
              RepeatedBuilds.WHAT,
              () -> repeated.rebuild(built, weigher, at, (variant, before) -> true))
          .forEach((id, result) -> extras.compute(id, (key, old) -> old.rebuilt(result)));
    }
    return extras;
  }

  /** The ceilings, if the repository has any; they are read before anything that takes time. */
  private SizeBudget budget(List<Found> found) {
    Path file = options.root().resolve(SizeBudget.FILE);
    if (Files.notExists(file)) {
      return SizeBudget.NONE;
    }
    SizeBudget budget =
        SizeBudget.parse(
            InputFile.text(file, "git restore brings it back, or remove it"), file.toString());
    budget.requireRows(found.stream().map(Found::id).collect(Collectors.toSet()));
    return budget;
  }
}
