package multistage.report.render.text;

import java.util.regex.Pattern;

/** Text from outside, such as a build's output, without what can't be printed. */
public final class PlainText {
  /**
   * What terminals take for commands: control sequences (colours, cursor), operating system
   * commands (titles, links), and the short ones.
   *
   * @see <a href="https://ecma-international.org/publications-and-standards/standards/ecma-48/">
   *     ECMA-48, Control functions for coded character sets</a>
   */
  private static final Pattern ESCAPE_SEQUENCE =
      Pattern.compile(
          "\u001b\\[[0-?]*+[ -/]*+[@-~]"
              + "|\u001b\\][^\u0007\u001b\r\n]*+(?:\u0007|\u001b\\\\)"
              + "|\u001b[ -/]*+[0-~]");

  // Format characters can turn the direction of the text that follows them.
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n\t]]");
  private static final Pattern HALF_A_CHARACTER = Pattern.compile("\\p{Cs}");
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
  private static final int LONGEST_LINE = 300;

  private PlainText() {}

  /** All of it, with LF at line ends. */
  public static String of(String text) {
    String readable = ESCAPE_SEQUENCE.matcher(text).replaceAll("");
    readable = readable.replaceAll("\\R", "\n");
    readable = INVISIBLE.matcher(readable).replaceAll("");
    return HALF_A_CHARACTER.matcher(readable).replaceAll("\ufffd");
  }

  /** All of it in one line. */
  public static String oneLine(String text) {
    return WHITE_SPACE.matcher(of(text)).replaceAll(" ").strip();
  }

  /** The same, shortened where a table or a list has no room for it. */
  public static String line(String text) {
    return cut(oneLine(text), LONGEST_LINE);
  }

  /** As many digits of a digest as Docker prints. */
  public static String shortId(String digest) {
    return digest.substring("sha256:".length(), "sha256:".length() + 12);
  }

  /** The first line that says something. */
  public static String firstLine(String text) {
    return of(text)
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .map(PlainText::oneLine)
        .orElse("no reason was given");
  }

  /** Cuts the end off what is longer than so many characters, and shows it. */
  public static String cut(String text, int most) {
    return text.length() <= most ? text : of(text.substring(0, most - 3)) + "...";
  }

  /**
   * The beginning and the end of what is longer than so many characters: a build's log tells at its
   * beginning what was done and at its end what went wrong.
   */
  public static String beginningAndEnd(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int beginning = most / 4;
    int end = most - beginning;
    return of(text.substring(0, beginning))
        + "\n[... "
        + Units.exactBytes(text.length() - most)
        + " characters are left out here; report.json has them ...]\n"
        + of(text.substring(text.length() - end));
  }
}
