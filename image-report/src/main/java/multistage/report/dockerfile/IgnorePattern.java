package multistage.report.dockerfile;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import multistage.report.diagnostic.UserError;

/**
 * A line of an ignore file.
 *
 * <p>Docker makes a regular expression of Go's of it. RE2/J reads these as Go does, and follows all
 * ways through one at the same time: a pattern can't make a build wait for years.
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

  /** The highest number in braces. */
  private static final Pattern TIMES = Pattern.compile("\\{(?:[0-9]+,)?([0-9]{1,4}),?\\}");

  /** Go's limit for all that an expression becomes, each number of times written out. */
  private static final long MAX_PARTS = (128 << 20) / 40;

  private enum Kind {
    EXACT,
    PREFIX,
    SUFFIX,
    EXPRESSION
  }

  private final String pattern;
  private final Kind kind;
  private final Optional<Pattern> expression;

  private IgnorePattern(String pattern, Kind kind, Optional<Pattern> expression) {
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
    boolean isOne = true;
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
          // To Go, nothing else than ASCII can be escaped; RE2/J takes it as it is.
          isOne &= in.peek() < 0x80;
          text.appendCodePoint(in.read());
          kind = Kind.EXPRESSION;
        }
      } else {
        // One that begins no number of times means itself, which RE2/J doesn't always see.
        text.append(point == '{' && in.peek() == '{' ? "\\" : "").appendCodePoint(point);
        kind = point == '[' || point == ']' ? Kind.EXPRESSION : kind;
      }
    }
    return new IgnorePattern(
        pattern,
        kind,
        kind == Kind.EXPRESSION && isOne
            ? expression(text.append('$').toString())
            : Optional.empty());
  }

  /** Nothing where Go has no such expression. */
  private static Optional<Pattern> expression(String text) {
    long parts = text.length();
    for (Matcher times = TIMES.matcher(text); times.find(); ) {
      parts += Integer.parseInt(times.group(1));
    }
    try {
      return parts > MAX_PARTS ? Optional.empty() : Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
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
      case EXPRESSION -> expression.orElseThrow(() -> malformed(pattern)).matcher(path).find();
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
