package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.Layer;
import multistage.report.model.Builder;
import multistage.report.model.EngineShare;
import multistage.report.model.Estimate;
import multistage.report.model.Noise;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.RowBuilder;
import multistage.report.model.Stage;
import multistage.report.model.VariantId;
import multistage.report.render.ExampleReports;
import org.junit.jupiter.api.Test;

class ResultsTableTest {
  private static final OfficialBases BASES = new OfficialBases(Map.of("golang:1", 900_000_000L));

  private static final Row SINGLE = row("go/single-stage", "golang:1", 100_000_000);
  private static final Row SCRATCH = row("go/scratch", "scratch", 5_000_000);

  @Test
  void comparesComputedSizesWithComputedSizes() {
    assertThat(markdown(SINGLE, SCRATCH))
        .contains("| 100 MB | – | 1 GB |", "| 5 MB | 20x smaller | 5 MB, 200x smaller |");
  }

  @Test
  void namesTheSmallestImageThatTheHeadlineLeavesOut() {
    Row smallest = row("go/smallest", "unknown", 1_000_000);
    Row exhibit = RowBuilder.of(row("go/exhibit", "unknown", 1_000)).forProduction(false).build();

    assertThat(markdown(SINGLE, SCRATCH, smallest, exhibit))
        .contains("The README's headline leaves out `go/smallest`: the smallest measured image ");
    assertThat(markdown(SINGLE, SCRATCH, row("go/larger", "unknown", 6_000_000), exhibit))
        .doesNotContain("smallest measured image");
  }

  @Test
  void namesWhatIsNotForProduction() {
    Row exhibit = RowBuilder.of(row("go/exhibit", "scratch", 1_000)).forProduction(false).build();

    assertThat(markdown(SINGLE, SCRATCH, exhibit))
        .contains("The README's headline leaves out what isn't for production: `go/exhibit`.");
    assertThat(markdown(SINGLE, SCRATCH)).doesNotContain("headline");
  }

  @Test
  void saysHowFarTheMachineMeasuresTheSameTwice() {
    Report report =
        ExampleReports.of(SINGLE, SCRATCH)
            .withNoise(Optional.of(new Noise(new Estimate(-3, -14.2, 5.1, 5))));

    assertThat(ResultsTable.of(report, BASES, ""))
        .contains(
            "Measured against itself, a bare server's start differs by up to 14 ms on this machine.");
  }

  @Test
  void saysHowFarApartStartsAreWhereNoiseWasNotMeasured() {
    Report report =
        ExampleReports.of(SINGLE, SCRATCH)
            .withEngineShare(Optional.of(EngineShare.of(List.of(230.0, 201.0, 215.0))));

    assertThat(ResultsTable.of(report, BASES, "")).contains("are up to 29 ms apart.");
  }

  @Test
  void namesTheRowsThatAreOneImage() {
    Row targets = RowBuilder.of(SCRATCH).id(VariantId.parse("go/targets")).build();

    assertThat(markdown(SINGLE, SCRATCH, targets))
        .contains("(same image as go/targets)", "(same image as " + SCRATCH.id() + ")")
        .doesNotContain("same image as " + SINGLE.id());
  }

  @Test
  void saysWhichBuilderMadeHowMany() {
    Row buildKit = RowBuilder.of(row("go/cached", "scratch", 1)).builder(Builder.BUILDKIT).build();

    assertThat(markdown(SINGLE, SCRATCH, buildKit))
        .contains("Images by builder: classic 2, BuildKit 1.");
  }

  private static String markdown(Row... rows) {
    return ResultsTable.of(ExampleReports.of(rows), BASES, "");
  }

  private static Row row(String id, String base, long ownBytes) {
    Layer own = ExampleReports.own(id, null, ownBytes, ownBytes, ownBytes);
    Row row = ExampleReports.passed(id, own);
    return RowBuilder.of(row).stages(List.of(new Stage(Optional.empty(), base))).build();
  }
}
