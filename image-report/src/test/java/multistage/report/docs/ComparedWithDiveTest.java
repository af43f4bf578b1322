package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import multistage.report.Repository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What docs/method.md says of our figures, dive's and those of docker history holds of these. */
@Tag("docs")
class ComparedWithDiveTest {
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `([^`]+)` \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|$");

  private record Compared(
      String image, long ours, long dive, long history, long ourWaste, long diveWaste) {}

  @Test
  void theRulesExplainTheFigures() throws IOException {
    List<Compared> rows = rows();
    assertThat(rows).hasSize(5);
    assertThat(rows)
        .as("both add up the sizes of the archive's entries")
        .allMatch(row -> row.ours() == row.dive());
    assertThat(rows)
        .as("docker history adds links' names, which are short")
        .allMatch(row -> row.history() > row.ours() && row.history() - row.ours() < 100_000);
    assertThat(rows)
        .filteredOn(row -> !row.image().equals("multistage/wasteful"))
        .hasSize(4)
        .allMatch(row -> row.ourWaste() == 0 && row.diveWaste() == 0);
  }

  /** 20 MB twice, and the key; dive has a file with two names twice instead, and not the key. */
  @Test
  void theExampleWithWaste() throws IOException {
    Compared wasteful =
        rows().stream()
            .filter(row -> row.image().equals("multistage/wasteful"))
            .findFirst()
            .orElseThrow();
    assertThat(wasteful.ourWaste()).isEqualTo(40_000_000 + "not a real key\n".length());
    assertThat(wasteful.diveWaste() - 40_000_000).isPositive().isEven();
  }

  private static List<Compared> rows() throws IOException {
    String table = Files.readString(Repository.ROOT.resolve("docs/data/compared-with-dive.md"));
    return ROW.matcher(table)
        .results()
        .map(
            row ->
                new Compared(
                    row.group(1),
                    number(row, 3),
                    number(row, 4),
                    number(row, 5),
                    number(row, 6),
                    number(row, 7)))
        .toList();
  }

  private static long number(MatchResult row, int group) {
    return Long.parseLong(row.group(group));
  }
}
