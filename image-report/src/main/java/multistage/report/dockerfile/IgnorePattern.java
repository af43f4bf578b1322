package multistage.report.dockerfile;

import java.util.Optional;
import multistage.report.diagnostic.UserError;

/**
 * A line of an ignore file.
 *
 * @see <a
 *     href="https://github.com/moby/patternmatcher/blob/v0.6.1/patternmatcher.go">moby/patternmatcher</a>
 */
final class IgnorePattern {
  /**
   * What means nothing in a pattern, though it does in a regular expression. Docker means to take
   * <code>|{}</code> as they are, too, but its table has no room for them: <code>a|b</code> is two
   * patterns, and <code>a{2}</code> is <code>aa</code>.
   */
  private static final String ESCAPED = ".+()$";

  private enum Kind {
    EXACT,
    PREFIX,
    SUFFIX,
    EXPRESSION
  }

  private final String pattern;
  private final Kind kind;
  private final Optional<IgnoreExpression> expression;

  private IgnorePattern(String pattern, Kind kind, Optional<IgnoreExpression> expression) {
    this.pattern = pattern;
    this.kind = kind;
    this.expression = expression;
  }

  /**
   * Reads a pattern.
   *
   * @param pattern without a {@code !} before it, and cleaned
   * @throws UserError when Docker refuses every build with it
   */
  static IgnorePattern of(String pattern) {
    if (!GoGlob.isWellFormed(pattern)) {
      throw malformed(pattern);
    }
    StringBuilder text = new StringBuilder("^");
    Kind kind = Kind.EXACT;
    CodePoints in = new CodePoints(pattern);
    for (boolean first = true; in.peek() != CodePoints.END; first = false) {
      int point = in.read();
      if (point == '*' && in.peek() == '*') {
        in.read();
        if (in.peek() == '/') {
          in.read();
        }
        if (in.peek() == CodePoints.END && kind == Kind.EXACT) {
          kind = Kind.PREFIX;
        } else {
          text.append(in.peek() == CodePoints.END ? ".*" : "(.*/)?");
          kind = Kind.EXPRESSION;
        }
        kind = first ? Kind.SUFFIX : kind;
      } else if (point == '*' || point == '?') {
        text.append(point == '*' ? "[^/]*" : "[^/]");
        kind = Kind.EXPRESSION;
      } else if (ESCAPED.indexOf(point) >= 0) {
        text.append('\\').appendCodePoint(point);
      } else if (point == '\\') {
        text.append('\\');
        if (in.peek() != CodePoints.END) {
          text.appendCodePoint(in.read());
          kind = Kind.EXPRESSION;
        }
      } else {
        text.appendCodePoint(point);
        kind = point == '[' || point == ']' ? Kind.EXPRESSION : kind;
      }
    }
    return new IgnorePattern(
        pattern,
        kind,
        kind == Kind.EXPRESSION
            ? IgnoreExpression.read(text.append('$').toString())
            : Optional.empty());
  }

  private static UserError malformed(String pattern) {
    return new UserError(
        "\"" + pattern + "\" is no pattern",
        "close its brackets, or put a backslash before a character that is" + " meant as it is");
  }

  /**
   * Whether it matches a path, not a directory above it.
   *
   * @throws UserError when it can't be matched: Docker finds out not before the first path
   */
  boolean matches(String path) {
    return switch (kind) {
      case EXACT -> path.equals(pattern);
      case PREFIX -> path.startsWith(pattern.substring(0, pattern.length() - 2));
      case SUFFIX -> {
        String suffix = pattern.substring(2);
        yield path.endsWith(suffix) || suffix.startsWith("/") && path.equals(suffix.substring(1));
      }
      case EXPRESSION -> expression.orElseThrow(() -> malformed(pattern)).matches(path);
    };
  }

  /** Whether a directory's name is all that can lead to what it matches. */
  boolean isDirectory() {
    return withoutLastStars().chars().noneMatch(c -> "*[]?^\\".indexOf(c) >= 0);
  }

  /** Whether it may match something in a directory, if {@link #isDirectory}. */
  boolean isBelow(String directory) {
    return (withoutLastStars() + "/").startsWith(directory + "/");
  }

  private String withoutLastStars() {
    String path = pattern.endsWith("/**") ? pattern.substring(0, pattern.length() - 3) : pattern;
    return path.endsWith("/*") ? path.substring(0, path.length() - 2) : path;
  }
}
