package multistage.report.dockerfile;

/** Reads a text one code point at a time, as BuildKit's scanner does. */
final class CodePoints {
  /** What stands behind the last code point. */
  static final int END = -1;

  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final int[] points;
  private int next;

  CodePoints(String text) {
    this.points = text.codePoints().toArray();
    // A byte order mark at the very beginning is no part of the text.
    this.next = points.length > 0 && points[0] == BYTE_ORDER_MARK ? 1 : 0;
  }

  int peek() {
    return next < points.length ? points[next] : END;
  }

  int read() {
    int point = peek();
    if (point != END) {
      next++;
    }
    return point;
  }

  /** White space as Go's {@code unicode.IsSpace} defines it, which Java's methods don't. */
  static boolean isSpace(int point) {
    return point >= '\t' && point <= '\r'
        || point == ' '
        || point == 0x85
        || point == 0xA0
        || point == 0x1680
        || point >= 0x2000 && point <= 0x200A
        || point == 0x2028
        || point == 0x2029
        || point == 0x202F
        || point == 0x205F
        || point == 0x3000;
  }

  /** The text without white space at its ends. */
  static String trim(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return trimLeading(text.substring(0, end));
  }

  /** The text without white space at its beginning. */
  static String trimLeading(String text) {
    int begin = 0;
    while (begin < text.length() && isSpace(text.charAt(begin))) {
      begin++;
    }
    return text.substring(begin);
  }
}
