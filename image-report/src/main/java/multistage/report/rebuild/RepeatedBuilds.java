package multistage.report.rebuild;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import multistage.image.compare.Reproducibility;
import multistage.report.build.Attempt;
import multistage.report.build.BuildLog;
import multistage.report.build.BuildSupplies;
import multistage.report.build.Builders;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.ImageBuilder;
import multistage.report.engine.TestcontainersEngine;
import multistage.report.model.Variant;
import multistage.report.process.AtTheEnd;
import multistage.report.process.Progress;
import multistage.report.weigh.Weigher;

/**
 * Builds variants, whose images there are, once more to find out about their builds: whether two
 * give the same, and what one takes. Nothing of it is kept but what was found out.
 */
public final class RepeatedBuilds {
  /** What the names of images begin with that are made to find something out, and removed. */
  static final String IMAGES = "multistage-rebuild/";

  private final Path root;
  private final TestcontainersEngine engine;
  private final Builders builders;
  private final Progress progress;

  /**
   * Builds nothing yet.
   *
   * @param root the repository's root
   */
  public RepeatedBuilds(
      Path root, TestcontainersEngine engine, Builders builders, Progress progress) {
    this.root = root;
    this.engine = engine;
    this.builders = builders;
    this.progress = progress;
  }

  /**
   * Builds each twice without cache, and compares. One at a time: it is the builders' work, and
   * each build wants the whole machine.
   */
  public void reproduce(List<Attempt> attempts, Clock clock) throws IOException {
    progress.phase(
        "reproduce",
        "each image twice without cache, and compared",
        () -> reproduceAll(attempts, clock));
  }

  private Void reproduceAll(List<Attempt> attempts, Clock clock) throws IOException {
    try (BuildSupplies supplies = new BuildSupplies(root, engine, progress);
        Reproductions reproductions =
            new Reproductions(root, engine, clock, progress, Reproductions.APART)) {
      attempts.stream()
          .filter(Attempt::isBuilt)
          .forEach(
              attempt -> {
                reproduce(attempt, reproductions, supplies);
                AtTheEnd.requireNotEnding();
              });
    }
    return null;
  }

  private void reproduce(Attempt attempt, Reproductions reproductions, BuildSupplies supplies) {
    Variant variant = attempt.variant;
    ImageBuilder builder = builders.of(variant.builder());
    List<String> log = new ArrayList<>();
    try (OwnBuildCache cache = OwnBuildCache.of(variant, builders, progress)) {
      Reproducibility found =
          reproductions.check(variant, builder, cache.in(supplies.inputs(variant)), log::add);
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
      Optional<String> unreachable = BuildLog.unreachable(log, variant);
      if (unreachable.isPresent()) {
        progress.say(
            variant.id()
                + " can't be built anew, as no repository can be reached for its packages: "
                + unreachable.get());
        return;
      }
      attempt.failToReproduce(BuildLog.reason("the build without cache failed", log, e));
      progress.say("FAILED to build " + variant.id() + " without cache: " + Progress.firstLine(e));
    } catch (IOException | RuntimeException e) {
      attempt.failToReproduce(attempt.unexpected("building twice and comparing", e, progress));
    }
  }

  /**
   * Builds each cold, unchanged, and after one changed line. One by one: a build is timed.
   *
   * @param now when the run began: no run before has built what this one changes
   * @param wanted says, when it is an attempt's turn, whether it is to be built again
   */
  public void rebuild(
      List<Attempt> attempts, Weigher weigher, Instant now, Predicate<Attempt> wanted)
      throws IOException {
    progress.phase(
        "rebuild",
        "cold, unchanged, and after one changed line",
        () -> rebuildAll(attempts, weigher, now, wanted));
  }

  private Void rebuildAll(
      List<Attempt> attempts, Weigher weigher, Instant now, Predicate<Attempt> wanted)
      throws IOException {
    try (BuildSupplies supplies = new BuildSupplies(root, engine, progress)) {
      for (Attempt attempt : attempts) {
        if (wanted.test(attempt)) {
          try (Rebuilds rebuilds =
              new Rebuilds(root, engine, builders, supplies, weigher, progress, now)) {
            rebuilds.measure(attempt);
          } catch (IOException | RuntimeException e) {
            attempt.failToRebuild(attempt.unexpected("building again", e, progress));
          }
          AtTheEnd.requireNotEnding();
        }
      }
    }
    return null;
  }
}
