package multistage.report.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a document shows of a command's output.
 *
 * <p>White space counts as one blank, and bars may have other lengths. A line {@code …} stands for
 * any lines, {@code …} in a line for any characters. Sizes may differ by {@value #TOLERANCE} of the
 * shown one: other versions of a compiler or a gzip make files a little larger or smaller.
 */
final class ExpectedOutput {
  /** How much a size may differ, as a part of the shown one. */
  static final double TOLERANCE = 0.1;

  private static final String ANY = "…";
  private static final String SIZE =
      "(?<![\\w.,])\\d+(?:\\.\\d+)?\\s?[kMG]?B\\b|(?<![\\w.,])\\d{1,3}(?:,\\d{3})+(?![\\w,])";
  private static final Pattern TOKEN =
      Pattern.compile("(?<size>" + SIZE + ")|(?<bar>(?<!\\S)[#+-]+(?!\\S))|(?<any>…)|\\s+");

  private ExpectedOutput() {}

  /** The first line of the expected output that doesn't fit, counted from 1, and why. */
  record Difference(int line, String what) {}

  /**
   * Compares the output with what was expected of it.
   *
   * @param sizes whether sizes are compared, or only that there is one
   */
  static Optional<Difference> between(String expected, String actual, boolean sizes) {
    List<String> shown = expected.lines().map(String::strip).toList();
    List<String> seen = actual.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    int next = 0;
    boolean skipping = false;
    for (int i = 0; i < shown.size(); i++) {
      String line = shown.get(i);
      if (line.isEmpty()) {
        continue;
      }
      if (line.equals(ANY)) {
        skipping = true;
        continue;
      }
      Optional<String> wrong = Optional.of("the output ends here");
      while (next < seen.size()) {
        wrong = compare(line, seen.get(next), sizes);
        next++;
        if (wrong.isEmpty() || !skipping) {
          break;
        }
      }
      if (wrong.isPresent()) {
        return Optional.of(
            new Difference(i + 1, "shown is \"" + line + "\"; " + wrong.orElseThrow()));
      }
      skipping = false;
    }
    return skipping || next == seen.size()
        ? Optional.empty()
        : Optional.of(
            new Difference(shown.size(), "one more line is printed: \"" + seen.get(next) + "\""));
  }

  private static Optional<String> compare(String shown, String seen, boolean sizes) {
    List<String> shownSizes = new ArrayList<>();
    Matcher token = TOKEN.matcher(shown);
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    while (token.find()) {
      pattern.append(Pattern.quote(shown.substring(end, token.start())));
      end = token.end();
      if (token.group("size") != null) {
        shownSizes.add(token.group());
        pattern.append('(').append(SIZE).append(')');
      } else if (token.group("bar") != null) {
        pattern.append("[#+-]+");
      } else {
        pattern.append(token.group("any") != null ? ".*?" : "\\s+");
      }
    }
    pattern.append(Pattern.quote(shown.substring(end)));
    Matcher line = Pattern.compile(pattern.toString()).matcher(seen);
    if (!line.matches()) {
      return Optional.of("printed is \"" + seen + "\"");
    }
    for (int i = 0; sizes && i < shownSizes.size(); i++) {
      double is = bytes(line.group(i + 1));
      double was = bytes(shownSizes.get(i));
      if (Math.abs(is - was) > TOLERANCE * was) {
        return Optional.of(
            "printed is %s, which differs by more than %.0f %%"
                .formatted(line.group(i + 1), TOLERANCE * 100));
      }
    }
    return Optional.empty();
  }

  private static double bytes(String size) {
    double number = Double.parseDouble(size.replaceAll("[^\\d.]", ""));
    if (size.contains("k")) {
      return number * 1e3;
    }
    if (size.contains("M")) {
      return number * 1e6;
    }
    return size.contains("G") ? number * 1e9 : number;
  }
}
