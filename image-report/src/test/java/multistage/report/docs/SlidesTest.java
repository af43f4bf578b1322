package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import multistage.report.Repository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The slides follow both plans, and name the run whose figures they show. */
@Tag("docs")
class SlidesTest {
  /** Minutes, and what they are for: a link or plain words. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| \\d:\\d\\d \\| (\\d+) \\| \\[?([^]|]+?)(?:]\\([^)]*\\))? \\|");

  /** The minutes in the short plan and, if it differs, in the long one; or in the long one only. */
  private static final Pattern NOTE =
      Pattern.compile(
          "(?m)^> \\*\\*(?:(?<both>\\d+) min(?: \\(three hours: (?<longer>\\d+)\\))?"
              + "|Three hours only: (?<only>\\d+) min)\\.\\*\\* ");

  private static String slides() throws IOException {
    return MarkdownDocument.read(Repository.ROOT.resolve("docs/teaching/slides.md")).text();
  }

  @ParameterizedTest
  @CsvSource({"90 minutes, both", "Three hours, longer only both"})
  void thePartsTakeThePlansMinutes(String plan, String groups) throws IOException {
    Map<String, Integer> planned = new LinkedHashMap<>();
    ROW.matcher(MarkdownDocument.read(Repository.ROOT.resolve("docs/teaching.md")).section(plan))
        .results()
        .forEach(row -> planned.put(row.group(2), Integer.parseInt(row.group(1))));

    planned.remove("Reserve"); // time without a slide
    Map<String, Integer> spoken = new LinkedHashMap<>();
    parts(slides(), "\n## ")
        .forEach(
            part ->
                spoken.put(
                    part.lines().findFirst().orElseThrow(),
                    minutes(part, List.of(groups.split(" ")))));
    spoken.values().removeIf(minutes -> minutes == 0);

    assertThat(spoken).isNotEmpty().containsExactlyEntriesOf(planned);
  }

  @Test
  void everySlideEndsWithItsNote() throws IOException {
    for (String slide : parts(slides(), "\n##+ ").toList()) {
      List<MatchResult> notes = NOTE.matcher(slide).results().toList();
      assertThat(notes).as(slide).hasSize(1);
      assertThat(slide.substring(notes.get(0).start()).lines().filter(line -> !line.isBlank()))
          .as("the note's lines")
          .allMatch(line -> line.startsWith(">"));
    }
  }

  /** The sentence below a table names the run; a picture has it below itself. */
  @Test
  void aSlideWithFiguresNamesTheirRun() throws IOException {
    List<String> measured =
        parts(slides(), "\n##+ ").filter(slide -> slide.contains("<!-- size-report:")).toList();
    assertThat(measured)
        .isNotEmpty()
        .allSatisfy(slide -> assertThat(slide).contains("\nRecorded on "));
  }

  private static Stream<String> parts(String text, String heading) {
    return Stream.of(text.split(heading)).skip(1);
  }

  /** Of each note, the first of the groups that it has; without one, the plan leaves it out. */
  private static int minutes(String part, List<String> groups) {
    int sum = 0;
    Matcher note = NOTE.matcher(part);
    while (note.find()) {
      sum +=
          groups.stream()
              .map(note::group)
              .filter(Objects::nonNull)
              .findFirst()
              .map(Integer::parseInt)
              .orElse(0);
    }
    return sum;
  }
}
