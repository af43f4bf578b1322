package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import multistage.report.Repository;
import multistage.report.model.Report;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.Test;

/** The table of exercise 10, which pull requests may enter. */
class SmallestImagesTest {
  @Test
  void whoeverIsInTheTableHasADockerfileToCheck() throws IOException {
    assertThat(SmallestImages.all())
        .allSatisfy(entry -> assertThat(Repository.ROOT.resolve(entry.dockerfile())).exists())
        .extracting(SmallestImages.Entry::who)
        .doesNotHaveDuplicates();
  }

  @Test
  void theSmallestComesFirst() throws IOException {
    Report report =
        ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
    List<SmallestImages.Entry> entries =
        SmallestImages.parse("who,bytes,how\nb-c,2,\"in assembly, by hand\"\nD,99999999,late\n");
    String[] lines = SmallestImages.table(report, entries, "..").split("\n");
    assertThat(lines).hasSize(2 + 3);
    assertThat(lines[2])
        .isEqualTo(
            "| 2 | [b-c](https://github.com/b-c) | [in assembly, by hand]"
                + "(../docs/exercises/solutions/10-beat-our-smallest/b-c.Dockerfile) |");
    assertThat(lines[3]).contains("| this repository | [As small as it gets](../dockerfiles/go/");
    assertThat(lines[4]).contains("[D](https://github.com/D)");
  }

  @Test
  void whatCanNotBeAnEntryIsRefused() {
    for (String line : List.of("../x,1,how", "-a,1,how", "a,0,how", "a,1,", "a,1,<b>", "a,x,how")) {
      assertThatThrownBy(() -> SmallestImages.parse("who,bytes,how\n" + line + "\n")).as(line);
    }
  }
}
