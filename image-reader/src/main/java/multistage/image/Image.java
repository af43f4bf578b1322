package multistage.image;

import java.util.List;
import java.util.Optional;

/**
 * An image in a report. Its sizes are the sums over its layers: what lower layers hold is counted
 * even if a higher one hides it, for it is pulled and stored all the same.
 *
 * @param id the digest of its configuration
 * @param engineBytes the size that the engine states; what that means differs between engines
 * @param fileBytes the bytes of the regular files in all its layers: the compared number
 * @param tarBytes the length of its layers' tar archives
 * @param gzipBytes the length of those archives, each compressed with gzip: about what is pulled;
 *     empty where one of them was read without compressing it
 * @param layers lowest first
 * @param explanation where the file bytes went
 */
public record Image(
    Digest id,
    long engineBytes,
    long fileBytes,
    long tarBytes,
    Optional<Long> gzipBytes,
    List<Layer> layers,
    Explanation explanation) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when a sum is not that of the layers, or not what is explained
   */
  public Image {
    layers = List.copyOf(layers);
    requireSum(id, "fileBytes", fileBytes, layers.stream().mapToLong(Layer::fileBytes).sum());
    requireSum(id, "tarBytes", tarBytes, layers.stream().mapToLong(Layer::tarBytes).sum());
    requireSum(id, "gzipBytes", gzipBytes, Layer.gzipBytes(layers));
    if (explanation.tree().fileBytes() != fileBytes) {
      throw new IllegalArgumentException(
          id
              + " states "
              + fileBytes
              + " fileBytes, explained are "
              + explanation.tree().fileBytes());
    }
  }

  /** The image with these layers and the sums over them. */
  public static Image of(Digest id, long engineBytes, List<Layer> layers, Explanation explanation) {
    return new Image(
        id,
        engineBytes,
        layers.stream().mapToLong(Layer::fileBytes).sum(),
        layers.stream().mapToLong(Layer::tarBytes).sum(),
        Layer.gzipBytes(layers),
        layers,
        explanation);
  }

  private static void requireSum(Digest id, String what, Object stated, Object sum) {
    if (!stated.equals(sum)) {
      throw new IllegalArgumentException(
          id + " states " + stated + " " + what + ", its layers have " + sum);
    }
  }
}
