package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import multistage.report.Repository;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chapter takes as long as the documents say, and all of them say the same. */
@Tag("docs")
class ChapterMinutesTest {
  private static final int LEAST = 15;
  private static final int MOST = 30;

  /** An estimate is no better than that. */
  private static final int ROUNDED_TO = 5;

  private static final Pattern STATED =
      Pattern.compile("\\*\\*In this chapter\\*\\*, about (\\d+) minutes");

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> chapters() throws IOException {
    return Documents.chapters().stream()
        .map(chapter -> DynamicTest.dynamicTest(chapter.heading(), () -> check(chapter)));
  }

  private static void check(MarkdownDocument chapter) throws IOException {
    Optional<Double> minutes = ChapterMinutes.of(chapter);
    assumeThat(minutes).as("a recorded run of %s", chapter.path()).isPresent();
    long rounded = Math.round(minutes.orElseThrow() / ROUNDED_TO) * ROUNDED_TO;
    assertThat(rounded).as("minutes: %s", minutes).isBetween((long) LEAST, (long) MOST);
    Matcher stated = STATED.matcher(chapter.text());
    if (stated.find()) {
      assertThat(Long.parseLong(stated.group(1)))
          .as("minutes that the chapter states, computed: %s", minutes)
          .isBetween(rounded - ROUNDED_TO, rounded + ROUNDED_TO);
    }
  }

  /** A chapter that was renamed has to be recorded again. */
  @Test
  void whatIsRecordedIsAChapter() throws IOException {
    assertThat(Documents.chapters().stream().map(ChapterMinutes::name))
        .containsAll(ChapterMinutes.read(ChapterMinutes.SECONDS).keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/README.md",
        "docs/course/00-start-here.md",
        "docs/teaching.md",
        "docs/method.md"
      })
  void allSayTheSame(String document) throws IOException {
    assertThat(text(document)).contains(LEAST + " to " + MOST + " minutes");
  }

  @Test
  void theMethodIsThatOfTheDocument() throws IOException {
    assertThat(
            MarkdownDocument.read(Repository.ROOT.resolve("docs/method.md"))
                .section("How long a chapter takes"))
        .contains(
            ChapterMinutes.WORDS_PER_MINUTE + " words",
            ChapterMinutes.TYPED_WORDS_PER_MINUTE + " words",
            ChapterMinutes.QUESTIONS + " minutes",
            ROUNDED_TO + " minutes");
  }

  @Test
  void countsWhatIsReadAndWhatIsTyped() throws IOException {
    Path seconds = Files.writeString(directory.resolve("seconds.csv"), "chapter,seconds\n");
    MarkdownDocument chapter = chapter("word ".repeat(2 * ChapterMinutes.WORDS_PER_MINUTE));
    assertThat(ChapterMinutes.of(chapter, seconds)).as("not recorded yet").isEmpty();

    ChapterMinutes.record(chapter, Duration.ofSeconds(119, 1), seconds);

    assertThat(ChapterMinutes.of(chapter, seconds).orElseThrow())
        .as("2 minutes for reading, 1 for typing, 2 for waiting")
        .isEqualTo(2 + 1 + 2 + ChapterMinutes.QUESTIONS);
  }

  private MarkdownDocument chapter(String words) throws IOException {
    String command = "x".repeat(5 * ChapterMinutes.TYPED_WORDS_PER_MINUTE - 1);
    String text = words + "\n\n<!-- run -->\n```bash\n" + command + "\n```\n";
    return MarkdownDocument.read(Files.writeString(directory.resolve("01-chapter.md"), text));
  }

  private static String text(String document) throws IOException {
    return MarkdownDocument.read(Repository.ROOT.resolve(document)).text();
  }
}
