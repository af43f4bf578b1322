package multistage.image.archive;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import multistage.image.ImageConfig;

/**
 * An image in an archive.
 *
 * @param config its configuration
 * @param names the names it was saved under, such as {@code alpine:3.22}; empty when it was saved
 *     by its ID
 * @param platform what it runs on, where that is said
 * @param digests its ID, and the digests of its manifest and of the indexes that name it
 * @param fromIndex whether {@code index.json} names it, where several without a name may be one
 *     image for several platforms
 */
public record ArchivedImage(
    ImageConfig config,
    List<String> names,
    Optional<ImagePlatform> platform,
    Set<String> digests,
    boolean fromIndex) {
  /** Copies the collections. */
  public ArchivedImage {
    names = List.copyOf(names);
    digests = Set.copyOf(digests);
  }

  /** What to call it in a message: its first name, else its ID. */
  public String displayName() {
    return names.isEmpty() ? config.id().value() : names.get(0);
  }
}
