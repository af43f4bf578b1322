package multistage.report.render.markdown;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import multistage.report.render.text.PlainText;

/**
 * Text from outside as Markdown that shows it and takes nothing in it for markup.
 *
 * @see <a href="https://github.github.com/gfm/">GitHub Flavored Markdown</a>
 */
public final class Markdown {
  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>|~&$@#]");
  private static final Pattern BACKTICKS = Pattern.compile("`+");
  private static final Pattern NO_PATH = Pattern.compile("[^A-Za-z0-9/._-]");

  /** An empty line where a template would have its own trimmed. */
  static final String BLANK = "";

  private Markdown() {}

  /** As running text in one line, in a table's cell, too. */
  public static String text(String text) {
    return MARKUP.matcher(PlainText.oneLine(text)).replaceAll("\\\\$0");
  }

  /** As code in one line, in a table's cell, too. */
  public static String code(String text) {
    String code = PlainText.oneLine(text).replace("|", "\\|");
    if (code.isEmpty()) {
      return "";
    }
    String ticks = "`".repeat(longestRun(code) + 1);
    String space = code.startsWith("`") || code.endsWith("`") ? " " : "";
    return ticks + space + code + space + ticks;
  }

  /** As a block of code. */
  public static String block(String text) {
    String code = PlainText.of(text).strip();
    String fence = "`".repeat(Math.max(3, longestRun(code) + 1));
    return fence + "text\n" + code + "\n" + fence + "\n";
  }

  /** Figures one after the other. */
  public static <T> String list(List<T> figures, Function<T, String> text) {
    return figures.stream().map(text).collect(Collectors.joining(", "));
  }

  /** A link to a file, by its path from where the text will be. */
  public static String link(String text, String path) {
    String target = NO_PATH.matcher(path).replaceAll(Markdown::percentEncoded);
    return "[" + text(text) + "](" + target + ")";
  }

  /**
   * A table.
   *
   * @param alignment a character for each column: {@code l} for left, {@code r} for right
   */
  public static String table(String alignment, List<String> header, List<List<String>> rows) {
    StringBuilder out = new StringBuilder(line(header)).append('|');
    alignment.chars().forEach(column -> out.append(column == 'r' ? "---:|" : "---|"));
    out.append('\n');
    rows.forEach(row -> out.append(line(row)));
    return out.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static int longestRun(String text) {
    return BACKTICKS
        .matcher(text)
        .results()
        .map(run -> run.group().length())
        .max(Comparator.naturalOrder())
        .orElse(0);
  }

  private static String percentEncoded(MatchResult character) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : character.group().getBytes(StandardCharsets.UTF_8)) {
      encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
    }
    return encoded.toString();
  }
}
