package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import multistage.report.Repository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The minutes of a teaching plan add up to the time that its heading promises. */
@Tag("docs")
class TeachingTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d):(\\d\\d) \\| (\\d+) \\|");

  @ParameterizedTest
  @CsvSource({"90 minutes, 90", "Three hours, 180"})
  void theMinutesAddUp(String heading, int minutes) throws IOException {
    String plan =
        MarkdownDocument.read(Repository.ROOT.resolve("docs/teaching.md")).section(heading);
    Duration end = Duration.ZERO;
    Matcher row = ROW.matcher(plan);
    while (row.find()) {
      Duration from =
          Duration.ofHours(Integer.parseInt(row.group(1)))
              .plusMinutes(Integer.parseInt(row.group(2)));
      assertThat(from).as("where %s begins", row.group()).isEqualTo(end);
      end = from.plusMinutes(Integer.parseInt(row.group(3)));
    }
    assertThat(end).isEqualTo(Duration.ofMinutes(minutes));
  }
}
