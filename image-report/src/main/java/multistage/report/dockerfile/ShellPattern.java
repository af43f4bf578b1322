package multistage.report.dockerfile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import multistage.report.diagnostic.UserError;

/**
 * A pattern in {@code ${name#pattern}}, {@code ${name%pattern}} or {@code ${name/pattern/text}}:
 * {@code ?} is any character, {@code *} any number of them.
 *
 * <p>A position that once failed isn't tried again, so that the time grows with the product of the
 * pattern's and the value's length, whatever the pattern.
 */
final class ShellPattern {
  private static final int ANY = -2;
  private static final int STAR = -3;

  private final int[] parts;
  private final boolean greedy;

  private ShellPattern(int[] parts, boolean greedy) {
    this.parts = parts;
    this.greedy = greedy;
  }

  /** The value without the shortest or, if greedy, the longest beginning that matches. */
  static String withoutPrefix(String pattern, String value, boolean greedy) {
    int[] points = value.codePoints().toArray();
    int end = of(pattern, greedy).matchEnd(points, 0, new BitSet());
    return end < 0 ? value : new String(points, end, points.length - end);
  }

  /** The value without the shortest or, if greedy, the longest end that matches. */
  static String withoutSuffix(String pattern, String value, boolean greedy) {
    return reversed(withoutPrefix(reversedPattern(pattern), reversed(value), greedy));
  }

  /** The value with the first match replaced. */
  static String replaceFirst(String pattern, String value, String replacement) {
    int[] points = value.codePoints().toArray();
    ShellPattern compiled = of(pattern, true);
    BitSet failed = new BitSet();
    for (int begin = 0; begin <= points.length; begin++) {
      int end = compiled.matchEnd(points, begin, failed);
      if (end >= 0) {
        return new String(points, 0, begin)
            + replacement
            + new String(points, end, points.length - end);
      }
    }
    return value;
  }

  /**
   * The value with all matches replaced. In the replacement, {@code $0} is what matched and other
   * names that follow a {@code $} are nothing: BuildKit hands it to Go's {@code ReplaceAllString}.
   */
  static String replaceAll(String pattern, String value, String replacement) {
    int[] points = value.codePoints().toArray();
    ShellPattern compiled = of(pattern, true);
    UnaryOperator<String> expanded = matched -> expandReplacement(replacement, matched);
    BitSet failed = new BitSet();
    StringBuilder result = new StringBuilder();
    int copied = 0;
    int search = 0;
    while (search <= points.length) {
      int begin = search;
      int end = -1;
      while (begin <= points.length && end < 0) {
        end = compiled.matchEnd(points, begin, failed);
        if (end < 0) {
          begin++;
        }
      }
      if (end < 0) {
        break;
      }
      result.append(new String(points, copied, begin - copied));
      // No empty match right behind another match.
      if (end > copied || begin == 0) {
        result.append(expanded.apply(new String(points, begin, end - begin)));
      }
      copied = end;
      search = search + 1 > end ? search + 1 : end;
    }
    return result.append(new String(points, copied, points.length - copied)).toString();
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

  private static ShellPattern of(String pattern, boolean greedy) {
    List<Integer> parts = new ArrayList<>();
    CodePoints in = new CodePoints(pattern);
    for (int point = in.read(); point != CodePoints.END; point = in.read()) {
      if (point == '*') {
        parts.add(STAR);
      } else if (point == '?') {
        parts.add(ANY);
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
              "remove the" + " backslash");
        }
        parts.add(escaped);
      } else {
        parts.add(point);
      }
    }
    return new ShellPattern(parts.stream().mapToInt(Integer::intValue).toArray(), greedy);
  }

  /**
   * Where a match that begins at a position ends, or -1.
   *
   * @param failed what is known to fail: a part and a position as one number; the same for all
   *     beginnings
   */
  private int matchEnd(int[] value, int begin, BitSet failed) {
    // Pairs of a part and a position that are still to be tried, the next one last.
    List<int[]> open = new ArrayList<>();
    open.add(new int[] {0, begin});
    while (!open.isEmpty()) {
      int[] state = open.remove(open.size() - 1);
      int part = state[0];
      int at = state[1];
      if (part == parts.length) {
        return at;
      }
      int key = part * (value.length + 1) + at;
      if (failed.get(key)) {
        continue;
      }
      // Tried once is enough: either it ends the search, or it fails.
      failed.set(key);
      boolean more = at < value.length;
      boolean wild = more && value[at] != '\n';
      if (parts[part] == STAR) {
        int[] without = {part + 1, at};
        int[] with = {part, at + 1};
        if (wild && !greedy) {
          open.add(with);
        }
        open.add(without);
        if (wild && greedy) {
          open.add(with);
        }
      } else if (parts[part] == ANY ? wild : more && value[at] == parts[part]) {
        open.add(new int[] {part + 1, at + 1});
      }
    }
    return -1;
  }

  private static String reversed(String text) {
    List<Integer> points = new ArrayList<>(text.codePoints().boxed().toList());
    Collections.reverse(points);
    StringBuilder result = new StringBuilder();
    points.forEach(result::appendCodePoint);
    return result.toString();
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
