package multistage.report.run;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import multistage.report.diagnostic.UserError;
import multistage.report.model.VariantId;

/**
 * Which variants to run: comma-separated IDs in which {@code *} stands for anything, as in {@code
 * go/*,java/multi-stage-jlink}.
 */
public final class VariantFilter {
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
            "there are: "
                + ids.stream().map(VariantId::toString).collect(Collectors.joining(", ")));
      }
    }
    if (globs.isEmpty()) {
      throw new UserError("no variant is named", "name some as in go/*, or * for all");
    }
    return new VariantFilter(text, globs.stream().map(VariantFilter::pattern).toList());
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
