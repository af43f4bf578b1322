package multistage.report.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.DockerEngine;
import multistage.report.engine.StoredImage;
import multistage.report.engine.Unexpected;
import multistage.report.model.Engine;
import multistage.report.model.Outcome;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.AtTheEnd;
import multistage.report.process.InputFile;
import multistage.report.process.Progress;
import multistage.report.process.SideBySide;

/** Builds the variants' images, and keeps those that a run leaves to the ones that are needed. */
public final class Builds {
  private final Path root;
  private final Path cache;
  private final MadeImages made;
  private final DockerEngine engine;
  private final Engine describedEngine;
  private final Builders builders;
  private final BuildSupplies supplies;
  private final Progress progress;

  /** The base images that have been asked for, by reference: many variants have the same. */
  private final Map<String, StoredImage> bases = new ConcurrentHashMap<>();

  /**
   * Their bytes, for the order of builds alone. A base image may be one that this run builds again,
   * so before it is used it is asked for once more.
   */
  private final Map<String, Long> baseBytes = new ConcurrentHashMap<>();

  /**
   * Builds nothing yet.
   *
   * @param root the repository's root
   * @param cache the folder that keeps, from run to run, which images builds went through
   * @param made notes the images that are made
   * @param describedEngine what the engine says of itself
   */
  public Builds(
      Path root,
      Path cache,
      MadeImages made,
      DockerEngine engine,
      Engine describedEngine,
      Builders builders,
      BuildSupplies supplies,
      Progress progress) {
    this.root = root;
    this.cache = cache;
    this.made = made;
    this.engine = engine;
    this.describedEngine = describedEngine;
    this.builders = builders;
    this.supplies = supplies;
    this.progress = progress;
  }

  /**
   * One server's variants are built one after the other, since they share stages that are built
   * once; different servers share none and are built side by side. Those on the largest base images
   * come first: they take longest to read, for which later builds leave time. The server with the
   * largest ones comes first, too: the longest work mustn't run alone at the end.
   *
   * @param afterwards is handed each one that was built, by the thread that builds
   * @return what came of each, in the order of the variants
   */
  public List<BuildResult> run(List<Variant> variants, Consumer<Built> afterwards)
      throws IOException {
    Map<VariantId, BuildResult> results = new ConcurrentHashMap<>();
    Map<String, List<Variant>> byServer =
        variants.stream()
            .collect(
                Collectors.groupingBy(
                    variant -> variant.id().server(), TreeMap::new, Collectors.toList()));
    SideBySide.forEach(
        2,
        largestServerFirst(byServer.values()),
        group ->
            largestBaseFirst(group)
                .forEach(
                    variant -> {
                      BuildResult result =
                          progress.call("building " + variant.id(), () -> build(variant));
                      results.put(variant.id(), result);
                      if (result instanceof Built built) {
                        afterwards.accept(built);
                      }
                    }));
    List<BuildResult> inOrder =
        variants.stream().map(variant -> results.get(variant.id())).toList();
    Map<VariantId, List<String>> stageImages = new TreeMap<>();
    for (BuildResult result : inOrder) {
      if (result instanceof Built built) {
        stageImages.put(built.variant().id(), built.stageImages());
      }
    }
    try {
      StageImages.load(cache.resolve("stage-images")).update(stageImages, engine);
    } catch (RuntimeException e) {
      if (engine.connection().watch().stoppedWhile("removing images", progress::say).isEmpty()) {
        throw e;
      }
    }
    return inOrder;
  }

  private List<List<Variant>> largestServerFirst(Collection<List<Variant>> servers) {
    Map<List<Variant>, Long> bytes =
        servers.stream().collect(Collectors.toMap(Function.identity(), this::allBaseBytes));
    return servers.stream().sorted(Comparator.comparing(bytes::get).reversed()).toList();
  }

  /** Those of all stages, each once, as far as the engine has them yet. */
  private long allBaseBytes(List<Variant> variants) {
    return variants.stream()
        .flatMap(variant -> variant.baseImages().stream())
        .distinct()
        .mapToLong(this::baseBytes)
        .sum();
  }

  private List<Variant> largestBaseFirst(List<Variant> variants) {
    Map<Variant, Long> bytes =
        variants.stream().collect(Collectors.toMap(Function.identity(), this::finalBaseBytes));
    return variants.stream().sorted(Comparator.comparing(bytes::get).reversed()).toList();
  }

  private long finalBaseBytes(Variant variant) {
    return variant.finalBase().map(this::baseBytes).orElse(0L);
  }

  /**
   * As the engine says it, once; none where the base image isn't there yet, or nothing can be said.
   */
  private long baseBytes(String reference) {
    return Optional.ofNullable(
            baseBytes.computeIfAbsent(
                reference, unknown -> find(unknown).map(StoredImage::engineBytes).orElse(null)))
        .orElse(0L);
  }

  /** A base image, if the engine has it by now; it is asked until it does. */
  private Optional<StoredImage> base(String reference) {
    return Optional.ofNullable(
        bases.computeIfAbsent(reference, unknown -> find(unknown).orElse(null)));
  }

  /** The same as it is now: a base image may be one that this run builds again. */
  private Optional<StoredImage> find(String reference) {
    try {
      return engine.find(reference);
    } catch (RuntimeException e) {
      // Such as a name that is none: building says so, and it costs no other row.
      return Optional.empty();
    }
  }

  private Map<String, StoredImage> bases(Variant variant) {
    Map<String, StoredImage> found = new HashMap<>();
    variant
        .baseImages()
        .forEach(reference -> base(reference).ifPresent(image -> found.put(reference, image)));
    return found;
  }

  /** The base images that the engine has of all variants that weren't left out, by reference. */
  public Map<String, StoredImage> bases(List<BuildResult> results) {
    Map<String, StoredImage> found = new TreeMap<>();
    for (BuildResult result : results) {
      if (!(result instanceof NotBuilt notBuilt) || notBuilt.status() != Outcome.SKIPPED) {
        found.putAll(bases(result.variant()));
      }
    }
    return found;
  }

  /** The name has moved on to a new image: the old one goes, if that was its only name. */
  private synchronized Built built(
      Variant variant, String dockerfile, Optional<StoredImage> before, List<String> buildLog) {
    StoredImage after = engine.find(variant.imageName()).orElseThrow();
    boolean isNew = !before.map(StoredImage::id).equals(Optional.of(after.id()));
    if (isNew) {
      before.ifPresent(old -> engine.removeUnnamed(old.id().value()));
    }
    Map<String, StoredImage> bases = bases(variant);
    List<String> stageImages = StageImages.madeBy(buildLog, bases.values());
    made.note(
        Stream.concat(
            stageImages.stream().flatMap(id -> engine.find(id).stream()), Stream.of(after)));
    return new Built(variant, dockerfile, after, bases, isNew, stageImages);
  }

  private BuildResult build(Variant variant) {
    AtTheEnd.requireNotEnding();
    Optional<String> stopped = engine.connection().watch().stopped();
    if (stopped.isPresent()) {
      return NotBuilt.failed(variant, stopped.get());
    }
    progress.say("building " + variant.id());
    long begin = System.nanoTime();
    List<String> buildLog = new ArrayList<>();
    try {
      Optional<StoredImage> before = engine.find(variant.imageName());
      Optional<String> onlyFor =
          variant.onlyFor().filter(platform -> !platform.equals(describedEngine.platform()));
      if (onlyFor.isPresent()) {
        return skipped(variant, "it can be built for " + onlyFor.get() + " only");
      }
      Optional<String> missing = fetchBaseImages(variant);
      if (missing.isPresent()) {
        stopped = stoppedWhileBuilding(variant);
        if (stopped.isPresent()) {
          return NotBuilt.failed(variant, stopped.get());
        }
        return skipped(variant, missing.get());
      }
      String dockerfile =
          InputFile.text(root.resolve(variant.dockerfile()), "git restore brings it back");
      new SecondTry(builders.of(variant.builder()), progress)
          .build(root, variant, variant.imageName(), supplies.inputs(variant), buildLog::add);
      Built built = built(variant, dockerfile, before, buildLog);
      progress.say(
          String.format(
              Locale.ROOT, "built %s in %.1f s", variant.id(), (System.nanoTime() - begin) / 1e9));
      return built;
    } catch (BuildFailedException e) {
      stopped = stoppedWhileBuilding(variant);
      if (stopped.isPresent()) {
        return NotBuilt.failed(variant, stopped.get());
      }
      Optional<String> unreachable = BuildLog.unreachable(buildLog, variant);
      if (unreachable.isPresent()) {
        return skipped(
            variant,
            "no repository can be reached for the packages that it is built from: "
                + unreachable.get());
      }
      progress.say("FAILED to build " + variant.id() + ": " + Progress.firstLine(e));
      return NotBuilt.failed(variant, BuildLog.reason("the build failed", buildLog, e));
    } catch (IOException | RuntimeException e) {
      return NotBuilt.failed(
          variant,
          stoppedWhileBuilding(variant)
              .orElseGet(() -> Unexpected.reason("building", variant.id(), e, progress)));
    }
  }

  private Optional<String> stoppedWhileBuilding(Variant variant) {
    return engine.connection().watch().stoppedWhile("building " + variant.id(), progress::say);
  }

  private NotBuilt skipped(Variant variant, String reason) {
    progress.say("skipped " + variant.id() + ": " + reason);
    return NotBuilt.skipped(variant, reason);
  }

  /** Says which image is missing, where no registry can be reached that gives it. */
  private Optional<String> fetchBaseImages(Variant variant) throws BuildFailedException {
    for (String reference : variant.baseImages()) {
      Optional<String> missing = engine.fetch(reference);
      if (missing.isPresent()) {
        return missing;
      }
    }
    return Optional.empty();
  }
}
