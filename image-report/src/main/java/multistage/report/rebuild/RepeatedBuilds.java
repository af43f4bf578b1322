package multistage.report.rebuild;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.compare.Reproducibility;
import multistage.report.build.BuildLog;
import multistage.report.build.BuildSupplies;
import multistage.report.build.Builders;
import multistage.report.build.Built;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.DockerEngine;
import multistage.report.engine.ImageBuilder;
import multistage.report.engine.Unexpected;
import multistage.report.model.Rebuild;
import multistage.report.model.Result;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.AtTheEnd;
import multistage.report.process.Progress;
import multistage.report.weigh.Weigher;

/**
 * Builds variants, whose images there are, once more to find out about their builds: whether two
 * give the same, and what one takes. Nothing of it is kept but what was found out.
 *
 * @param root the repository's root
 */
public record RepeatedBuilds(Path root, DockerEngine engine, Builders builders, Progress progress) {
  /** What the names of images begin with that are made to find something out, and removed. */
  static final String IMAGES = "multistage-rebuild/";

  /** The name of the phase in which {@link #rebuild} is done, and what it announces. */
  public static final String PHASE = "rebuild";

  public static final String WHAT = "cold, unchanged, and after one changed line";

  private static final String TWICE = "building twice and comparing";

  /**
   * Builds each twice without cache, and compares. One at a time: it is the builders' work, and
   * each build wants the whole machine.
   *
   * @return what came of each, without those that can't be built again here, which is said
   */
  public Map<VariantId, Result<Reproducibility>> reproduce(List<Built> all, Clock clock)
      throws IOException {
    Map<VariantId, Result<Reproducibility>> results = new HashMap<>();
    try (BuildSupplies supplies = new BuildSupplies(root, engine.connection(), engine, progress);
        Reproductions reproductions =
            new Reproductions(
                root, engine, engine.connection().watch(), clock, progress, Reproductions.APART)) {
      for (Built built : all) {
        Variant variant = built.variant();
        reproduce(variant, reproductions, supplies)
            .ifPresent(result -> results.put(variant.id(), result));
        AtTheEnd.requireNotEnding();
      }
    }
    return results;
  }

  private Optional<Result<Reproducibility>> reproduce(
      Variant variant, Reproductions reproductions, BuildSupplies supplies) {
    ImageBuilder builder = builders.of(variant.builder());
    List<String> log = new ArrayList<>();
    try (OwnBuildCache cache = OwnBuildCache.of(variant, builders, progress)) {
      Reproducibility found =
          reproductions.check(variant, builder, cache.in(supplies.inputs(variant)), log::add);
      progress.say(
          variant.id()
              + (found.isSame()
                  ? ": both builds gave the same layers"
                  : ": "
                      + found.differingLayers().size()
                      + " of "
                      + found.layers()
                      + " layers differ"));
      return Optional.of(new Result.Done<>(found));
    } catch (BuildFailedException e) {
      Optional<String> unreachable = BuildLog.unreachable(log, variant);
      if (unreachable.isPresent()) {
        progress.say(
            variant.id()
                + " can't be built anew, as no repository can be reached for its packages: "
                + unreachable.get());
        return Optional.empty();
      }
      Optional<String> stopped = stoppedWhile(TWICE, variant);
      if (stopped.isPresent()) {
        return Optional.of(new Result.Failed<>(stopped.get()));
      }
      progress.say("FAILED to build " + variant.id() + " without cache: " + Progress.firstLine(e));
      return Optional.of(
          new Result.Failed<>(BuildLog.reason("the build without cache failed", log, e)));
    } catch (IOException | RuntimeException e) {
      return Optional.of(
          new Result.Failed<>(
              stoppedWhile(TWICE, variant)
                  .orElseGet(() -> Unexpected.reason(TWICE, variant.id(), e, progress))));
    }
  }

  private Optional<String> stoppedWhile(String doing, Variant variant) {
    return engine.connection().watch().stoppedWhile(doing + " " + variant.id(), progress::say);
  }

  /** Says, when it is a variant's turn, whether it is to be built again. */
  public interface Turn {
    /**
     * Whether it is.
     *
     * @param before what came of those before it
     */
    boolean isWanted(Variant variant, Map<VariantId, Result<Rebuild>> before);
  }

  /**
   * Builds each cold, unchanged, and after one changed line. One by one: a build is timed.
   *
   * @param now when the run began: no run before has built what this one changes
   * @return what came of each, without those that weren't built again
   */
  public Map<VariantId, Result<Rebuild>> rebuild(
      List<Built> all, Weigher weigher, Instant now, Turn turn) throws IOException {
    Map<VariantId, Result<Rebuild>> results = new HashMap<>();
    try (BuildSupplies supplies = new BuildSupplies(root, engine.connection(), engine, progress)) {
      for (Built built : all) {
        Variant variant = built.variant();
        if (turn.isWanted(variant, results)) {
          try (Rebuilds rebuilds =
              new Rebuilds(root, engine, builders, supplies, weigher, progress, now)) {
            rebuilds
                .measure(built)
                .ifPresent(
                    result ->
                        results.put(
                            variant.id(),
                            result
                                .failure()
                                .flatMap(failure -> stoppedWhile("building again", variant))
                                .<Result<Rebuild>>map(Result.Failed::new)
                                .orElse(result)));
          } catch (IOException | RuntimeException e) {
            results.put(
                variant.id(),
                new Result.Failed<>(
                    stoppedWhile("building again", variant)
                        .orElseGet(
                            () -> Unexpected.reason("building again", variant.id(), e, progress))));
          }
          AtTheEnd.requireNotEnding();
        }
      }
    }
    return results;
  }
}
