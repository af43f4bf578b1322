package multistage.image;

import java.util.Locale;

/**
 * A file that is in an image, and pulled with it, but that no container sees.
 *
 * @param path its path in the image, without a leading {@code /}
 * @param fileBytes its bytes
 * @param layer the number of the layer that has it; the lowest is 1
 * @param hiddenBy the number of the layer that hides it; its own, where that has it under no name
 *     that a container sees
 * @param how what that layer does to it
 * @param secret whether its name is one under which keys, tokens and passwords are kept
 */
public record WastedFile(
    String path, long fileBytes, int layer, int hiddenBy, How how, boolean secret) {
  /** How a layer hides what is below it. */
  public enum How {
    /** The file or a folder above it was deleted. */
    DELETED,
    /** Something else has its place. */
    REPLACED,
    /** The same content has its place: only owner, mode or time changed, or nothing at all. */
    REWRITTEN;

    /** In lower case, as in a sentence. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the layers.
   *
   * @throws IllegalArgumentException when a lower layer is to hide it
   */
  public WastedFile {
    if (layer < 1 || hiddenBy < layer) {
      throw new IllegalArgumentException(
          path + " of layer " + layer + " can't be hidden by layer " + hiddenBy);
    }
  }
}
