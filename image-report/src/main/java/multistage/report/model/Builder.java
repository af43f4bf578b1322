package multistage.report.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What builds an image from a Dockerfile. */
public enum Builder {
  /** The engine's own builder, which is deprecated and works through the file line by line. */
  @JsonProperty("classic")
  CLASSIC,
  /**
   * BuildKit, by way of a {@code docker} client: what builds images where nobody says otherwise.
   */
  @JsonProperty("buildkit")
  BUILDKIT
}
