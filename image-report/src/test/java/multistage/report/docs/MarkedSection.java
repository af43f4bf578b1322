package multistage.report.docs;

import java.util.List;
import java.util.stream.IntStream;
import multistage.report.diagnostic.UserError;

/**
 * The part of a Markdown text that is generated: what stands between the lines {@value #BEGIN} and
 * {@value #END}. Its text is up to date when replacing it changes nothing.
 */
public final class MarkedSection {
  /** The line before it. */
  public static final String BEGIN = "<!-- size-report:table -->";

  /** The line after it. */
  public static final String END = "<!-- /size-report:table -->";

  private MarkedSection() {}

  /**
   * The text with this content between its markers, which stay. Line ends become those that the
   * text has.
   *
   * @throws UserError when the text hasn't each marker once, on a line of its own, in this order
   */
  public static String replace(String text, String content) {
    String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    List<String> lines = List.of(text.split("\r?\n", -1));
    int begin = only(BEGIN, lines);
    int end = only(END, lines);
    if (end < begin) {
      throw new UserError(
          "line " + (end + 1) + " is " + END + ", but " + BEGIN + " comes after it: swap them");
    }
    String inside = content.strip().replaceAll("\r?\n", lineEnd);
    return String.join(lineEnd, lines.subList(0, begin + 1))
        + (lineEnd + lineEnd + inside + lineEnd + lineEnd)
        + String.join(lineEnd, lines.subList(end, lines.size()));
  }

  private static int only(String marker, List<String> lines) {
    int[] found =
        IntStream.range(0, lines.size())
            .filter(line -> lines.get(line).strip().equals(marker))
            .toArray();
    if (found.length == 1) {
      return found[0];
    }
    String why =
        found.length == 0
            ? "no line is " + marker
            : "lines " + (found[0] + 1) + " and " + (found[1] + 1) + " both are " + marker;
    throw new UserError(
        why + ": where the table belongs, there must be a line " + BEGIN + " and a line " + END);
  }
}
