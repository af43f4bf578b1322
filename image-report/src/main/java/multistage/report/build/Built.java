package multistage.report.build;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.report.engine.StoredImage;
import multistage.report.model.Variant;

/**
 * A variant whose image the engine has.
 *
 * @param dockerfile the text of its Dockerfile when the build began: whoever edits it goes on doing
 *     so while the run takes its time
 * @param image its image, as the engine described it after the build
 * @param bases the base images that the engine has, by the references in the Dockerfile
 * @param isNew whether the build made an image that hadn't existed, which nobody has started yet
 * @param stageImages the IDs of the images that the build went through, without the base images
 */
public record Built(
    Variant variant,
    String dockerfile,
    StoredImage image,
    Map<String, StoredImage> bases,
    boolean isNew,
    List<String> stageImages)
    implements BuildResult {
  /** Copies the collections. */
  public Built {
    bases = Map.copyOf(bases);
    stageImages = List.copyOf(stageImages);
  }

  /**
   * Its image and the one that the last stage starts from, by name. The base image's history shows
   * which entries of the image's history come from the Dockerfile.
   */
  public Map<String, StoredImage> imageAndBase() {
    Map<String, StoredImage> images = new LinkedHashMap<>();
    finalBase().ifPresent(base -> images.put(variant.finalBase().orElseThrow(), base));
    images.put(variant.imageName(), image);
    return images;
  }

  /** The image that the last stage starts from, by way of earlier stages or not. */
  public Optional<StoredImage> finalBase() {
    return variant.finalBase().map(bases::get);
  }
}
