package multistage.report.dockerfile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import multistage.report.diagnostic.UserError;
import multistage.report.dockerfile.ShellWords.Keep;

/**
 * A here-document: lines that belong to the instruction before them, whatever they look like.
 *
 * @param name the line that ends it
 * @param expands whether variables in it are replaced: they aren't if any of the name is quoted
 * @param withoutTabs whether tabs at the beginning of lines don't count
 * @see <a href="https://docs.docker.com/reference/dockerfile/#here-documents">Dockerfile reference,
 *     Here-documents</a>
 */
record Heredoc(String name, boolean expands, boolean withoutTabs) {
  private static final Pattern WORD =
      Pattern.compile("[0-9]*<<(-?)[\\t\\n\\f\\r ]*([^<]*)", Pattern.DOTALL);

  /** Here-documents are read with this one, also where the file has another. */
  private static final int ESCAPE = '\\';

  /** The here-documents that a line begins; none in what is quoted. */
  static List<Heredoc> allIn(String line) {
    List<String> words;
    try {
      words =
          ShellWords.read(line, ESCAPE, Map.of(), Keep.QUOTES, Keep.ESCAPES, Keep.UNSET_VARIABLES)
              .words();
    } catch (UserError e) {
      // A shell's own syntax: the shell will read it, and no here-document of ours is in it.
      words = List.of();
    }
    return words.stream().map(Heredoc::of).flatMap(Optional::stream).toList();
  }

  /** The here-document that a single word begins. */
  static Optional<Heredoc> of(String word) {
    Matcher matcher = WORD.matcher(word);
    if (!matcher.matches() || matcher.group(2).isEmpty()) {
      return Optional.empty();
    }
    String rest = matcher.group(2);
    List<String> name = ShellWords.read(rest, ESCAPE, Map.of(), Keep.UNSET_VARIABLES).words();
    if (name.size() != 1) {
      return Optional.empty();
    }
    List<String> quoted =
        ShellWords.read(rest, ESCAPE, Map.of(), Keep.UNSET_VARIABLES, Keep.QUOTES).words();
    if (quoted.size() != 1) {
      throw new UserError(
          "the name of a here-document can't be read", "use only letters and digits");
    }
    return Optional.of(
        new Heredoc(
            name.get(0),
            quotes(name.get(0)) == quotes(quoted.get(0)),
            matcher.group(1).equals("-")));
  }

  private static long quotes(String text) {
    return text.chars().filter(c -> c == '"' || c == '\'').count();
  }
}
