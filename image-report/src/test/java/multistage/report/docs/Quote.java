package multistage.report.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of code that is a file's text.
 *
 * @param file what it quotes
 * @param part whether it is only a part of it
 * @param comments whether it shows the comments; without them, readers find out for themselves
 * @param lines the block's
 * @param links where the paragraph above leads to
 */
record Quote(Path file, boolean part, boolean comments, List<String> lines, List<String> links) {
  private static final Pattern WORDS = Pattern.compile("(\\S+)(?: (part)( without comments)?)?");

  static Quote of(Path root, MarkdownDocument.CodeBlock block) {
    Matcher words = WORDS.matcher(block.markedWith("quote"));
    if (!words.matches()) {
      throw new IllegalArgumentException(
          "a quote is marked <!-- quote FILE -->, <!-- quote FILE part -->, or"
              + " <!-- quote FILE part without comments -->, not "
              + block.marker().orElseThrow());
    }
    return new Quote(
        root.resolve(words.group(1)),
        words.group(2) != null,
        words.group(3) == null,
        block.code().lines().toList(),
        block.linksAbove());
  }

  /** What a reader misses who doesn't see the comment. */
  Optional<String> linkMissing(Path document) {
    return links.stream()
            .anyMatch(link -> document.resolveSibling(link).normalize().equals(file.normalize()))
        ? Optional.empty()
        : Optional.of("the paragraph above this quote has to link to " + file);
  }

  /** How it differs from the file, if it does. */
  Optional<String> difference() throws IOException {
    if (!Files.exists(file)) {
      return Optional.of("quotes " + file + ", which isn't there");
    }
    List<String> all = source();
    if (!part) {
      if (all.equals(lines)) {
        return Optional.empty();
      }
      int line = 0;
      while (line < Math.min(all.size(), lines.size()) && all.get(line).equals(lines.get(line))) {
        line++;
      }
      return Optional.of(
          "the quote's line %d is \"%s\", but %s has \"%s\""
              .formatted(line + 1, at(lines, line), file, at(all, line)));
    }
    int first = Collections.indexOfSubList(all, lines);
    if (lines.isEmpty() || first < 0) {
      return Optional.of(
          lines.stream()
              .filter(line -> !all.contains(line))
              .findFirst()
              .map(line -> "no line of " + file + " is \"" + line + "\"")
              .orElse("these lines don't follow each other in " + file));
    }
    return first == Collections.lastIndexOfSubList(all, lines)
        ? Optional.empty()
        : Optional.of("these lines are more than once in " + file);
  }

  /**
   * The file's text now; for a part, what is between its first and its last line, where the file
   * still has each of them once.
   */
  Optional<String> current() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (!part) {
      return Optional.of(Files.readString(file));
    }
    List<String> all = source();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String first = lines.get(0);
    String last = lines.get(lines.size() - 1);
    int begin = all.indexOf(first);
    int end = all.lastIndexOf(last);
    boolean clear = begin == all.lastIndexOf(first) && end == all.indexOf(last);
    return begin >= 0 && end >= begin && clear
        ? Optional.of(String.join("\n", all.subList(begin, end + 1)))
        : Optional.empty();
  }

  private List<String> source() throws IOException {
    return Files.readString(file)
        .lines()
        .filter(line -> comments || !line.strip().startsWith("#"))
        .toList();
  }

  private static String at(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "(the end)";
  }
}
