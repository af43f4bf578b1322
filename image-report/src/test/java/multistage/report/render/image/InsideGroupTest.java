package multistage.report.render.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.ArrayList;
import java.util.List;
import multistage.image.FileInside;
import multistage.image.FilePart;
import org.junit.jupiter.api.Test;

class InsideGroupTest {
  @Test
  void namesTheLargestAndTheProgramItself() {
    List<FilePart> parts = new ArrayList<>();
    for (int i = 9; i >= 1; i--) {
      parts.add(new FilePart("", "section " + i, 100 * i));
      parts.add(new FilePart("library", "package " + i, 200 * i));
    }
    parts.add(new FilePart(FilePart.OWN, "main", 1));
    List<InsideGroup> groups = InsideGroup.of(new FileInside("webserver", 13_501, parts), 4);
    assertThat(groups)
        .extracting(InsideGroup::name, InsideGroup::fileBytes)
        .containsExactly(
            tuple("library", 9_000L),
            tuple("section 9", 900L),
            tuple("section 8", 800L),
            tuple("your own code: package main", 1L),
            tuple("all others", 2_800L));
    assertThat(groups.get(0).parts())
        .extracting(FilePart::name, FilePart::fileBytes)
        .containsExactly(
            tuple("package 9", 1_800L),
            tuple("package 8", 1_600L),
            tuple("package 7", 1_400L),
            tuple("all others", 4_200L));
  }
}
