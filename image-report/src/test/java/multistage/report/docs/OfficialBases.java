package multistage.report.docs;

import java.util.Map;
import java.util.Optional;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.report.model.Row;
import multistage.report.model.Stage;

/**
 * What images come to on the official base images: computed, since a run without a registry has
 * only stand-ins to measure.
 *
 * @param stated the published size in bytes of official images, by the reference in a Dockerfile
 */
public record OfficialBases(Map<String, Long> stated) {
  /** Copies the map. */
  public OfficialBases {
    stated = Map.copyOf(stated);
  }

  /**
   * The row's own layers as recorded plus the stated size of its base image; empty if there is no
   * image, or nobody states that size.
   */
  Optional<Long> fileBytes(Row row) {
    return row.image()
        .flatMap(image -> baseBytes(row).map(baseBytes -> baseBytes + ownBytes(image)));
  }

  private Optional<Long> baseBytes(Row row) {
    Optional<String> base = Stage.finalBase(row.stages());
    return base.isPresent() ? base.map(stated::get) : Optional.of(0L);
  }

  private static long ownBytes(Image image) {
    return image.layers().stream()
        .filter(layer -> !layer.fromBase())
        .mapToLong(Layer::fileBytes)
        .sum();
  }
}
