package multistage.report.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.ImageBuilder;
import multistage.report.engine.StoredImage;
import multistage.report.engine.TestcontainersEngine;
import multistage.report.model.Variant;
import multistage.report.process.Progress;

/**
 * Builds that tests make for themselves, kept track of as those of a run are: what no build needs
 * any more goes, the rest is the next run's cache and noted for {@code ./lab --clean}.
 */
public final class TestBuild {
  private final TestcontainersEngine engine;
  private final Path cache;
  private final MadeImages made;

  /** On that engine, with the cache folder and the record of a run. */
  public TestBuild(TestcontainersEngine engine, Path cache, Optional<Path> record) {
    this.engine = engine;
    this.cache = cache;
    this.made = new MadeImages(record, new Progress(System.err));
  }

  /**
   * Builds the variant's image with the engine's own builder.
   *
   * @return the builder's output, if it failed; what it left is removed then
   */
  public Optional<String> run(Path root, Variant variant) throws IOException {
    return run(root, variant, engine, BuildInputs.CACHE_ONLY);
  }

  /** The same with another builder, and with more than the cache. */
  public Optional<String> run(Path root, Variant variant, ImageBuilder builder, BuildInputs inputs)
      throws IOException {
    List<String> log = new ArrayList<>();
    Optional<StoredImage> before = engine.find(variant.imageName());
    try {
      builder.build(root, variant, variant.imageName(), inputs, log::add);
    } catch (BuildFailedException e) {
      // Last ones first: an image can't go before those that are made of it.
      List<String> made = new ArrayList<>(StageImages.madeAnewIn(log));
      Collections.reverse(made);
      made.forEach(engine::removeUnnamed);
      return Optional.of(String.join("\n", log) + "\n" + e.getMessage());
    }
    List<StoredImage> bases =
        variant.baseImages().stream()
            .flatMap(reference -> engine.find(reference).stream())
            .toList();
    StoredImage after = engine.find(variant.imageName()).orElseThrow();
    before
        .filter(old -> !old.id().equals(after.id()))
        .ifPresent(old -> engine.removeUnnamed(old.id().value()));
    List<String> stageImages = StageImages.madeBy(log, bases);
    StageImages.load(cache.resolve("stage-images"))
        .update(Map.of(variant.id(), stageImages), engine);
    made.note(
        Stream.concat(
            stageImages.stream().flatMap(id -> engine.find(id).stream()), Stream.of(after)));
    return Optional.empty();
  }
}
