package multistage.report.model;

import com.fasterxml.jackson.annotation.JsonProperty;
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
    @JsonProperty("pulled")
    PULLED,
    /** Built or loaded on this engine. */
    @JsonProperty("local")
    LOCAL,
    /** Made from Debian packages by {@code ./lab}, because no registry was in reach. */
    @JsonProperty("stand-in")
    STAND_IN
  }
}
