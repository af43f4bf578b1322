package multistage.report.dockerfile;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a {@code .dockerignore} file keeps out of the build context. The last pattern that matches a
 * path, or a folder above it, decides.
 *
 * @see <a href="https://docs.docker.com/build/concepts/context/#dockerignore-files">Docker
 *     documentation, .dockerignore files</a>
 */
public final class DockerIgnore {
  private record Rule(Pattern pattern, boolean excludes) {}

  private final List<Rule> rules;

  private DockerIgnore(List<Rule> rules) {
    this.rules = rules;
  }

  /** Reads the file's text; an empty one keeps nothing out. */
  public static DockerIgnore parse(String text) {
    return new DockerIgnore(
        text.lines()
            .filter(line -> !line.startsWith("#"))
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.equals("!"))
            .map(DockerIgnore::rule)
            .toList());
  }

  /**
   * Whether a file stays out of the context.
   *
   * @param path its path from the context's root, with {@code /} between folders
   */
  public boolean excludes(String path) {
    boolean excluded = false;
    for (Rule rule : rules) {
      if (rule.pattern().matcher(path).matches()) {
        excluded = rule.excludes();
      }
    }
    return excluded;
  }

  private static Rule rule(String line) {
    boolean excludes = !line.startsWith("!");
    String glob = (excludes ? line : line.substring(1).strip()).replaceAll("^(\\./|/)+|/+$", "");
    return new Rule(Pattern.compile(regex(glob) + "(/.*)?", Pattern.DOTALL), excludes);
  }

  /** Go's {@code filepath.Match}, and {@code **} for any number of folders. */
  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i += 1;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
        int end = glob.indexOf(']', i + 2);
        regex.append('[').append(glob.substring(i + 1, end).replace("[", "\\[")).append(']');
        i = end;
      } else if (c == '\\' && i + 1 < glob.length()) {
        regex.append(Pattern.quote(String.valueOf(glob.charAt(++i))));
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
