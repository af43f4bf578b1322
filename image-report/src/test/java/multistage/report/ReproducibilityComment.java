package multistage.report;

import java.util.regex.Pattern;

/** What a Dockerfile's comments promise about building it twice. */
enum ReproducibilityComment {
  /** The same source gives the same layers. */
  SAME,
  /** At least one layer differs from build to build. */
  DIFFERENT,
  /** Nothing. */
  NONE;

  private static final Pattern NOT_REPRODUCIBLE =
      Pattern.compile("isn't reproducible|Not reproducible|reproducible\\. This layer isn't");

  /** What the comments in a Dockerfile's text promise. */
  static ReproducibilityComment in(String dockerfile) {
    String text = dockerfile.replaceAll("\\n# *", " ");
    if (NOT_REPRODUCIBLE.matcher(text).find()) {
      return DIFFERENT;
    }
    return text.contains("byte for byte, whenever it is built") ? SAME : NONE;
  }
}
