package multistage.report.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a variant teaches. A chart of sizes leaves out most rows that are about something else. */
public enum Topic {
  /** A smaller image; what a file is about that doesn't say. */
  SIZE,
  /** Builds that are fast again after a change. */
  CACHE,
  /** Tests and other targets in one file. */
  TESTS,
  /** Secrets that a build needs and an image mustn't have. */
  SECRETS,
  /** Images for other processors. */
  PLATFORMS;

  /** The topic of that name, if there is one. */
  public static Optional<Topic> find(String text) {
    return Arrays.stream(values()).filter(topic -> topic.toString().equals(text)).findFirst();
  }

  /** All names, for messages. */
  public static String allNames() {
    return Arrays.stream(values()).map(Topic::toString).collect(Collectors.joining(", "));
  }

  /** As headers and reports name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
