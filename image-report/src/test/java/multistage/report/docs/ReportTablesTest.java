package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import multistage.image.FileInside;
import multistage.image.Image;
import multistage.report.Repository;
import multistage.report.model.Rebuild;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.render.data.ReportJson;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the recorded run: the documents' tables are made from it. */
class ReportTablesTest {
  private static Report report;
  private static ReportTables tables;

  @BeforeAll
  static void read() throws IOException {
    report = ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
    tables = new ReportTables(report, "../");
  }

  @Test
  void rowsAreComparedWithTheFirst() {
    Image single = image("go/single-stage");
    Image scratch = image("go/multi-stage-scratch");

    assertThat(tables.of("rows go/single-stage go/multi-stage-scratch"))
        .contains(
            "| [go/single-stage](../dockerfiles/go/single-stage.Dockerfile) | "
                + single.layers().size()
                + " | "
                + Units.bytes(single.fileBytes()),
            Units.bytes(scratch.gzipBytes().orElseThrow())
                + " | "
                + Units.factor(scratch.fileBytes(), single.fileBytes())
                + " |",
            "Recorded on ");
  }

  @Test
  void startsStandBesideSizes() {
    Row row = row("java/multi-stage-aot");

    assertThat(tables.of("starts java/multi-stage-aot go/multi-stage-cross"))
        .contains(
            "| [java/multi-stage-aot](../dockerfiles/java/multi-stage-aot.Dockerfile) | "
                + Units.bytes(row.image().orElseThrow().fileBytes())
                + " | ",
            " | "
                + Times.gross(row.starts().orElseThrow())
                + " | "
                + Times.net(row.starts().orElseThrow()).orElseThrow()
                + " | "
                + Units.bytes(row.memory().orElseThrow().medianBytes())
                + " |",
            // Built for another processor, so it was never timed.
            " | – | – | – |");
  }

  @Test
  void whatAChangedLineHasToPush() {
    String rows = "spring/multi-stage spring/multi-stage-layered";
    Rebuild layered = row("spring/multi-stage-layered").rebuild().orElseThrow();
    assertThat(tables.of("rebuilds " + rows))
        .contains(Units.bytes(layered.changedLayers().gzipBytes()))
        .contains(Units.bytes(layered.changedLayers().fileBytes()));
  }

  @Test
  void everyLayerHasALine() {
    assertThat(tables.of("layers go/multi-stage-alpine").lines())
        .filteredOn(line -> line.startsWith("| ") && !line.contains("Instruction"))
        .hasSize(image("go/multi-stage-alpine").layers().size());
  }

  @Test
  void theLargestFilesEndWithTheSum() {
    Image scratch = image("java/multi-stage-jlink-scratch");
    FileInside largest = scratch.explanation().inside().get(0);
    assertThat(tables.of("files java/multi-stage-jlink-scratch"))
        .containsSubsequence(
            "| `/" + largest.path() + "` |",
            "| " + largest.parts().get(0).name() + " | ",
            "| the rest of it | ",
            "| java.base | ",
            "| all others | ",
            "| all |  | " + Units.bytes(scratch.fileBytes()) + " |");
  }

  @Test
  void causesEndWithTheSum() {
    assertThat(tables.of("causes go/single-stage go/multi-stage-alpine"))
        .contains(
            "| all | "
                + Units.bytes(image("go/single-stage").fileBytes())
                + " | "
                + Units.bytes(image("go/multi-stage-alpine").fileBytes())
                + " |");
  }

  @Test
  void saysWhatCannotBeShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tables.of("rows go/nothing"))
        .withMessageContaining("no row go/nothing; it has ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tables.of("layers go/single-stage go/multi-stage-alpine"))
        .withMessageContaining("no table");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tables.of("pie go/single-stage"))
        .withMessageContaining("there are: rows ID ID…");
  }

  private static Image image(String id) {
    return row(id).image().orElseThrow();
  }

  private static Row row(String id) {
    return report.variants().stream()
        .filter(row -> row.id().toString().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
