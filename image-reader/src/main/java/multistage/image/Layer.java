package multistage.image;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A layer of an image in a report.
 *
 * @param diffId its content's identity
 * @param instruction the Dockerfile instruction that made it, where the image's history tells
 * @param fromBase whether the last stage's base image brought it
 * @param fileBytes the bytes of its regular files
 * @param tarBytes the length of its tar archive
 * @param gzipBytes the length of that archive compressed with gzip; empty where it was read without
 *     compressing it
 * @param files how many regular files it has
 * @param largestFiles the largest of them, largest first
 * @param largestFolders the folders with most file bytes below them, most first
 */
public record Layer(
    DiffId diffId,
    Optional<String> instruction,
    boolean fromBase,
    long fileBytes,
    long tarBytes,
    Optional<Long> gzipBytes,
    int files,
    List<SizedPath> largestFiles,
    List<SizedPath> largestFolders) {
  /** Copies the lists. */
  public Layer {
    largestFiles = List.copyOf(largestFiles);
    largestFolders = List.copyOf(largestFolders);
  }

  /** The sum of what layers are long when compressed, where that is known of each. */
  public static Optional<Long> gzipBytes(Collection<Layer> layers) {
    return KnownSum.of(layers.stream().map(Layer::gzipBytes));
  }
}
