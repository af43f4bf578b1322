package multistage.image.archive;

import java.util.List;
import multistage.image.ImageConfig;

/**
 * An image in an archive.
 *
 * @param config its configuration
 * @param names the names it was saved under, such as {@code alpine:3.22}; empty when it was saved
 *     by its ID
 */
public record ArchivedImage(ImageConfig config, List<String> names) {
  /** Copies the list. */
  public ArchivedImage {
    names = List.copyOf(names);
  }

  /** What to call it in a message: its first name, else its ID. */
  public String displayName() {
    return names.isEmpty() ? config.id().value() : names.get(0);
  }
}
