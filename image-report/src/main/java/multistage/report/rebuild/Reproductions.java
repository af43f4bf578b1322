package multistage.report.rebuild;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import multistage.image.DiffId;
import multistage.image.archive.LayerListing;
import multistage.image.archive.LayerListings;
import multistage.image.archive.LayerListings.FileKey;
import multistage.image.compare.BuildComparison;
import multistage.image.compare.Reproducibility;
import multistage.report.build.StageImages;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.EngineWatch;
import multistage.report.engine.ImageBuilder;
import multistage.report.engine.ImageStore;
import multistage.report.engine.StoredImage;
import multistage.report.model.Variant;
import multistage.report.process.AtTheEnd;
import multistage.report.process.Progress;

/**
 * Builds variants twice without the engine's cache and compares what came out. The images are there
 * only for that, and so are those of the steps that led to them: closing this removes what is left,
 * and so does the end of the process.
 *
 * <p>BuildKit's cache isn't made of images: {@link OwnBuildCache} is for that.
 */
final class Reproductions implements AutoCloseable {
  private static final List<String> SUFFIXES = List.of("-built-once", "-built-again");

  /** In ZIP files, and so in jars, times are counted by two seconds. */
  static final Duration APART = Duration.ofMillis(2_100);

  private final Path root;
  private final ImageStore store;
  private final EngineWatch watch;
  private final Clock clock;
  private final Progress progress;
  private final Duration apart;

  /** The names and IDs of images to remove, the last one first. */
  private final ConcurrentLinkedDeque<String> made = new ConcurrentLinkedDeque<>();

  private final AtTheEnd removal = new AtTheEnd("remove images built twice", this::removeAll);

  /**
   * Builds nothing yet.
   *
   * @param watch tells whether it was the engine's end that left images behind
   * @param apart how long the second build begins after the first, at least: what depends on the
   *     time has to come out differently
   */
  Reproductions(
      Path root,
      ImageStore store,
      EngineWatch watch,
      Clock clock,
      Progress progress,
      Duration apart) {
    this.root = root;
    this.store = store;
    this.watch = watch;
    this.clock = clock;
    this.progress = progress;
    this.apart = apart;
  }

  /**
   * Builds a variant twice, compares, and removes both images.
   *
   * @param buildLog is handed each line that the builder says
   * @throws BuildFailedException when it can't be built without the cache
   * @throws IOException when the images' layers can't be read
   */
  Reproducibility check(
      Variant variant, ImageBuilder builder, BuildInputs inputs, Consumer<String> buildLog)
      throws BuildFailedException, IOException {
    Instant checkedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Deque<String> mine = new ConcurrentLinkedDeque<>();
    try {
      List<String> names = SUFFIXES.stream().map(suffix -> variant.imageName() + suffix).toList();
      long begin = System.nanoTime();
      for (String name : names) {
        progress.say("building " + variant.id() + " without cache, as " + name);
        // A run that was killed may have left one.
        store.remove(name);
        remember(name, mine);
        builder.build(
            root,
            variant,
            name,
            inputs.withoutCache(),
            line -> {
              buildLog.accept(line);
              StageImages.namedIn(List.of(line)).forEach(id -> remember(id, mine));
            });
        waitUntilApart(begin);
      }
      return compare(checkedAt, names);
    } finally {
      removing(() -> mine.forEach(this::remove));
    }
  }

  private void waitUntilApart(long begin) {
    try {
      TimeUnit.NANOSECONDS.sleep(begin + apart.toNanos() - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two builds", e);
    }
  }

  private Reproducibility compare(Instant checkedAt, List<String> names) throws IOException {
    List<DiffId> first = diffIds(names.get(0));
    List<DiffId> second = diffIds(names.get(1));
    if (first.equals(second)) {
      return Reproducibility.same(checkedAt, first.size());
    }
    Map<DiffId, LayerListing> listings;
    try (InputStream archive = store.save(names)) {
      listings = LayerListings.read(archive, BuildComparison.layersToRead(first, second));
    }
    BuildComparison comparison = new BuildComparison(first, second, listings);
    Set<FileKey> files = comparison.contentsToRead();
    if (files.isEmpty()) {
      return comparison.result(checkedAt, Map.of());
    }
    try (InputStream archive = store.save(names)) {
      return comparison.result(checkedAt, LayerListings.contents(archive, files));
    }
  }

  private List<DiffId> diffIds(String name) {
    return store
        .find(name)
        .map(StoredImage::diffIds)
        .orElseThrow(() -> new IllegalStateException("the engine has lost the image " + name));
  }

  private void remember(String image, Deque<String> mine) {
    mine.push(image);
    made.push(image);
  }

  private void remove(String image) {
    if (SUFFIXES.stream().anyMatch(image::endsWith)) {
      store.remove(image);
    } else {
      store.removeUnnamed(image);
    }
    made.remove(image);
  }

  private void removeAll() {
    removing(
        () -> {
          for (String image = made.peek(); image != null; image = made.peek()) {
            remove(image);
          }
        });
  }

  private void removing(Runnable removals) {
    try {
      removals.run();
    } catch (RuntimeException e) {
      // An engine that has ended removes nothing, and what was found out is true all the same: the
      // next run that builds the variant twice replaces what has a name.
      if (watch.answers()) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    removeAll();
    removal.close();
  }
}
