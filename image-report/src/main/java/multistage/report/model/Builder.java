package multistage.report.model;

import java.util.Locale;

/** What builds an image from a Dockerfile. */
public enum Builder {
  /** The engine's own builder, which is deprecated and works through the file line by line. */
  CLASSIC,
  /**
   * BuildKit, by way of a {@code docker} client: what builds images where nobody says otherwise.
   */
  BUILDKIT;

  /** As headers and reports name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
