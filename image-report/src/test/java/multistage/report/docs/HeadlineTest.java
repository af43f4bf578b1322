package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.Layer;
import multistage.report.model.Row;
import multistage.report.model.RowBuilder;
import multistage.report.model.Stage;
import multistage.report.render.ExampleReports;
import org.junit.jupiter.api.Test;

class HeadlineTest {
  private static final OfficialBases BASES =
      new OfficialBases(Map.of("golang:1", 900_000_000L, "alpine:3", 8_000_000L));

  private static final Row SINGLE = row("go/single-stage", "golang:1", 100_000_000);
  private static final Row ALPINE = row("go/alpine", "alpine:3", 2_000_000);
  private static final Row SCRATCH = row("go/scratch", "scratch", 5_000_000);

  @Test
  void addsOwnLayersToTheStatedBase() {
    assertThat(markdown(SINGLE, ALPINE))
        .contains(
            "**Same answer, up to 100x smaller than the single stage**: Go 1 GB → 10 MB. [Computed](results.md): ");
  }

  @Test
  void promisesNoMoreThanTheBestServer() {
    Row chi = row("chi/single-stage", "golang:1", 100_000_000);

    assertThat(markdown(chi, row("chi/tiny", "scratch", 1_000_000), SINGLE, SCRATCH))
        .contains("**Same answer, up to 1000x smaller than the single stage**: ", "Go 1 GB → 5 MB");
    assertThat(markdown(chi, row("chi/large", "scratch", 500_000_000), SINGLE, SCRATCH))
        .contains(
            "**Same answer, up to 200x smaller than the single stage**: ",
            "Go with chi 1 GB → 500 MB");
  }

  @Test
  void takesTheSmallestForProduction() {
    Row exhibit = RowBuilder.of(row("go/tiny", "scratch", 1)).forProduction(false).build();

    assertThat(markdown(SINGLE, ALPINE, SCRATCH, exhibit)).contains("Go 1 GB → 5 MB");
  }

  @Test
  void leavesOutABaseWhoseSizeNobodyStates() {
    Row unknown = row("go/unknown", "distroless", 1_000);
    Row java = row("java/single-stage", "temurin", 1_000_000);

    assertThat(markdown(SINGLE, ALPINE, unknown, java, row("java/small", "scratch", 1_000)))
        .contains("Go 1 GB → 10 MB")
        .doesNotContain("Java");
    assertThat(BASES.fileBytes(unknown)).isEmpty();
  }

  @Test
  void thePictureDrawsBarsToScaleAndFollowsTheMode() {
    assertThat(new Headline(ExampleReports.of(SINGLE, ALPINE), BASES).svg())
        .contains("class=\"before\" x=\"210\" y=\"14\" width=\"400.0\"")
        .contains("class=\"after\" x=\"210\" y=\"34\" width=\"4.0\"")
        .contains(">Computed, not measured: ")
        .contains("prefers-color-scheme: dark", ">10 MB  <tspan class=\"change\">100x smaller<");
  }

  @Test
  void needsTwoSizes() {
    assertThatIllegalArgumentException().isThrownBy(() -> markdown(SINGLE));
  }

  private static String markdown(Row... rows) {
    return new Headline(ExampleReports.of(rows), BASES).markdown("results.md", "sizes.svg");
  }

  private static Row row(String id, String base, long ownBytes) {
    Layer own = ExampleReports.own(id, null, ownBytes, ownBytes, ownBytes);
    Layer below = ExampleReports.base(base, null, 7, 7, 7);
    Row row =
        base.equals("scratch")
            ? ExampleReports.passed(id, own)
            : ExampleReports.passed(id, below, own);
    return RowBuilder.of(row).stages(List.of(new Stage(Optional.empty(), base))).build();
  }
}
