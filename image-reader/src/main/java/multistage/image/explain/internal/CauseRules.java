package multistage.image.explain.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import multistage.image.Cause;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;

/**
 * The table that says what a file is there for: {@code causes.txt}, in the package above.
 *
 * <p>A line is a cause's name, or blank space and patterns of paths for the cause above. The first
 * pattern that fits decides. In a pattern, {@code *} stands for any characters but {@code /},
 * {@code **} for any at all; a kind of content may stand before it, as in {@code elf:**}.
 */
final class CauseRules {
  private static final String TABLE = "/multistage/image/explain/causes.txt";

  private static final List<Rule> RULES = load();

  private CauseRules() {}

  /** The cause of a file with that path and content, if a rule knows it. */
  static Optional<Cause> find(String path, FileFacts facts) {
    for (Rule rule : RULES) {
      if (rule.fits(path, facts)) {
        return Optional.of(rule.cause);
      }
    }
    return Optional.empty();
  }

  /**
   * A pattern. There are hundreds, and an image has tens of thousands of files: comparing the
   * pattern's texts first leaves few paths for the regular expression.
   *
   * @param start what a path begins with: the text before the first wildcard
   * @param middle what it has somewhere: the longest text between wildcards
   * @param end what it ends with: the text behind the last wildcard
   * @param rest what has to follow the start; nothing where the path is named in full
   */
  record Rule(
      Cause cause,
      Optional<Kind> kind,
      String start,
      String middle,
      String end,
      Optional<Pattern> rest) {
    private static final Pattern WILDCARD = Pattern.compile("\\*\\*/|\\*\\*?");

    static Rule of(Cause cause, String text) {
      int colon = text.indexOf(':');
      Optional<Kind> kind =
          colon < 0
              ? Optional.empty()
              : Optional.of(Kind.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)));
      String glob = text.substring(colon + 1);
      if (glob.indexOf('*') < 0) {
        return new Rule(cause, kind, glob, "", "", Optional.empty());
      }
      List<String> texts = List.of(WILDCARD.split(glob, -1));
      String start = texts.get(0);
      return new Rule(
          cause,
          kind,
          start,
          texts.subList(1, texts.size() - 1).stream()
              .max(Comparator.comparingInt(String::length))
              .orElse(""),
          texts.get(texts.size() - 1),
          Optional.of(Pattern.compile(regex(glob.substring(start.length())))));
    }

    boolean fits(String path, FileFacts facts) {
      if (kind.isPresent() && kind.get() != facts.kind()) {
        return false;
      }
      if (rest.isEmpty()) {
        return path.equals(start);
      }
      return path.startsWith(start)
          && path.endsWith(end)
          && path.contains(middle)
          && rest.get().matcher(path).region(start.length(), path.length()).matches();
    }

    private static String regex(String glob) {
      StringBuilder regex = new StringBuilder();
      for (int i = 0; i < glob.length(); i++) {
        char c = glob.charAt(i);
        if (c != '*') {
          regex.append(Pattern.quote(String.valueOf(c)));
        } else if (glob.startsWith("**/", i)) {
          regex.append("(?:.*/)?");
          i += 2;
        } else if (glob.startsWith("**", i)) {
          regex.append(".*");
          i++;
        } else {
          regex.append("[^/]*");
        }
      }
      return regex.toString();
    }
  }

  private static List<Rule> load() {
    try (InputStream table = CauseRules.class.getResourceAsStream(TABLE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      return parse(lines.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a table.
   *
   * @throws IllegalArgumentException when a line isn't what it should be
   */
  static List<Rule> parse(List<String> lines) {
    List<Rule> rules = new ArrayList<>();
    Cause cause = null;
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (!Character.isWhitespace(line.charAt(0))) {
        cause = Cause.parse(line.strip());
      } else if (cause == null) {
        throw new IllegalArgumentException("no cause stands before the patterns: " + line);
      } else {
        for (String pattern : line.strip().split("\\s+")) {
          rules.add(Rule.of(cause, pattern));
        }
      }
    }
    return List.copyOf(rules);
  }
}
