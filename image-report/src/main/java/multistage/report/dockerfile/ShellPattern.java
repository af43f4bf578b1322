package multistage.report.dockerfile;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import multistage.report.diagnostic.UserError;

/**
 * A pattern in {@code ${name#pattern}}, {@code ${name%pattern}} or {@code ${name/pattern/text}}:
 * {@code ?} is any character, {@code *} any number of them.
 *
 * <p>As in BuildKit, it becomes a regular expression of Go's. The time that RE2/J takes for one
 * grows with the product of the pattern's and the value's length, whatever the pattern.
 */
final class ShellPattern {
  private ShellPattern() {}

  /** The value without the shortest or, if greedy, the longest beginning that matches. */
  static String withoutPrefix(String pattern, String value, boolean greedy) {
    Matcher matcher = expression(pattern, greedy).matcher(value);
    return matcher.lookingAt() ? value.substring(matcher.end()) : value;
  }

  /** The value without the shortest or, if greedy, the longest end that matches. */
  static String withoutSuffix(String pattern, String value, boolean greedy) {
    return reversed(withoutPrefix(reversedPattern(pattern), reversed(value), greedy));
  }

  /** The value with the first match replaced. */
  static String replaceFirst(String pattern, String value, String replacement) {
    Matcher matcher = expression(pattern, true).matcher(value);
    return matcher.find()
        ? value.substring(0, matcher.start()) + replacement + value.substring(matcher.end())
        : value;
  }

  /**
   * The value with all matches replaced. In the replacement, {@code $0} is what matched and other
   * names that follow a {@code $} are nothing: BuildKit hands it to Go's {@code ReplaceAllString}.
   */
  static String replaceAll(String pattern, String value, String replacement) {
    Matcher matcher = expression(pattern, true).matcher(value);
    StringBuilder result = new StringBuilder();
    int copied = 0;
    int search = 0;
    while (search <= value.length() && matcher.find(search)) {
      result.append(value, copied, matcher.start());
      // No empty match right behind another match.
      if (matcher.end() > copied || matcher.start() == 0) {
        result.append(expandReplacement(replacement, matcher.group()));
      }
      copied = matcher.end();
      search = copied > search ? copied : next(value, search);
    }
    return result.append(value.substring(copied)).toString();
  }

  private static int next(String value, int at) {
    return at == value.length() ? at + 1 : value.offsetByCodePoints(at, 1);
  }

  private static String expandReplacement(String replacement, String matched) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < replacement.length()) {
      int dollar = replacement.indexOf('$', at);
      if (dollar < 0) {
        break;
      }
      result.append(replacement, at, dollar);
      at = dollar + 1;
      if (at < replacement.length() && replacement.charAt(at) == '$') {
        result.append('$');
        at++;
        continue;
      }
      boolean braced = at < replacement.length() && replacement.charAt(at) == '{';
      int begin = braced ? at + 1 : at;
      int end = begin;
      while (end < replacement.length() && isName(replacement.codePointAt(end))) {
        end += Character.charCount(replacement.codePointAt(end));
      }
      boolean closed = !braced || end < replacement.length() && replacement.charAt(end) == '}';
      if (end == begin || !closed) {
        result.append('$');
        continue;
      }
      if (replacement.substring(begin, end).equals("0")) {
        result.append(matched);
      }
      at = braced ? end + 1 : end;
    }
    return result.append(replacement.substring(at)).toString();
  }

  private static boolean isName(int point) {
    return Character.isLetter(point) || Character.isDigit(point) || point == '_';
  }

  private static Pattern expression(String pattern, boolean greedy) {
    StringBuilder expression = new StringBuilder();
    CodePoints in = new CodePoints(pattern);
    for (int point = in.read(); point != CodePoints.END; point = in.read()) {
      if (point == '*') {
        expression.append(greedy ? ".*" : ".*?");
      } else if (point == '?') {
        expression.append('.');
      } else if (point == '\\') {
        int escaped = in.peek();
        if (escaped == '}' || escaped == '/') {
          continue;
        }
        in.read();
        if (escaped != '*' && escaped != '?' && escaped != '\\') {
          throw new UserError(
              "in the pattern \""
                  + pattern
                  + "\", there is a backslash before something other than * ? or \\",
              "remove the backslash");
        }
        expression.append('\\').appendCodePoint(escaped);
      } else {
        expression.append(Pattern.quote(Character.toString(point)));
      }
    }
    return Pattern.compile(expression.toString());
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  /** The pattern backwards; a character with a backslash before it keeps that backslash. */
  private static String reversedPattern(String pattern) {
    int[] points = pattern.codePoints().toArray();
    int last = points.length - 1;
    int[] result = new int[points.length];
    for (int i = 0; i <= last; i++) {
      if (points[i] == '\\' && i != last) {
        result[last - i - 1] = points[i];
        result[last - i] = points[i + 1];
        i++;
      } else {
        result[last - i] = points[i];
      }
    }
    return new String(result, 0, result.length);
  }
}
