package multistage.report.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes lines of a Dockerfile apart, each instruction's in its own way.
 *
 * @see <a
 *     href="https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/parser/line_parsers.go">BuildKit,
 *     parser/line_parsers.go</a>
 */
final class Words {
  private static final Pattern WHITE_SPACE = Pattern.compile("[\\t\\x0B\\f\\r ]+");

  private Words() {}

  /** The text's first word, and the rest if there is any. */
  static String[] firstAndRest(String text) {
    return WHITE_SPACE.split(text, 2);
  }

  /** The words of a text, whatever is quoted; none of an empty one. */
  static List<String> separatedByWhiteSpace(String text) {
    return text.isEmpty() ? List.of() : List.of(WHITE_SPACE.split(text, -1));
  }

  /**
   * The words of a text with their quotes; white space that is quoted or escaped is part of one.
   */
  static List<String> quoted(String text, int escape) {
    int[] points = text.codePoints().toArray();
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    int quote = 0;
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      if (quote == 0 && CodePoints.isSpace(point)) {
        if (inWord && word.length() > 0) {
          words.add(word.toString());
          word.setLength(0);
        }
        inWord = false;
        continue;
      }
      inWord = true;
      if (quote == 0 && (point == '\'' || point == '"')) {
        quote = point;
      } else if (quote != 0 && point == quote) {
        quote = 0;
      }
      // Within single quotes, nothing is escaped.
      if (point == escape && quote != '\'') {
        if (i + 1 == points.length) {
          break;
        }
        word.appendCodePoint(point);
        point = points[++i];
      }
      word.appendCodePoint(point);
    }
    if (word.length() > 0) {
      words.add(word.toString());
    }
    return words;
  }

  /** What {@link #flags} finds: the flags, and the text behind them. */
  record Flagged(List<String> flags, String rest) {}

  /**
   * The words at a text's beginning that start with {@code --}, without quotes and escape
   * characters.
   */
  static Flagged flags(String text, int escape) {
    // BuildKit goes from byte to byte here, and takes each for a character.
    String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    List<String> flags = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    boolean blank = false;
    char quote = 0;
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (!inWord) {
        if (CodePoints.isSpace(c)) {
          continue;
        }
        if (c != '-' || i + 1 == bytes.length() || bytes.charAt(i + 1) != '-') {
          return new Flagged(flags, utf8(bytes.substring(i)));
        }
        inWord = true;
      }
      if (quote == 0 && CodePoints.isSpace(c)) {
        inWord = false;
        if (word.toString().equals("--")) {
          return new Flagged(flags, utf8(bytes.substring(i)));
        }
        if (blank || word.length() > 0) {
          flags.add(word.toString());
        }
        word.setLength(0);
        blank = false;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        blank = true;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (c == escape) {
        if (i + 1 < bytes.length()) {
          word.append(bytes.charAt(++i));
        }
      } else {
        word.append(c);
      }
    }
    if (inWord && !word.toString().equals("--") && (blank || word.length() > 0)) {
      flags.add(word.toString());
    }
    return new Flagged(flags, "");
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
