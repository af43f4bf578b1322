package multistage.report.engine;

import java.util.Optional;

/** Gets the images that builds start from. */
public interface BaseImages {
  /**
   * Gets an image from its registry, if the engine doesn't have it.
   *
   * @return why it can't be had, where no registry can be reached at all, or keeps it from this
   *     machine
   * @throws BuildFailedException when the registry answers that there is no such image
   */
  Optional<String> fetch(String reference) throws BuildFailedException;
}
