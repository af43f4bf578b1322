package multistage.report.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.StoredImage;
import multistage.report.engine.TestcontainersEngine;
import multistage.report.model.Engine;
import multistage.report.model.Variant;
import multistage.report.process.Progress;
import multistage.report.process.SideBySide;

/** Builds the variants' images, and keeps those that a run leaves to the ones that are needed. */
public final class Builds {
  private final Path root;
  private final Path cache;
  private final MadeImages made;
  private final TestcontainersEngine engine;
  private final Engine describedEngine;
  private final Builders builders;
  private final Progress progress;

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
      TestcontainersEngine engine,
      Engine describedEngine,
      Builders builders,
      Progress progress) {
    this.root = root;
    this.cache = cache;
    this.made = made;
    this.engine = engine;
    this.describedEngine = describedEngine;
    this.builders = builders;
    this.progress = progress;
  }

  /**
   * One server's variants are built one after the other, since they share stages that are built
   * once; different servers share none and are built side by side. Those on the largest base images
   * come first: they take longest to read, for which later builds leave time.
   *
   * @param afterwards is handed each one that has been tried, by the thread that builds
   */
  public void run(List<Attempt> attempts, BuildSupplies supplies, Consumer<Attempt> afterwards)
      throws IOException {
    Map<String, List<Attempt>> byServer =
        attempts.stream()
            .collect(
                Collectors.groupingBy(
                    attempt -> attempt.variant.id().server(), TreeMap::new, Collectors.toList()));

    SideBySide.forEach(
        2,
        byServer.values(),
        group ->
            largestBaseFirst(group)
                .forEach(
                    attempt -> {
                      progress.run(
                          "building " + attempt.variant.id(), () -> build(attempt, supplies));
                      afterwards.accept(attempt);
                    }));

    StageImages.load(cache.resolve("stage-images")).update(attempts, engine);
  }

  private List<Attempt> largestBaseFirst(List<Attempt> attempts) {
    Map<Attempt, Long> bytes =
        attempts.stream().collect(Collectors.toMap(Function.identity(), this::baseBytes));
    return attempts.stream().sorted(Comparator.comparing(bytes::get).reversed()).toList();
  }

  /** As the engine says it; none where the base image isn't there yet, or nothing can be said. */
  private long baseBytes(Attempt attempt) {
    try {
      return attempt
          .variant
          .finalBase()
          .flatMap(engine::find)
          .map(StoredImage::engineBytes)
          .orElse(0L);
    } catch (RuntimeException e) {
      // Such as a name that is none: building says so, and it costs no other row.
      return 0;
    }
  }

  /** The name has moved on to a new image: the old one goes, if that was its only name. */
  private synchronized void replaced(Optional<StoredImage> before, Attempt attempt) {
    StoredImage after = engine.find(attempt.variant.imageName()).orElseThrow();
    if (!before.map(StoredImage::id).equals(Optional.of(after.id()))) {
      attempt.fresh();
      before.ifPresent(old -> engine.removeUnnamed(old.id().value()));
    }
    attempt.stageImages(baseIds(attempt.variant));
    made.note(
        Stream.concat(
            attempt.stageImages().stream().flatMap(id -> engine.find(id).stream()),
            Stream.of(after)));
  }

  private Set<String> baseIds(Variant variant) {
    return variant.baseImages().stream()
        .flatMap(reference -> engine.find(reference).stream())
        .map(image -> image.id().value())
        .collect(Collectors.toSet());
  }

  private void build(Attempt attempt, BuildSupplies supplies) {
    Variant variant = attempt.variant;
    progress.say("building " + variant.id());
    long begin = System.nanoTime();
    try {
      Optional<StoredImage> before = engine.find(variant.imageName());
      Optional<String> onlyFor =
          variant.onlyFor().filter(platform -> !platform.equals(describedEngine.platform()));
      if (onlyFor.isPresent()) {
        attempt.skip("it can be built for " + onlyFor.get() + " only");
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
          .of(variant.builder())
          .build(
              root, variant, variant.imageName(), supplies.inputs(variant), attempt.buildLog::add);
      attempt.built();
      replaced(before, attempt);
      progress.say(
          String.format(
              Locale.ROOT, "built %s in %.1f s", variant.id(), (System.nanoTime() - begin) / 1e9));
    } catch (BuildFailedException e) {
      Optional<String> unreachable = BuildLog.unreachable(attempt.buildLog, variant);
      if (unreachable.isPresent()) {
        attempt.skip(
            "no repository can be reached for the packages that it is built from: "
                + unreachable.get());
        progress.say("skipped " + variant.id() + ": " + attempt.skipped().get());
        return;
      }
      attempt.fail(BuildLog.reason("the build failed", attempt.buildLog, e));
      progress.say("FAILED to build " + variant.id() + ": " + Progress.firstLine(e));
    } catch (IOException | RuntimeException e) {
      attempt.failUnexpectedly("building", e, progress);
    }
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
}
