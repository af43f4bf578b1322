package multistage.report.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import multistage.report.Repository;

/**
 * How long a chapter takes a reader who works alone: reading, typing, waiting for its commands, and
 * its questions. {@code docs/method.md} describes the method and names the sources.
 */
final class ChapterMinutes {
  /** How fast adults read English that isn't fiction, silently. */
  static final int WORDS_PER_MINUTE = 238;

  /** How fast people type words of {@value #CHARACTERS} characters. */
  static final int TYPED_WORDS_PER_MINUTE = 52;

  private static final int CHARACTERS = 5;

  /** A prediction, the exercise at the chapter's end, and two questions: estimated. */
  static final int QUESTIONS = 2 + 5 + 2;

  /** What the commands of each chapter took when its document was run last. */
  static final Path SECONDS = Repository.ROOT.resolve("docs/data/chapter-seconds.csv");

  private static final String HEAD = "chapter,seconds";

  private ChapterMinutes() {}

  /** Empty where no run of the chapter's commands is recorded. */
  static Optional<Double> of(MarkdownDocument chapter) throws IOException {
    return of(chapter, SECONDS);
  }

  static Optional<Double> of(MarkdownDocument chapter, Path recorded) throws IOException {
    Integer seconds = read(recorded).get(name(chapter));
    if (seconds == null) {
      return Optional.empty();
    }
    return Optional.of(
        words(chapter) / WORDS_PER_MINUTE
            + typed(chapter) / CHARACTERS / TYPED_WORDS_PER_MINUTE
            + seconds / 60.0
            + QUESTIONS);
  }

  /** Running text, output, and quotes. Commands are typed instead; generated tables aren't read. */
  private static double words(MarkdownDocument chapter) {
    return chapter.plainText().stream().mapToLong(part -> count(part.text())).sum()
        + chapter.blocks().stream()
            .filter(block -> !isTyped(block) && !block.marked("untested:"))
            .mapToLong(block -> count(block.code()))
            .sum();
  }

  private static double typed(MarkdownDocument chapter) {
    return chapter.blocks().stream()
        .filter(ChapterMinutes::isTyped)
        .mapToInt(block -> block.code().length())
        .sum();
  }

  private static boolean isTyped(MarkdownDocument.CodeBlock block) {
    return block.marked("run") || block.marked("untested:") && block.language().equals("bash");
  }

  private static long count(String text) {
    return text.strip().isEmpty() ? 0 : text.strip().split("\\s+").length;
  }

  /** Writes down what a chapter's commands took. */
  static void record(MarkdownDocument chapter, Duration took, Path file) throws IOException {
    Map<String, Integer> all = new TreeMap<>(read(file));
    all.put(name(chapter), (int) took.plusSeconds(1).minusNanos(1).toSeconds());
    Files.writeString(
        file,
        all.entrySet().stream()
            .map(entry -> entry.getKey() + "," + entry.getValue() + "\n")
            .collect(Collectors.joining("", HEAD + "\n", "")));
  }

  /** What is recorded, by the names of chapters. */
  static Map<String, Integer> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.split(","))
        .collect(Collectors.toMap(cells -> cells[0], cells -> Integer.parseInt(cells[1])));
  }

  /** Without its number, which may change. */
  static String name(MarkdownDocument chapter) {
    return chapter.path().getFileName().toString().replaceAll("^\\d+-|\\.md$", "");
  }
}
