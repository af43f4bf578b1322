package multistage.report.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Phrases to avoid, each with what to write instead.
 *
 * @param rules in the order of the file
 * @param any finds what at least one rule finds, so that most texts are searched only once. So
 *     rules can't refer to a group by its number.
 */
record HouseWords(List<Rule> rules, Pattern any) {
  /** Where the rules are. Its first lines explain the format. */
  static final String FILE = "docs/house-words.txt";

  private static final String ARROW = "->";

  /**
   * One phrase.
   *
   * @param phrase a regular expression
   * @param pattern finds it as whole words
   * @param instead what to write, for people
   */
  record Rule(String phrase, Pattern pattern, String instead) {}

  /**
   * Reads the rules.
   *
   * @throws IllegalArgumentException for a line that is no rule: which one, and why
   */
  static HouseWords read(Path file) throws IOException {
    List<Rule> rules = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        try {
          rules.add(rule(line));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(new Drift(file, i + 1, e.getMessage()).toString(), e);
        }
      }
    }
    return new HouseWords(
        List.copyOf(rules),
        pattern(rules.stream().map(Rule::phrase).collect(Collectors.joining("|"))));
  }

  private static Rule rule(String line) {
    int arrow = line.indexOf(ARROW);
    String phrase = arrow < 0 ? "" : line.substring(0, arrow).strip();
    String instead = arrow < 0 ? "" : line.substring(arrow + ARROW.length()).strip();
    if (phrase.isEmpty() || instead.isEmpty()) {
      throw new IllegalArgumentException("a rule is PATTERN -> REPLACEMENT, not \"" + line + "\"");
    }
    try {
      // In the lookbehind, too, one space may be a line break; elsewhere several may.
      String anySpace = phrase.replaceAll(" (?![^(]*\\))", "\\\\s+").replace(" ", "\\s");
      return new Rule(anySpace, pattern(anySpace), instead);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getDescription() + ": " + phrase, e);
    }
  }

  private static Pattern pattern(String phrases) {
    return Pattern.compile("\\b(?:" + phrases + ")(?!\\w)", Pattern.CASE_INSENSITIVE);
  }

  /** The phrases in a Markdown file's prose. */
  List<Drift> in(MarkdownDocument document) {
    List<String> lines = new ArrayList<>(document.text().lines().toList());
    document.blocks().forEach(block -> blank(lines, block.line(), block.lastLine()));
    document.sections().forEach(section -> blank(lines, section.line(), section.lastLine()));
    String prose =
        String.join("\n", lines)
            .replaceAll("(?m)^<!--.*-->$", "")
            .replaceAll("`[^`\n]*`", "``")
            .replaceAll("]\\([^)\n]*\\)", "]()");
    return in(document.path(), prose);
  }

  /** The phrases in a Dockerfile's comments. */
  List<Drift> inComments(Path dockerfile) throws IOException {
    String comments =
        Files.readString(dockerfile)
            .replaceAll("(?m)^(?!#).*$", ".")
            .replaceAll("(?m)^#", "")
            .replaceAll("`[^`\n]*`", "``");
    return in(dockerfile, comments);
  }

  /**
   * The phrases in a text.
   *
   * @param name what to call the text in a message
   */
  List<Drift> in(Path name, String text) {
    if (!any.matcher(text).find()) {
      return List.of();
    }
    List<Drift> drifts = new ArrayList<>();
    for (Rule rule : rules) {
      Matcher matcher = rule.pattern().matcher(text);
      while (matcher.find()) {
        int line =
            1 + (int) text.substring(0, matcher.start()).chars().filter(c -> c == '\n').count();
        String phrase = matcher.group().replaceAll("\\s+", " ");
        drifts.add(new Drift(name, line, "\"" + phrase + "\", write: " + rule.instead()));
      }
    }
    drifts.sort(Comparator.comparingInt(Drift::line));
    return drifts;
  }

  private static void blank(List<String> lines, int first, int last) {
    for (int line = first; line <= last; line++) {
      lines.set(line - 1, "");
    }
  }
}
