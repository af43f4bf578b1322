package multistage.report.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import multistage.report.dockerfile.BuildSource;
import multistage.report.dockerfile.SourceStage;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.engine.StoredImage;
import multistage.report.model.Variant;
import multistage.report.model.VariantBuilder;
import multistage.report.process.AtTheEnd;
import multistage.report.process.Progress;
import multistage.report.process.TemporaryFolder;

/**
 * Makes images of the stages that stay on the builder, out of BuildKit's cache. When this is
 * closed, they are gone; the cache stays. The classic builder's cache would go with such images.
 */
public final class StageBuilds implements AutoCloseable {
  private static final String IMAGES = "multistage-stages/";

  private final Path root;
  private final DockerEngine engine;
  private final BuildKit buildKit;
  private final BuildSupplies supplies;
  private final MadeImages made;
  private final Progress progress;
  private final Set<String> names = new LinkedHashSet<>();
  // Ctrl-C must not leave images behind either.
  private final AtTheEnd removal = new AtTheEnd("remove images of stages", this::remove);

  /**
   * Builds nothing yet.
   *
   * @param root the repository's root
   * @param made notes the images, for a process that is killed
   */
  public StageBuilds(
      Path root,
      DockerEngine engine,
      BuildKit buildKit,
      BuildSupplies supplies,
      MadeImages made,
      Progress progress) {
    this.root = root;
    this.engine = engine;
    this.buildKit = buildKit;
    this.supplies = supplies;
    this.made = made;
    this.progress = progress;
  }

  /** An image of a stage, and its name on the engine. */
  public record StageImage(String name, StoredImage stored) {}

  /**
   * Builds the stages that a variant's image takes files from.
   *
   * @param source its Dockerfile as the image was built from it
   * @return their images by the stage's number, without those that can't be built, which is said
   */
  public Map<Integer, StageImage> build(Variant variant, BuildSource source) {
    Map<Integer, StageImage> built = new TreeMap<>();
    try (TemporaryFolder folder = TemporaryFolder.create("stages")) {
      Variant absolute =
          VariantBuilder.of(variant)
              .dockerfile(root.resolve(variant.dockerfile()).toString())
              .build();
      for (SourceStage stage : source.leftBehind()) {
        AtTheEnd.requireNotEnding();
        String name =
            IMAGES + variant.id().server() + ":" + variant.id().name() + "-" + stage.index();
        synchronized (names) {
          names.add(name);
        }
        List<String> log = new ArrayList<>();
        buildKit.build(
            root,
            StageFile.endingWith(stage, source, absolute, folder.path()),
            name,
            supplies.inputs(variant),
            log::add);
        StoredImage stored =
            engine
                .find(name)
                .orElseThrow(() -> new BuildFailedException("the engine has no image of it", null));
        made.note(Stream.of(stored));
        built.put(stage.index(), new StageImage(name, stored));
      }
    } catch (BuildFailedException | IOException e) {
      progress.say(
          "note: what stays on the builder of "
              + variant.id()
              + " can't be read: "
              + Progress.firstLine(e));
    }
    return built;
  }

  private void remove() {
    synchronized (names) {
      names.forEach(engine::remove);
      names.clear();
    }
  }

  @Override
  public void close() {
    remove();
    removal.close();
  }
}
