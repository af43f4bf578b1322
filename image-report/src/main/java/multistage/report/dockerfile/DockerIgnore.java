package multistage.report.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import multistage.report.diagnostic.UserError;

/**
 * What an ignore file, such as {@code .dockerignore}, keeps out of the build context. The last
 * pattern that matches a path, or a directory above it, decides.
 *
 * @see <a href="https://docs.docker.com/build/concepts/context/#dockerignore-files">Docker
 *     documentation, .dockerignore files</a>
 * @see <a
 *     href="https://github.com/moby/patternmatcher/blob/v0.6.1/patternmatcher.go">moby/patternmatcher</a>
 */
public final class DockerIgnore {
  /** Docker reads lines with a buffer of 64 KiB. */
  private static final int MAX_LINE_BYTES = 64 * 1024 - 1;

  private record Rule(int line, IgnorePattern pattern, boolean excludes) {}

  private final String file;
  private final List<Rule> rules;

  private DockerIgnore(String file, List<Rule> rules) {
    this.file = file;
    this.rules = rules;
  }

  /** Keeps nothing out. */
  public static DockerIgnore nothing() {
    return new DockerIgnore("", List.of());
  }

  /**
   * Reads an ignore file.
   *
   * @param file what messages call it
   * @param text what it holds
   * @throws UserError when {@code docker build} refuses a pattern
   */
  public static DockerIgnore parse(String file, String text) {
    List<Rule> rules = new ArrayList<>();
    // A byte order mark, which editors on Windows write.
    String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      try {
        requireShort(lines[i]);
        if (!lines[i].startsWith("#") && !CodePoints.trim(lines[i]).isEmpty()) {
          rules.add(rule(i + 1, CodePoints.trim(lines[i])));
        }
      } catch (UserError e) {
        throw e.at(file, i + 1);
      }
    }
    return new DockerIgnore(file, List.copyOf(rules));
  }

  private static void requireShort(String line) {
    if (line.getBytes(StandardCharsets.UTF_8).length > MAX_LINE_BYTES) {
      throw new UserError(
          "the line is longer than " + MAX_LINE_BYTES + " bytes", "shorten the pattern");
    }
  }

  private static Rule rule(int number, String line) {
    boolean excludes = !line.startsWith("!");
    String path = excludes ? line : CodePoints.trim(line.substring(1));
    if (!path.isEmpty()) {
      path = GoPath.clean(path);
      path = path.length() > 1 && path.startsWith("/") ? path.substring(1) : path;
    }
    // Docker cleans a second time, with the "!": for "!/" nothing is left then.
    String written = GoPath.clean(CodePoints.trim(excludes ? path : "!" + path));
    if (written.equals("!")) {
      throw new UserError("\"!\" needs a pattern behind it", "write one, or remove the line");
    }
    excludes = !written.startsWith("!");
    return new Rule(number, IgnorePattern.of(excludes ? written : written.substring(1)), excludes);
  }

  /**
   * Whether a file stays out of the context.
   *
   * @param path its path from the context's root, with {@code /} between directories
   * @throws UserError when Docker finds out with a path that a pattern is none
   */
  public boolean excludes(String path) {
    List<String> paths = new ArrayList<>();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      paths.add(path.substring(0, slash));
    }
    paths.add(path);
    boolean[] aboveMatches = null;
    boolean excluded = false;
    for (String each : paths) {
      boolean[] matches = new boolean[rules.size()];
      excluded = excludes(each, aboveMatches, matches);
      aboveMatches = matches;
      if (excluded && isPassedOver(each)) {
        return true;
      }
    }
    return excluded;
  }

  /**
   * Whether Docker doesn't look into an excluded directory. It does if a pattern with a {@code !}
   * has a star, or begins with the directory's path.
   *
   * @see <a href="https://github.com/tonistiigi/fsutil/blob/a72de9dcf763/filter.go">fsutil,
   *     filter.go</a>
   */
  private boolean isPassedOver(String directory) {
    return rules.stream()
        .filter(rule -> !rule.excludes())
        .allMatch(rule -> rule.pattern().isDirectory() && !rule.pattern().isBelow(directory));
  }

  /**
   * Whether a path stays out, going down from directory to directory.
   *
   * @param aboveMatches which patterns match the directory above, or null for none
   * @param matches becomes which patterns match the path
   */
  private boolean excludes(String path, boolean[] aboveMatches, boolean[] matches) {
    boolean excluded = false;
    for (int i = 0; i < matches.length; i++) {
      Rule rule = rules.get(i);
      matches[i] = aboveMatches != null && aboveMatches[i];
      if (!matches[i] && rule.excludes() != excluded) {
        try {
          matches[i] = rule.pattern().matches(path);
        } catch (UserError e) {
          throw e.at(file, rule.line());
        }
      }
      if (matches[i]) {
        excluded = rule.excludes();
      }
    }
    return excluded;
  }

  /**
   * The paths that are sent to the builder: those that aren't excluded, and the directories above
   * them.
   *
   * @param paths files and directories, with {@code /} between directories
   */
  public Set<String> sent(Collection<String> paths) {
    Set<String> sent = new TreeSet<>();
    for (String path : paths) {
      if (!excludes(path)) {
        sent.add(path);
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
          sent.add(path.substring(0, slash));
        }
      }
    }
    return sent;
  }
}
