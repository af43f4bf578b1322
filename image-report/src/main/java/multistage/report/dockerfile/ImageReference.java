package multistage.report.dockerfile;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import multistage.report.diagnostic.UserError;

/**
 * An image's name in full, as registries are asked for it: {@code docker.io/library/alpine:3.22}
 * for {@code alpine:3.22}.
 *
 * @see <a href="https://github.com/distribution/reference/blob/v0.6.0/normalize.go">distribution,
 *     reference</a>
 */
record ImageReference(String name) {
  private static final int MAX_PATH = 255;
  private static final Pattern IDENTIFIER = Pattern.compile("[a-f0-9]{64}");
  private static final String DOMAIN_PART = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
  private static final String DOMAIN =
      "(?:" + DOMAIN_PART + "(?:\\." + DOMAIN_PART + ")*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?";
  private static final String PATH_PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?<domain>"
              + DOMAIN
              + ")/(?<path>"
              + PATH_PART
              + "(?:/"
              + PATH_PART
              + ")*)(?<tag>:[\\w][\\w.-]{0,127})?"
              + "(?<digest>@(?<algorithm>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*):"
              + "(?<hash>[0-9a-fA-F]{32,}))?");

  /**
   * Reads what stands in a Dockerfile.
   *
   * @throws UserError when no image can be called that
   */
  static ImageReference read(String written) {
    if (IDENTIFIER.matcher(written).matches()) {
      throw new UserError("\"" + written + "\" is an image's ID, not its name", "name the image");
    }
    String[] parts = inFull(written);
    String path = parts[1].split(":", 2)[0];
    if (!path.equals(path.toLowerCase(Locale.ROOT))) {
      throw new UserError(
          "there is no stage \""
              + written
              + "\" before this line, and an image's name has no capitals",
          "write it in lower case");
    }
    Matcher matcher = REFERENCE.matcher(parts[0] + "/" + parts[1]);
    if (!matcher.matches()
        || matcher.group("path").length() > MAX_PATH
        || matcher.group("digest") != null && !isDigest(matcher)) {
      throw new UserError(
          "\"" + written + "\" can't be an image's name", "write NAME:TAG or NAME@sha256:DIGEST");
    }
    boolean isExact = matcher.group("tag") != null || matcher.group("digest") != null;
    return new ImageReference(matcher.group() + (isExact ? "" : ":latest"));
  }

  private static boolean isDigest(Matcher matcher) {
    String hash = matcher.group("hash");
    int length =
        switch (matcher.group("algorithm")) {
          case "sha256" -> 64;
          case "sha384" -> 96;
          case "sha512" -> 128;
          default -> -1;
        };
    return hash.length() == length && hash.equals(hash.toLowerCase(Locale.ROOT));
  }

  /** The registry's domain, and the rest. */
  private static String[] inFull(String written) {
    String[] parts = written.split("/", 2);
    if (parts.length == 1) {
      return new String[] {"docker.io", "library/" + written};
    }
    String first = parts[0];
    boolean isDomain =
        first.equals("localhost")
            || first.contains(".")
            || first.contains(":")
            || !first.equals(first.toLowerCase(Locale.ROOT));
    String domain = isDomain ? first : "docker.io";
    String path = isDomain ? parts[1] : written;
    if (domain.equals("index.docker.io")) {
      domain = "docker.io";
    }
    boolean isOfficial = domain.equals("docker.io") && !path.contains("/");
    return new String[] {domain, isOfficial ? "library/" + path : path};
  }
}
