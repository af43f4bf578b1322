package multistage.report.engine;

import java.io.InputStream;
import java.util.Collection;
import java.util.Optional;

/** The images that an engine has. */
public interface ImageStore {
  /** The image of that name or ID, if the engine has it. */
  Optional<StoredImage> find(String reference);

  /**
   * The archive of {@code docker save} with these images, each layer in it once. Closing it ends
   * the transfer.
   */
  InputStream save(Collection<String> references);

  /**
   * Removes an image without a name, and those below it that nothing else needs. One that is in use
   * or gone already is left as it is.
   */
  void removeUnnamed(String id);

  /**
   * Removes a name, and the image with it when that was its only one, with those below it that
   * nothing else needs. One that isn't there is no error; one that a container needs stays.
   */
  void remove(String name);
}
