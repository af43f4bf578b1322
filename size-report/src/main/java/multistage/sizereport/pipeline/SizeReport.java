package multistage.sizereport.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.sizereport.analysis.Inspection;
import multistage.sizereport.analysis.SizeBudget;
import multistage.sizereport.engine.BuildFailedException;
import multistage.sizereport.engine.BuildInputs;
import multistage.sizereport.engine.BuildKit;
import multistage.sizereport.engine.ImageBuilder;
import multistage.sizereport.engine.StoredImage;
import multistage.sizereport.engine.TestcontainersEngine;
import multistage.sizereport.engine.Unreachable;
import multistage.sizereport.measure.Prover;
import multistage.sizereport.measure.StartFailedException;
import multistage.sizereport.model.BaseImage;
import multistage.sizereport.model.Builder;
import multistage.sizereport.model.DiffId;
import multistage.sizereport.model.Digest;
import multistage.sizereport.model.Engine;
import multistage.sizereport.model.EngineShare;
import multistage.sizereport.model.Memory;
import multistage.sizereport.model.Outcome;
import multistage.sizereport.model.Proof;
import multistage.sizereport.model.Report;
import multistage.sizereport.model.Reproducibility;
import multistage.sizereport.model.Row;
import multistage.sizereport.model.Startup;
import multistage.sizereport.model.Variant;
import multistage.sizereport.model.VariantId;

/** Builds, proves, measures and weighs every variant, and says what came out. */
public final class SizeReport {
  /** Enough lines to see which step failed and why. */
  private static final int LAST_LINES = 20;

  private static final int MEMORY_SAMPLES = 3;

  private final Options options;
  private final TestcontainersEngine engine;
  private final Progress progress;
  private final Clock clock;
  private final Prover prover = new Prover();
  private final Engine describedEngine;
  private final Map<Builder, ImageBuilder> builders;

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
    this.builders = Map.of(Builder.CLASSIC, engine, Builder.BUILDKIT, new BuildKit());
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

    Path sources = Files.createTempDirectory("size-report-bare-server");
    Attempt bareServer;
    try (BuildSupplies supplies = new BuildSupplies(options.root(), engine, progress)) {
      bareServer = new Attempt(BareServer.unpack(sources));
      List<Attempt> all = Stream.concat(attempts.stream(), Stream.of(bareServer)).toList();
      progress.phase("build", attempts.size() + " images", () -> build(all, supplies));
    } finally {
      BareServer.remove(sources);
    }
    Weigher weigher = new Weigher(engine, options.cache(), progress);
    EarlierRun earlier = new EarlierRun(options.earlier(), describedEngine);
    Digest program = Prover.program();
    takeOver(attempts, earlier, program, weigher);
    progress.phase("first start", "each image that is new", () -> startFirst(attempts));
    List<Attempt> unproved =
        attempts.stream().filter(attempt -> attempt.holds() && attempt.proof().isEmpty()).toList();
    if (unproved.isEmpty()) {
      progress.say("no image changed since it was proved; -Dremeasure proves all again");
    } else {
      progress.phase(
          "prove",
          unproved.size() + " images answer as they should",
          () -> prove(unproved, recordedAt, program));
    }
    List<Attempt> changed = attempts.stream().filter(this::isToBeMeasured).toList();
    if (changed.isEmpty()) {
      progress.say("no image changed since its start and memory were measured");
    } else {
      progress.phase(
          "start",
          changed.size() + " images that changed, " + options.starts() + " times in turn",
          () -> time(changed, bareServer));
      progress.phase("memory", "the same, once they have answered", () -> measureMemory(changed));
    }
    List<BaseImage> baseImages =
        progress.phase("weigh", "every layer once", () -> weigh(attempts, weigher));
    if (options.reproducible()) {
      progress.phase(
          "reproduce", "each image twice without cache, and compared", () -> reproduce(attempts));
    }
    if (options.rebuild()) {
      progress.phase(
          "rebuild",
          "cold, unchanged, and after one changed line",
          () -> rebuild(attempts, weigher, recordedAt));
    }
    Optional<EngineShare> engineShare =
        changed.isEmpty() ? earlier.engineShare() : share(bareServer);
    attempts.forEach(attempt -> hold(attempt, budget, baseImages, engineShare));

    Map<VariantId, Attempt> byId =
        attempts.stream().collect(Collectors.toMap(attempt -> attempt.variant.id(), a -> a));
    List<Row> rows =
        candidates.stream()
            .map(
                candidate ->
                    row(
                        candidate,
                        byId.get(candidate.id()),
                        filter,
                        new Measured(recordedAt, engineShare)))
            .toList();
    return new Report(
        Report.SCHEMA_VERSION,
        recordedAt,
        describedEngine,
        engineShare,
        baseImages,
        rows,
        progress.phases());
  }

  /** The ceilings, if the repository has any; they are read before anything that takes time. */
  private SizeBudget budget(List<Candidate> candidates) throws IOException {
    Path file = options.root().resolve(SizeBudget.FILE);
    try {
      SizeBudget budget = SizeBudget.parse(Files.readString(file), file.toString());
      budget.requireRows(candidates.stream().map(Candidate::id).collect(Collectors.toSet()));
      return budget;
    } catch (NoSuchFileException e) {
      return SizeBudget.NONE;
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
            attempt.variant.platform().orElse(ownPlatform()),
            origins,
            attempt.image(),
            startup(attempt, engineShare),
            memory(attempt));
    if (budget.isForOtherImages(attempt.variant.id(), figures)) {
      progress.say(
          SizeBudget.FILE + " is for images on another platform or base: " + attempt.variant.id());
    }
    attempt.checks.addAll(budget.checks(attempt.variant.id(), figures));
  }

  /** What this run's figures go with: when it began, and the engine's own share. */
  private record Measured(Instant at, Optional<EngineShare> engineShare) {}

  /**
   * One server's variants are built one after the other, since they share stages that are built
   * once; different servers share none and are built side by side.
   */
  private Void build(List<Attempt> attempts, BuildSupplies supplies) throws IOException {
    Map<String, List<Attempt>> byServer =
        attempts.stream()
            .collect(
                Collectors.groupingBy(
                    attempt -> attempt.variant.id().server(), TreeMap::new, Collectors.toList()));

    sideBySide(
        2,
        byServer.values(),
        group ->
            group.forEach(
                attempt ->
                    progress.run(
                        "building " + attempt.variant.id(), () -> build(attempt, supplies))));

    StageImages.load(options.cache().resolve("stage-images")).update(attempts, engine);
    return null;
  }

  /** The name has moved on to a new image: the old one goes, if that was its only name. */
  private synchronized void replaced(Optional<StoredImage> before, Attempt attempt) {
    StoredImage after = engine.find(attempt.variant.imageName()).orElseThrow();
    if (!before.map(StoredImage::id).equals(Optional.of(after.id()))) {
      attempt.fresh();
      before.ifPresent(old -> engine.removeUnnamed(old.id().value()));
    }
    attempt.stageImages(baseIds(attempt.variant));
    try {
      record(attempt, after);
    } catch (IOException e) {
      progress.say("what was made can't be noted for ./lab --clean: " + e);
    }
  }

  private Set<String> baseIds(Variant variant) {
    return variant.baseImages().stream()
        .flatMap(reference -> engine.find(reference).stream())
        .map(image -> image.id().value())
        .collect(Collectors.toSet());
  }

  private void record(Attempt attempt, StoredImage image) throws IOException {
    MadeImages.note(
        options.record(),
        Stream.concat(
            attempt.stageImages().stream().flatMap(id -> engine.find(id).stream()),
            Stream.of(image)));
  }

  private void build(Attempt attempt, BuildSupplies supplies) {
    Variant variant = attempt.variant;
    progress.say("building " + variant.id());
    long begin = System.nanoTime();
    try {
      Optional<StoredImage> before = engine.find(variant.imageName());
      if (variant.onlyFor().filter(platform -> !platform.equals(ownPlatform())).isPresent()) {
        attempt.skip("it can be built for " + variant.onlyFor().get() + " only");
        progress.say("skipped " + variant.id() + ": " + attempt.skipped().get());
        return;
      }
      Optional<String> missing = fetchBaseImages(variant);
      // Where its packages can't be had, a stand-in that is made of such packages can't be either.
      if (missing.isPresent() && (variant.needsRegistry() || variant.needsPackageRepositories())) {
        attempt.skip(
            missing.get()
                + (variant.needsRegistry()
                    ? ""
                    : ", and there is no stand-in, which takes a repository of packages"));
        progress.say("skipped " + variant.id() + ": " + missing.get());
        return;
      }
      builders
          .get(variant.builder())
          .build(
              options.root(),
              variant,
              variant.imageName(),
              supplies.inputs(variant),
              attempt.buildLog::add);
      attempt.built();
      replaced(before, attempt);
      progress.say(
          String.format(
              Locale.ROOT, "built %s in %.1f s", variant.id(), (System.nanoTime() - begin) / 1e9));
    } catch (BuildFailedException e) {
      Optional<String> unreachable =
          Optional.of(attempt.buildLog)
              .filter(log -> variant.needsPackageRepositories())
              .flatMap(Unreachable::packagesIn);
      if (unreachable.isPresent()) {
        attempt.skip(
            "no repository can be reached for the packages that it is built from: "
                + unreachable.get());
        progress.say("skipped " + variant.id() + ": " + attempt.skipped().get());
        return;
      }
      attempt.fail(
          "the build failed: "
              + e.getMessage()
              + "\nthe last lines of its output:\n"
              + lastLines(attempt.buildLog));
      progress.say("FAILED to build " + variant.id() + ": " + firstLine(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      failUnexpectedly(attempt, "building", e);
    }
  }

  /** What the engine or the network does to one variant must not cost the others. */
  private void failUnexpectedly(Attempt attempt, String doing, Exception e) {
    attempt.fail(doing + " it ended unexpectedly: " + e);
    progress.say("FAILED " + doing + " " + attempt.variant.id() + ": " + firstLine(e.toString()));
  }

  private static String lastLines(List<String> lines) {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** Says what is missing, where no registry can be reached for it. */
  private Optional<String> fetchBaseImages(Variant variant) throws BuildFailedException {
    for (String reference : variant.baseImages()) {
      Optional<String> missing = engine.fetch(reference);
      if (missing.isPresent()) {
        return missing;
      }
    }
    return Optional.empty();
  }

  /** Waiting is most of it: several at a time. Nothing is timed here. */
  private Void prove(List<Attempt> attempts, Instant at, Digest program) {
    sideBySide(
        4,
        attempts,
        attempt ->
            progress.run(
                "proving " + attempt.variant.id(),
                () -> prove(attempt, new Proof(at, Prover.program(program, attempt.variant)))));
    return null;
  }

  private void prove(Attempt attempt, Proof proof) {
    try {
      StoredImage image = engine.find(attempt.variant.imageName()).orElseThrow();
      attempt.proved(
          proof,
          isForeign(attempt.variant)
              ? prover.proveForeign(attempt.variant, image)
              : prover.prove(attempt.variant, image));
      progress.say("proved " + attempt.variant.id());
    } catch (StartFailedException e) {
      attempt.fail("it doesn't start: " + e.getMessage());
      progress.say("FAILED to start " + attempt.variant.id());
    } catch (RuntimeException e) {
      failUnexpectedly(attempt, "proving", e);
    }
  }

  /** Finds the images that are the ones an earlier run measured and proved. */
  private void takeOver(
      List<Attempt> attempts, EarlierRun earlier, Digest program, Weigher weigher) {
    for (Attempt attempt : attempts) {
      if (attempt.isBuilt() && !attempt.isFresh()) {
        VariantId id = attempt.variant.id();
        Optional<Digest> image = engine.find(attempt.variant.imageName()).flatMap(weigher::knownId);
        image
            .flatMap(known -> earlier.measured(id, known, options.starts()))
            .ifPresent(attempt::takeOver);
        image
            .flatMap(known -> earlier.proved(id, known, Prover.program(program, attempt.variant)))
            .ifPresent(attempt::takeOverProof);
      }
    }
  }

  /** What runs on this machine's processor, and hasn't been measured. */
  private boolean isToBeMeasured(Attempt attempt) {
    return attempt.holds() && attempt.earlier().isEmpty() && !isForeign(attempt.variant);
  }

  /** One by one: the first start of an image finds cold caches, and comes but once. */
  private Void startFirst(List<Attempt> attempts) {
    attempts.stream()
        .filter(attempt -> attempt.isFresh() && isToBeMeasured(attempt))
        .forEach(
            attempt ->
                start(attempt, () -> attempt.firstStart(prover.startMillis(attempt.variant))));
    return null;
  }

  /**
   * In turn, so that whatever else slows the machine down hits all variants alike, and the engine's
   * own share as well.
   */
  private Void time(List<Attempt> attempts, Attempt bareServer) {
    List<Attempt> inTurn = Stream.concat(Stream.of(bareServer), attempts.stream()).toList();
    for (int i = 0; i < options.starts(); i++) {
      for (Attempt attempt : inTurn) {
        if (attempt.holds()) {
          start(attempt, () -> attempt.startMillis.add(prover.startMillis(attempt.variant)));
        }
      }
      progress.say("timed round " + (i + 1) + " of " + options.starts());
    }
    return null;
  }

  /** Nothing is timed here: several at a time. */
  private Void measureMemory(List<Attempt> attempts) {
    sideBySide(
        4,
        attempts,
        attempt -> {
          for (int i = 0; i < MEMORY_SAMPLES && attempt.holds(); i++) {
            start(
                attempt, () -> prover.memory(attempt.variant).ifPresent(attempt.memoryBytes::add));
          }
        });
    return null;
  }

  /** A measurement that starts the image. */
  private interface Start {
    void run() throws StartFailedException;
  }

  private void start(Attempt attempt, Start start) {
    try {
      progress.<Void, StartFailedException>call(
          "measuring " + attempt.variant.id(),
          () -> {
            start.run();
            return null;
          });
    } catch (StartFailedException e) {
      attempt.fail("it doesn't start: " + e.getMessage());
      progress.say("FAILED to start " + attempt.variant.id());
    } catch (RuntimeException e) {
      failUnexpectedly(attempt, "measuring", e);
    }
  }

  /** Without it, as where its base image can't be had, there are no net figures. */
  private static Optional<EngineShare> share(Attempt bareServer) {
    return Optional.of(bareServer.startMillis)
        .filter(millis -> bareServer.holds() && !millis.isEmpty())
        .map(EngineShare::of);
  }

  /** Whether the variant's images run on another processor than the engine's. */
  private boolean isForeign(Variant variant) {
    return foreignPlatform(variant).isPresent();
  }

  private Optional<String> foreignPlatform(Variant variant) {
    return variant.platform().filter(platform -> !platform.equals(ownPlatform()));
  }

  private String ownPlatform() {
    return describedEngine.os() + "/" + describedEngine.architecture();
  }

  /** Reads the layers of all images, bases included, in one stream, and puts the figures in. */
  private List<BaseImage> weigh(List<Attempt> attempts, Weigher weigher) {
    List<String> references =
        attempts.stream()
            .flatMap(
                attempt ->
                    Stream.concat(
                        attempt.isBuilt() ? Stream.of(attempt.variant.imageName()) : Stream.empty(),
                        attempt.variant.baseImages().stream()
                            .filter(reference -> attempt.skipped().isEmpty())))
            .distinct()
            .toList();
    Map<String, Weigher.Weighed> weighed = weigher.weigh(references);
    sideBySide(
        Runtime.getRuntime().availableProcessors(),
        attempts.stream().filter(Attempt::isBuilt).toList(),
        attempt -> {
          try {
            putFiguresIn(attempt, weighed);
          } catch (RuntimeException e) {
            failUnexpectedly(attempt, "weighing", e);
          }
        });
    return attempts.stream()
        .flatMap(attempt -> attempt.variant.baseImages().stream())
        .distinct()
        .sorted()
        .filter(weighed::containsKey)
        .flatMap(
            reference ->
                weighed.get(reference).measured().stream().map(base -> base.asBase(reference)))
        .toList();
  }

  private void putFiguresIn(Attempt attempt, Map<String, Weigher.Weighed> weighed) {
    Weigher.Weighed image = weighed.get(attempt.variant.imageName());
    image.failure().ifPresent(reason -> attempt.fail("it can't be weighed: " + reason));
    for (String base : attempt.variant.baseImages()) {
      weighed
          .get(base)
          .failure()
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

  /** One at a time: it is the builders' work, and each build wants the whole machine. */
  private Void reproduce(List<Attempt> attempts) throws IOException {
    try (BuildSupplies supplies = new BuildSupplies(options.root(), engine, progress);
        Reproductions reproductions =
            new Reproductions(options.root(), engine, clock, progress, Reproductions.APART)) {
      attempts.stream()
          .filter(Attempt::isBuilt)
          .forEach(attempt -> reproduce(attempt, reproductions, supplies));
    }
    return null;
  }

  /**
   * A build without the cache begins its cache mounts anew: nobody's own ones may be lost by it.
   */
  private static BuildInputs reproductionInputs(Variant variant, BuildSupplies supplies)
      throws BuildFailedException, IOException {
    BuildInputs inputs = supplies.inputs(variant);
    return variant.builder() == Builder.BUILDKIT
        ? inputs.withCacheMountsOf("size-report-reproduce")
        : inputs;
  }

  private void reproduce(Attempt attempt, Reproductions reproductions, BuildSupplies supplies) {
    Variant variant = attempt.variant;
    List<String> log = new ArrayList<>();
    try {
      Reproducibility found =
          reproductions.check(
              variant,
              builders.get(variant.builder()),
              reproductionInputs(variant, supplies),
              log::add);
      attempt.reproducibility(found);
      progress.say(
          variant.id()
              + (found.isSame()
                  ? ": both builds gave the same layers"
                  : ": "
                      + found.differingLayers().size()
                      + " of "
                      + found.layers()
                      + " layers differ"));
    } catch (BuildFailedException e) {
      Optional<String> unreachable =
          Optional.of(log)
              .filter(lines -> variant.needsPackageRepositories())
              .flatMap(Unreachable::packagesIn);
      if (unreachable.isPresent()) {
        progress.say(
            variant.id()
                + " can't be built anew, as no repository can be reached for its packages: "
                + unreachable.get());
        return;
      }
      attempt.fail(
          "the build without cache failed: "
              + e.getMessage()
              + "\nthe last lines of its output:\n"
              + lastLines(log));
      progress.say(
          "FAILED to build " + variant.id() + " without cache: " + firstLine(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      failUnexpectedly(attempt, "building twice and comparing", e);
    }
  }

  /** The layers of the image that the last stage starts from, by way of earlier stages or not. */
  private List<DiffId> baseDiffIds(Variant variant) {
    return variant.finalBase().flatMap(engine::find).map(StoredImage::diffIds).orElse(List.of());
  }

  /** One by one: a build is timed. */
  private Void rebuild(List<Attempt> attempts, Weigher weigher, Instant now) throws IOException {
    try (BuildSupplies supplies = new BuildSupplies(options.root(), engine, progress)) {
      for (Attempt attempt : attempts) {
        if (attempt.isBuilt()) {
          try (Rebuilds rebuilds =
              new Rebuilds(
                  options.root(),
                  engine,
                  builders,
                  supplies,
                  weigher,
                  progress,
                  // Others with the same stages would find the changed one in the cache.
                  "Build " + now + " of " + attempt.variant.id())) {
            rebuilds.measure(attempt);
          } catch (IOException | RuntimeException e) {
            failUnexpectedly(attempt, "building again", e);
          }
        }
      }
    }
    return null;
  }

  private Row row(Candidate candidate, Attempt attempt, VariantFilter filter, Measured measured) {
    Optional<String> leftOut =
        filter.selects(candidate.id())
            ? Optional.ofNullable(attempt).flatMap(Attempt::skipped)
            : Optional.of("not selected by -Dvariants=" + filter);
    if (candidate instanceof Candidate.Readable readable) {
      Variant variant = readable.variant();
      return new Row(
              variant.id(),
              variant.title(),
              variant.dockerfile(),
              variant.improvesOn(),
              variant.forProduction(),
              variant.builder(),
              foreignPlatform(variant),
              variant.stages(),
              leftOut.isPresent() ? Outcome.SKIPPED : outcome(attempt),
              leftOut.or(() -> failure(attempt)),
              Optional.ofNullable(attempt).flatMap(Attempt::image),
              Optional.ofNullable(attempt).flatMap(a -> startup(a, measured.engineShare())),
              Optional.ofNullable(attempt).flatMap(SizeReport::memory),
              Optional.ofNullable(attempt).flatMap(a -> measuredAt(a, measured.at())),
              Optional.ofNullable(attempt).flatMap(Attempt::proof),
              Optional.ofNullable(attempt).flatMap(Attempt::reproducibility),
              Optional.ofNullable(attempt).map(a -> a.checks).orElse(List.of()),
              Optional.ofNullable(attempt).flatMap(Attempt::rebuild))
          .withBenchmark(
              Optional.ofNullable(attempt).flatMap(Attempt::earlier).flatMap(Row::benchmark));
    }
    Candidate.Unreadable unreadable = (Candidate.Unreadable) candidate;
    return new Row(
        unreadable.id(),
        unreadable.id().name(),
        unreadable.dockerfile(),
        Optional.empty(),
        true,
        Builder.CLASSIC,
        Optional.empty(),
        List.of(),
        leftOut.isPresent() ? Outcome.SKIPPED : Outcome.FAILED,
        leftOut.or(() -> Optional.of(unreadable.reason())),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Optional<Startup> startup(Attempt attempt, Optional<EngineShare> engineShare) {
    return attempt
        .earlier()
        .flatMap(Row::startup)
        .or(
            () ->
                Optional.of(attempt.startMillis)
                    .filter(millis -> !millis.isEmpty())
                    .map(millis -> Startup.of(millis, engineShare, attempt.firstStartMillis())));
  }

  private static Optional<Memory> memory(Attempt attempt) {
    return attempt
        .earlier()
        .flatMap(Row::memory)
        .or(
            () ->
                Optional.of(attempt.memoryBytes).filter(bytes -> !bytes.isEmpty()).map(Memory::of));
  }

  private static Optional<Instant> measuredAt(Attempt attempt, Instant now) {
    return attempt
        .earlier()
        .flatMap(Row::measuredAt)
        .or(() -> Optional.of(now).filter(at -> !attempt.startMillis.isEmpty()));
  }

  private static Outcome outcome(Attempt attempt) {
    return failure(attempt).isPresent() ? Outcome.FAILED : Outcome.PASSED;
  }

  private static Optional<String> failure(Attempt attempt) {
    return attempt
        .failure()
        .or(
            () ->
                Optional.of(
                        attempt.checks.stream()
                            .filter(check -> check.required() && !check.passed())
                            .map(check -> check.name() + ": " + check.detail())
                            .collect(Collectors.joining("\n")))
                    .filter(reasons -> !reasons.isEmpty()));
  }

  /** Does something for each item, so many at a time, and returns when all are done. */
  static <T> void sideBySide(int most, Collection<T> items, Consumer<T> action) {
    ExecutorService executor = Executors.newFixedThreadPool(most);
    try {
      List<Future<?>> futures = new ArrayList<>();
      items.forEach(item -> futures.add(executor.submit(() -> action.accept(item))));
      for (Future<?> future : futures) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      executor.shutdownNow();
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
