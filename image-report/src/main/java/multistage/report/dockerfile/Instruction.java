package multistage.report.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An instruction of a Dockerfile, its continuation lines joined and comments between them dropped.
 *
 * @param line where it begins, from 1
 * @param keyword what to do, in upper case, such as {@code FROM}
 * @param arguments the rest, trimmed
 * @see <a href="https://docs.docker.com/reference/dockerfile/#format">Dockerfile reference,
 *     Format</a>
 */
record Instruction(int line, String keyword, String arguments) {
  private static final Pattern ESCAPE = Pattern.compile("#\\s*escape\\s*=\\s*(\\S)\\s*");
  private static final Pattern DIRECTIVE = Pattern.compile("#\\s*[a-zA-Z]+\\s*=.*");
  private static final Pattern HEREDOC = Pattern.compile("<<-?([\"']?)([A-Za-z_][A-Za-z0-9_]*)\\1");

  /** All instructions of a Dockerfile in the file's order. */
  static List<Instruction> allIn(List<String> lines) {
    String escape = escapeCharacter(lines);
    List<Instruction> instructions = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int first = i;
      String text = lines.get(i).strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      while (text.endsWith(escape) && i + 1 < lines.size()) {
        String next = lines.get(++i).strip();
        if (next.isEmpty() || next.startsWith("#")) {
          continue;
        }
        text = text.substring(0, text.length() - 1) + " " + next;
      }
      String[] words = text.split("\\s+", 2);
      String keyword = words[0].toUpperCase(Locale.ROOT);
      if (keyword.equals("RUN") || keyword.equals("COPY") || keyword.equals("ADD")) {
        i = endOfHeredocs(text, lines, i);
      }
      instructions.add(new Instruction(first + 1, keyword, words.length == 2 ? words[1] : ""));
    }
    return instructions;
  }

  /** Directives stand before everything else, even before ordinary comments. */
  private static String escapeCharacter(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .takeWhile(line -> DIRECTIVE.matcher(line).matches())
        .map(ESCAPE::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst()
        .orElse("\\");
  }

  /** The lines of a here-document belong to the instruction, whatever they look like. */
  private static int endOfHeredocs(String text, List<String> lines, int last) {
    int end = last;
    Matcher heredoc = HEREDOC.matcher(text);
    while (heredoc.find()) {
      int candidate = end + 1;
      while (candidate < lines.size() && !lines.get(candidate).strip().equals(heredoc.group(2))) {
        candidate++;
      }
      if (candidate < lines.size()) {
        end = candidate;
      }
    }
    return end;
  }
}
