package multistage.report.rebuild;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.LayerContents;
import multistage.report.annotate.HistoryMatch;
import multistage.report.build.BuildLog;
import multistage.report.build.BuildSupplies;
import multistage.report.build.Builders;
import multistage.report.build.Built;
import multistage.report.build.StageImages;
import multistage.report.dockerfile.BuildSource;
import multistage.report.dockerfile.DockerIgnore;
import multistage.report.engine.BuildContext;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.DockerEngine;
import multistage.report.model.Builder;
import multistage.report.model.Origin;
import multistage.report.model.Rebuild;
import multistage.report.model.Rebuild.ColdBuild;
import multistage.report.model.Rebuild.LineTime;
import multistage.report.model.Result;
import multistage.report.model.Variant;
import multistage.report.process.AtTheEnd;
import multistage.report.process.Progress;
import multistage.report.weigh.Weigher;

/**
 * Builds variants from nothing, once more, with one changed line, and from nothing by the other
 * builder; and says how long each took and what the change made anew.
 *
 * <p>When this is closed, the images that were made are gone, and what BuildKit kept of them.
 */
final class Rebuilds implements AutoCloseable {
  private final Path root;
  private final DockerEngine engine;
  private final Builders builders;
  private final BuildSupplies supplies;
  private final Weigher weigher;
  private final Progress progress;
  private final Instant now;
  private final Set<String> names = new LinkedHashSet<>();
  // Ctrl-C must not leave images behind either.
  private final AtTheEnd removal = new AtTheEnd("remove rebuilt images", this::remove);

  /**
   * Builds nothing yet.
   *
   * @param now when this run began: changed servers say it, so that no run before has built them
   */
  Rebuilds(
      Path root,
      DockerEngine engine,
      Builders builders,
      BuildSupplies supplies,
      Weigher weigher,
      Progress progress,
      Instant now) {
    this.root = root;
    this.engine = engine;
    this.builders = builders;
    this.supplies = supplies;
    this.weigher = weigher;
    this.progress = progress;
    this.now = now;
  }

  /**
   * Measures one variant, whose image there is already.
   *
   * @return nothing where it can't be built again here, which is said
   */
  Optional<Result<Rebuild>> measure(Built built) throws IOException {
    Variant variant = built.variant();
    // Others with the same stages would find the changed one in the cache.
    String words = "Build " + now + " of " + variant.id();
    Path context = root.resolve(variant.context());
    DockerIgnore ignored =
        BuildContext.dockerIgnore(context, root.resolve(variant.dockerfile()), variant.builder());
    Optional<ChangedContext> changed = ChangedContext.withWords(context, ignored, words);
    if (changed.isEmpty()) {
      progress.say(
          "not built again: "
              + variant.id()
              + ", as no line in "
              + variant.context()
              + " can be changed");
      return Optional.empty();
    }
    try (ChangedContext copy = changed.get()) {
      return measure(built, variant.withContext(copy.folder().toString()));
    }
  }

  private Optional<Result<Rebuild>> measure(Built built, Variant changed) throws IOException {
    Variant variant = built.variant();
    List<String> log = new ArrayList<>();
    try (OwnBuildCache cache = OwnBuildCache.of(variant, builders, progress)) {
      BuildInputs inputs = cache.in(supplies.inputs(variant));
      Optional<Digest> builtFrom = new BuiltFrom(root, progress).of(built);
      ColdBuild cold = build(variant, variant.builder(), "cold", inputs.withoutCache(), log);
      List<String> coldLog = List.copyOf(log);
      if (variant.builder() == Builder.CLASSIC) {
        // Without the cache, each stage has made its own of a step that several have, and from the
        // cache it takes the newest: what the others have built on theirs, it builds once more.
        build(variant, variant.builder(), "settled", inputs, log);
      }
      long unchanged = build(variant, variant.builder(), "unchanged", inputs, log).millis();
      int before = log.size();
      long afterChange = build(changed, variant.builder(), "changed", inputs, log).millis();
      List<String> changedLog = List.copyOf(log.subList(before, log.size()));
      List<DiffId> former = engine.find(name(variant, "unchanged")).orElseThrow().diffIds();
      Weigher.Contents image = weigh(name(variant, "changed"));
      Optional<ColdBuild> other = byOther(variant, inputs.withoutCache());
      Rebuild rebuild =
          new Rebuild(
              Optional.of(now),
              builtFrom,
              cold.millis(),
              unchanged,
              afterChange,
              NewLayers.since(former, layers(image)),
              Optional.of(Stream.concat(Stream.of(cold), other.stream()).toList()),
              variant.builder() == Builder.BUILDKIT
                  ? Optional.of(lines(built, former, image, coldLog, changedLog))
                  : Optional.empty());
      progress.say(
          String.format(
              Locale.ROOT,
              "built %s again: cold %.1f s%s, unchanged %.1f s, one changed line %.1f s, %,d bytes to push",
              variant.id(),
              cold.millis() / 1e3,
              other
                  .map(
                      build ->
                          String.format(
                              Locale.ROOT,
                              " (%s %.1f s)",
                              build.builder() == Builder.CLASSIC ? "classic" : "BuildKit",
                              build.millis() / 1e3))
                  .orElse(""),
              unchanged / 1e3,
              afterChange / 1e3,
              rebuild.changedLayers().gzipBytes()));
      return Optional.of(new Result.Done<>(rebuild));
    } catch (BuildFailedException e) {
      Optional<String> unreachable = BuildLog.unreachable(log, variant);
      if (unreachable.isPresent()) {
        progress.say("not built again: " + variant.id() + ", as " + unreachable.get());
        return Optional.empty();
      }
      progress.say("FAILED to build again " + variant.id());
      return Optional.of(new Result.Failed<>(BuildLog.reason("it can't be built again", log, e)));
    } finally {
      remove();
    }
  }

  /** By the builder that the row isn't built with; what is written for BuildKit it alone can. */
  private Optional<ColdBuild> byOther(Variant variant, BuildInputs inputs) {
    if (variant.needsBuildKit()) {
      return Optional.empty();
    }
    Builder other = variant.builder() == Builder.CLASSIC ? Builder.BUILDKIT : Builder.CLASSIC;
    List<String> log = new ArrayList<>();
    try {
      return Optional.of(build(variant, other, "cold-other", inputs, log));
    } catch (BuildFailedException e) {
      // The row is none of that builder's: that costs it no other figures.
      progress.say("not built by the other builder: " + variant.id() + "\n" + BuildLog.end(log, e));
      return Optional.empty();
    }
  }

  /** How long it took, and each stage of it. */
  private ColdBuild build(
      Variant variant, Builder builder, String what, BuildInputs inputs, List<String> log)
      throws BuildFailedException {
    List<String> lines = new ArrayList<>();
    List<StageTimes.Line> timed = new ArrayList<>();
    String name = name(variant, what);
    // A run that was killed may have left one.
    engine.remove(name);
    synchronized (names) {
      names.add(name);
    }
    long begin = System.nanoTime();
    try {
      builders
          .of(builder)
          .build(
              root,
              variant,
              name,
              inputs,
              line -> {
                lines.add(line);
                timed.add(new StageTimes.Line(millisSince(begin), line));
                // At once: Ctrl-C can come at any time.
                noteStages(lines.subList(Math.max(0, lines.size() - 2), lines.size()));
              });
      return new ColdBuild(
          builder, millisSince(begin), StageTimes.of(builder, variant.stages(), timed));
    } finally {
      log.addAll(lines);
    }
  }

  private static long millisSince(long beginNanos) {
    return (System.nanoTime() - beginNanos) / 1_000_000;
  }

  /** The classic builder's images of stages: those that were there before are somebody's cache. */
  private void noteStages(List<String> log) {
    synchronized (names) {
      names.addAll(StageImages.madeAnewIn(log));
    }
  }

  private static String name(Variant variant, String what) {
    return RepeatedBuilds.IMAGES + variant.id().server() + ":" + variant.id().name() + "-" + what;
  }

  private Weigher.Contents weigh(String name) throws BuildFailedException {
    Result<Weigher.Contents> weighed = weigher.weigh(name);
    if (weighed instanceof Result.Failed<Weigher.Contents> failed) {
      throw new BuildFailedException("it can't be weighed: " + failed.reason(), null);
    }
    return weighed.result().orElseThrow();
  }

  private static List<LayerContents> layers(Weigher.Contents image) {
    return image.config().diffIds().stream().map(image.layers()::get).toList();
  }

  private List<LineTime> lines(
      Built built,
      List<DiffId> former,
      Weigher.Contents changed,
      List<String> coldLog,
      List<String> changedLog) {
    BuildSource source =
        BuildSource.read(
            built.variant().dockerfile(), built.dockerfile(), Optional.empty(), Map.of());
    List<Origin> origins =
        HistoryMatch.of(
            changed.config(),
            source.chain(source.target()),
            built.finalBase().flatMap(weigher::knownConfig));
    return LineTimes.of(
        source, coldLog, changedLog, LineTimes.pushed(former, layers(changed), origins));
  }

  /** Images by name, and the classic builder's images of stages, last ones first. */
  private void remove() {
    synchronized (names) {
      List<String> made = new ArrayList<>(names);
      Collections.reverse(made);
      made.stream().filter(name -> name.startsWith(RepeatedBuilds.IMAGES)).forEach(engine::remove);
      made.stream()
          .filter(name -> !name.startsWith(RepeatedBuilds.IMAGES))
          .forEach(engine::removeUnnamed);
      names.clear();
    }
  }

  @Override
  public void close() {
    remove();
    removal.close();
  }
}
