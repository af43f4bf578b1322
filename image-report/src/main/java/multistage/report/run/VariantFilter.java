package multistage.report.run;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import multistage.report.diagnostic.UserError;
import multistage.report.model.VariantId;

/**
 * Which variants to run: comma-separated IDs in which {@code *} stands for anything, as in {@code
 * go/*,java/multi-stage-jlink}.
 */
public final class VariantFilter {
  private static final int MAX_NEAREST = 5;

  /** A character too many or a wrong one; one that the ID has and the pattern lacks counts 1. */
  private static final int MISTAKE = 4;

  private final String text;
  private final List<Pattern> patterns;

  private VariantFilter(String text, List<Pattern> patterns) {
    this.text = text;
    this.patterns = patterns;
  }

  /**
   * Reads the patterns and checks that each selects something.
   *
   * @throws UserError when one doesn't: it is misspelt
   */
  public static VariantFilter parse(String text, Collection<VariantId> ids) {
    List<String> globs =
        Arrays.stream(text.split(",")).map(String::strip).filter(glob -> !glob.isEmpty()).toList();
    for (String glob : globs) {
      if (ids.stream().noneMatch(id -> pattern(glob).matcher(id.toString()).matches())) {
        throw new UserError(
            "no variant is called " + glob,
            (ids.size() > MAX_NEAREST ? "the nearest are: " : "there are: ")
                + String.join(", ", nearest(glob, ids)));
      }
    }
    if (globs.isEmpty()) {
      throw new UserError("no variant is named", "name some as in go/*, or * for all");
    }
    return new VariantFilter(text, globs.stream().map(VariantFilter::pattern).toList());
  }

  private static List<String> nearest(String glob, Collection<VariantId> ids) {
    return ids.stream()
        .map(VariantId::toString)
        .sorted(Comparator.comparingInt(id -> distance(glob, id)))
        .limit(MAX_NEAREST)
        .toList();
  }

  /**
   * How far the pattern is from selecting the ID: the edit distance, in which what is merely
   * missing counts least. Whoever leaves out the server or {@code multi-stage-} has written the
   * rest right.
   */
  private static int distance(String glob, String id) {
    int[] row = IntStream.rangeClosed(0, id.length()).toArray();
    for (char wanted : glob.toCharArray()) {
      int[] above = row.clone();
      row[0] = above[0] + (wanted == '*' ? 0 : MISTAKE);
      for (int i = 1; i < row.length; i++) {
        boolean fits = wanted == '*' || wanted == id.charAt(i - 1);
        int tooMany = above[i] + (wanted == '*' ? 0 : MISTAKE);
        int missing = row[i - 1] + (wanted == '*' ? 0 : 1);
        row[i] = Math.min(above[i - 1] + (fits ? 0 : MISTAKE), Math.min(tooMany, missing));
      }
    }
    return row[id.length()];
  }

  /** Whether the variant is to run. */
  public boolean selects(VariantId id) {
    Predicate<Pattern> matches = pattern -> pattern.matcher(id.toString()).matches();
    return patterns.stream().anyMatch(matches);
  }

  @Override
  public String toString() {
    return text;
  }

  private static Pattern pattern(String glob) {
    return Pattern.compile(
        Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
