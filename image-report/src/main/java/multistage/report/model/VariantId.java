package multistage.report.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A variant's identity: the server it packages and the name of its Dockerfile, {@code
 * go/multi-stage-scratch} for {@code dockerfiles/go/multi-stage-scratch.Dockerfile}.
 *
 * @param server the folder below {@code dockerfiles/}; the build context is {@code
 *     webserver-SERVER/}
 * @param name the file's name without {@code .Dockerfile}
 */
public record VariantId(String server, String name) implements Comparable<VariantId> {
  // Both parts also become parts of an image's name, which allows no more than this.
  private static final Pattern FORM =
      Pattern.compile("([a-z0-9]+(?:-[a-z0-9]+)*)/([a-z0-9]+(?:-[a-z0-9]+)*)");

  /** What a variant's name looks like, for messages. */
  public static final String FORM_IN_WORDS =
      "a variant is called SERVER/NAME in lower-case letters, digits and hyphens";

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when a part has other characters than a-z, 0-9 and single
   *     hyphens between them
   */
  public VariantId {
    if (!FORM.matcher(server + "/" + name).matches()) {
      throw new IllegalArgumentException(FORM_IN_WORDS + ", not: " + server + "/" + name);
    }
  }

  /**
   * Reads {@code SERVER/NAME}.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static VariantId parse(String text) {
    return find(text)
        .orElseThrow(() -> new IllegalArgumentException(FORM_IN_WORDS + ", not: " + text));
  }

  /** The variant of that name; empty where the text has another form than {@code SERVER/NAME}. */
  public static Optional<VariantId> find(String text) {
    return Optional.of(FORM.matcher(text))
        .filter(Matcher::matches)
        .map(parts -> new VariantId(parts.group(1), parts.group(2)));
  }

  @Override
  public int compareTo(VariantId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return server + "/" + name;
  }
}
