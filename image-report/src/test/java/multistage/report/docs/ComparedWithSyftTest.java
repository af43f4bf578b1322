package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import multistage.report.Repository;
import org.junit.jupiter.api.Test;

/** What docs/method.md says of our packages and syft's holds of what was recorded. */
class ComparedWithSyftTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\S+) \\| (\\S+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|$");

  private record Compared(String image, String kind, int both, int ours, int theirs) {}

  @Test
  void theReasonsExplainTheDifferences() throws IOException {
    List<Compared> rows = rows();

    assertThat(rows)
        .as("Debian's packages and gems")
        .filteredOn(row -> row.kind().equals("deb") || row.kind().equals("gem"))
        .hasSizeGreaterThan(6)
        .allMatch(row -> row.both() > 0 && row.ours() == 0 && row.theirs() == 0);
    assertThat(rows)
        .as("names that are spelled in two ways")
        .filteredOn(row -> row.kind().equals("python"))
        .isNotEmpty()
        .allMatch(row -> row.both() > 0 && row.ours() == row.theirs());
    assertThat(rows)
        .as("what only we list")
        .filteredOn(row -> row.ours() > row.theirs())
        .extracting(Compared::kind)
        .containsOnly("operating-system", "jdk-module");
    assertThat(rows)
        .as("what only syft lists")
        .filteredOn(row -> row.theirs() > row.ours())
        .extracting(Compared::kind)
        .containsOnly("npm", "binary", "maven");
  }

  private static List<Compared> rows() throws IOException {
    return ROW.matcher(Files.readString(Repository.ROOT.resolve("docs/data/compared-with-syft.md")))
        .results()
        .map(
            row ->
                new Compared(
                    row.group(1),
                    row.group(2),
                    Integer.parseInt(row.group(3)),
                    Integer.parseInt(row.group(4)),
                    Integer.parseInt(row.group(5))))
        .toList();
  }
}
