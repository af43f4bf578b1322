package multistage.report.rebuild;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import multistage.report.build.Builders;
import multistage.report.engine.BuildCache;
import multistage.report.engine.BuildInputs;
import multistage.report.model.Builder;
import multistage.report.model.Variant;
import multistage.report.process.AtTheEnd;
import multistage.report.process.Progress;

/**
 * What BuildKit keeps of builds of one variant that only find something out. It is forgotten when
 * this is closed, or when the process ends before that.
 *
 * <p>A build without the cache would spoil everyday builds in two ways: its steps' results are the
 * newest, so that later builds would take those and give another image; and it begins cache mounts
 * anew, in which somebody's packages may be, so that it is given others ({@link
 * BuildInputs#withCacheMountsOf}).
 *
 * <p>What can't be noted or forgotten is said: it costs nobody a figure.
 */
public final class OwnBuildCache implements AutoCloseable {
  /** A build that was stopped a moment ago still uses its records. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String NAMESPACE = "multistage-rebuild";

  private final Variant variant;
  private final BuildCache cache;
  private final Progress progress;
  private final Duration patience;
  private final Optional<Set<String>> before;
  private final AtTheEnd atTheEnd;

  /** Notes what BuildKit's cache has, which is to stay. */
  static OwnBuildCache of(Variant variant, Builders builders, Progress progress) {
    return new OwnBuildCache(variant, builders.buildKit(), progress, PATIENCE);
  }

  /**
   * Notes what the cache has, which is to stay.
   *
   * @param patience for how long what is in use is waited for when this is closed
   */
  OwnBuildCache(Variant variant, BuildCache cache, Progress progress, Duration patience) {
    this.variant = variant;
    this.cache = cache;
    this.progress = progress;
    this.patience = patience;
    this.before = records();
    this.atTheEnd = new AtTheEnd("empty the build cache of " + variant.id(), this::empty);
  }

  private Optional<Set<String>> records() {
    try {
      return Optional.of(cache.records());
    } catch (IOException | RuntimeException e) {
      progress.say(
          "BuildKit keeps what it builds of " + variant.id() + " from now on: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** The same build with cache mounts of its own. */
  BuildInputs in(BuildInputs inputs) {
    return variant.builder() == Builder.BUILDKIT ? inputs.withCacheMountsOf(NAMESPACE) : inputs;
  }

  @Override
  public void close() {
    // First this: whoever stops the process meanwhile waits for it.
    empty();
    atTheEnd.close();
  }

  private synchronized void empty() {
    before.ifPresent(
        kept -> {
          try {
            empty(kept);
          } catch (IOException | RuntimeException e) {
            progress.say("BuildKit keeps some of " + variant.id() + ": " + e.getMessage());
          }
        });
  }

  private void empty(Set<String> kept) throws IOException {
    Set<String> mine = new HashSet<>(cache.records());
    mine.removeAll(kept);
    long end = System.nanoTime() + patience.toNanos();
    while (!mine.isEmpty()) {
      int former = mine.size();
      Optional<IOException> refusal = forget(mine);
      mine.retainAll(cache.records());
      // What others are based on can go now that they are gone.
      if (mine.size() == former) {
        if (System.nanoTime() > end) {
          throw refusal.orElseGet(() -> new IOException("records in use: " + former));
        }
        pause();
      }
    }
  }

  private Optional<IOException> forget(Set<String> records) {
    try {
      cache.forget(records);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the build cache was being emptied", e);
    }
  }
}
