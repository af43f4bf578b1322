package multistage.report.dockerfile;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import multistage.report.diagnostic.UserError;

/**
 * Reads parser directives, such as {@code # escape=`}: comments with a meaning. The first line that
 * isn't one ends them.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/#parser-directives">Dockerfile
 *     reference, Parser directives</a>
 */
final class Directives {
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "([a-zA-Z][a-zA-Z0-9]*)[\\t\\n\\f\\r ]*=[\\t\\n\\f\\r ]*(.+?)[\\t\\n\\f\\r ]*");
  private static final Set<String> NAMES = Set.of("syntax", "escape", "check");

  private final Set<String> seen = new HashSet<>();
  private boolean over;
  private int escape = '\\';

  /** The character that continues a line and takes the next character's meaning away. */
  int escape() {
    return escape;
  }

  /**
   * Looks at a line, without its end and leading white space.
   *
   * @throws UserError when it repeats a directive, or has a value that there isn't
   */
  void look(String line) {
    Optional<Matcher> directive = over ? Optional.empty() : directive(line);
    if (directive.isEmpty()) {
      over = true;
      return;
    }
    String name = directive.get().group(1).toLowerCase(Locale.ROOT);
    String value = directive.get().group(2);
    if (!seen.add(name)) {
      throw new UserError("there is a second directive \"# " + name + "=\"", "remove one of them");
    }
    if (name.equals("escape")) {
      if (!value.equals("`") && !value.equals("\\")) {
        throw new UserError("\"# escape=\" is \\ or `, not \"" + value + "\"");
      }
      escape = value.charAt(0);
    }
  }

  /**
   * Looks at the value of {@code # check=}. BuildKit reads this directive by itself: after a first
   * line with {@code #!}, not behind white space, and only up to a space.
   *
   * @param lines the file's lines
   * @throws UserError when there is no such check option
   */
  static void requireKnownChecks(List<String> lines) {
    Set<String> names = new HashSet<>();
    int first = !lines.isEmpty() && lines.get(0).startsWith("#!") ? 1 : 0;
    for (String line : lines.subList(first, lines.size())) {
      Optional<Matcher> directive = directive(line.replaceFirst("\r?\n?$", ""));
      if (directive.isEmpty() || !names.add(directive.get().group(1).toLowerCase(Locale.ROOT))) {
        return;
      }
      if (directive.get().group(1).equalsIgnoreCase("check")) {
        requireKnownChecks(directive.get().group(2).split(" ", 2)[0]);
      }
    }
  }

  private static Optional<Matcher> directive(String line) {
    if (!line.startsWith("#")) {
      return Optional.empty();
    }
    Matcher matcher = DIRECTIVE.matcher(CodePoints.trimLeading(line.substring(1)));
    return matcher.matches() && NAMES.contains(matcher.group(1).toLowerCase(Locale.ROOT))
        ? Optional.of(matcher)
        : Optional.empty();
  }

  private static void requireKnownChecks(String value) {
    String options = CodePoints.trim(value);
    for (String option : options.isEmpty() ? new String[0] : options.split(";", 3)) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? "" : CodePoints.trim(option.substring(0, equals));
      boolean known =
          switch (name) {
            case "skip", "experimental" -> true;
            case "error" ->
                Set.of(
                        "1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false",
                        "False")
                    .contains(CodePoints.trim(option.substring(equals + 1)));
            default -> false;
          };
      if (!known) {
        throw new UserError(
            "\"# check=\" takes skip=RULES, experimental=RULES and error=true, not \""
                + option
                + "\"");
      }
    }
  }
}
