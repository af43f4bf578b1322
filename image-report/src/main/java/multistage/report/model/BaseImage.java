package multistage.report.model;

import java.util.Locale;
import multistage.image.Digest;

/**
 * An image that Dockerfiles start from.
 *
 * @param reference its name as the Dockerfiles write it
 * @param id its ID on the engine
 * @param origin where it came from
 * @param fileBytes the bytes of the regular files in all its layers
 */
public record BaseImage(String reference, Digest id, Origin origin, long fileBytes) {
  /** Where a base image came from. */
  public enum Origin {
    /** From a registry, which is known by the digest that it left. */
    PULLED,
    /** Built or loaded on this engine. */
    LOCAL,
    /** Made from Debian packages by {@code ./lab}, because no registry was in reach. */
    STAND_IN;

    /** As reports and budgets name it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
