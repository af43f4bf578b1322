package multistage.report.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import multistage.image.Cause;
import multistage.image.CauseShare;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.Duplicates;
import multistage.image.Explanation;
import multistage.image.FileTree;
import multistage.image.Image;
import multistage.image.Inventory;
import multistage.image.Layer;
import multistage.image.SizedPath;
import multistage.image.Waste;
import multistage.report.diagnostic.UserError;
import multistage.report.model.BaseImage.Origin;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.Memory;
import multistage.report.model.Startup;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeBudgetTest {
  private static final VariantId ROW = VariantId.parse("go/small");

  @Test
  void whatKeepsItsCeilingsHolds() {
    assertThat(
            checks(
                """
                rows:
                  go/small: {fileBytes: 1000, gzipBytes: 300, startMillis: 325, memoryBytes: 2000}
                """))
        .containsExactly(
            new Check(CheckId.parse("budget: fileBytes"), true, true, "1 kB of at most 1 kB"),
            new Check(CheckId.parse("budget: gzipBytes"), true, true, "300 B of at most 300 B"),
            new Check(
                CheckId.parse("budget: startMillis"),
                true,
                false,
                "321 to 330 ms of at most 325 ms"),
            new Check(CheckId.parse("budget: memoryBytes"), true, false, "2 kB of at most 2 kB"));
  }

  @Test
  void aSizeThatIsTooLargeFailsAndNamesTheLayer() {
    assertThat(checks("rows: {go/small: {fileBytes: 950}}"))
        .containsExactly(
            new Check(
                CheckId.parse("budget: fileBytes"),
                false,
                true,
                "1 kB, which is 50 B over the ceiling of 950 B; it is passed with layer 2 of 3, which"
                    + " adds 200 B: COPY /webserver /; its largest file is /webserver with 190 B; the"
                    + " largest is layer 1 of 3, which adds 800 B: the history doesn't tell"
                    + " by which instruction; its largest file is /webserver with 760 B"));
  }

  @Test
  void theLayerIsTheOneThatPassesTheCeilingNotTheLargest() {
    assertThat(checks("rows: {go/small: {fileBytes: 799}}").get(0).detail())
        .contains("layer 1 of 3", "the history doesn't tell");
    assertThat(checks("rows: {go/small: {gzipBytes: 299}}").get(0).detail())
        .contains(
            "passed with layer 3 of 3, which adds 10 B: RUN touch /x; the largest is layer 1 of 3,"
                + " which adds 200 B: ");
  }

  @Test
  void timeAndMemoryAreWarnings() {
    List<Check> checks =
        checks("rows: {go/small: {startMillis: 320, netStartMillis: 20, memoryBytes: 1999}}");
    assertThat(checks).hasSize(3).allMatch(Check::isWarning);
    assertThat(checks)
        .extracting(Check::detail)
        .containsExactly(
            "321 to 330 ms, which is 1 ms over the ceiling of 320 ms",
            "21 to 30 ms, which is 1 ms over the ceiling of 20 ms",
            "2 kB, which is 1 B over the ceiling of 2 kB");
  }

  @Test
  void whatWasNotMeasuredIsNotJudged() {
    SizeBudget budget =
        SizeBudget.parse("rows: {go/small: {fileBytes: 1, startMillis: 1, memoryBytes: 1}}", "f");
    assertThat(
            budget.checks(
                ROW,
                new SizeBudget.Figures(
                    "linux/amd64", Set.of(), Optional.empty(), Optional.empty(), Optional.empty())))
        .isEmpty();
    assertThat(budget.checks(VariantId.parse("go/other"), figures())).isEmpty();
    assertThat(SizeBudget.NONE.checks(ROW, figures())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          platform: linux/amd64                    => true
          platform: linux/arm64                    => false
          origin: stand-in                         => true
          origin: pulled                           => false
          platform: linux/amd64, origin: stand-in  => true
          platform: linux/arm64, origin: stand-in  => false
          """)
  void appliesOnlyWhereTheFileSays(String only, boolean applies) {
    assertThat(checks("only: {" + only + "}\nrows: {go/small: {fileBytes: 1}}").isEmpty())
        .isNotEqualTo(applies);
  }

  @Test
  void oneBaseOfAnotherOriginMakesAnotherImage() {
    SizeBudget budget =
        SizeBudget.parse("only: {origin: stand-in}\nrows: {go/small: {fileBytes: 1}}", "f");
    SizeBudget.Figures mixed = figures(Set.of(Origin.STAND_IN, Origin.PULLED));
    assertThat(budget.checks(ROW, mixed)).isEmpty();
    assertThat(budget.isForOtherImages(ROW, mixed)).isTrue();
    assertThat(budget.isForOtherImages(VariantId.parse("go/other"), mixed)).isFalse();
    assertThat(budget.isForOtherImages(ROW, figures(Set.of()))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          rows: {go/small: {fileByte: 1}}                => b.yaml: rows go/small fileByte isn't understood
          rows: {go/small: {fileBytes: small}}           => b.yaml:1: rows go/small fileBytes isn't understood
          rows: {go/small: {fileBytes: 5.8}}             => b.yaml:1: rows go/small fileBytes isn't understood
          rows: {go/small: {fileBytes: 1_000}}           => b.yaml:1: rows go/small fileBytes isn't understood
          rows: {go/small: {fileBytes: "1000"}}          => b.yaml:1: rows go/small fileBytes isn't understood
          rows: {go/small: 1}                            => b.yaml:1: rows go/small isn't understood
          row: {go/small: {fileBytes: 1}}                => b.yaml: row isn't understood
          only: {origin: bought}                         => b.yaml:1: only origin isn't understood
          rows: {go/small: {fileBytes: 1, fileBytes: 2}} => b.yaml:1: it isn't YAML, or has a name twice: Duplicate
          rows: {go/small: {fileBytes: -1}}              => b.yaml:1: rows go/small: a ceiling can't be lower than 0
          only: {platform: amd64}                        => b.yaml:1: only: a platform is called as in linux/amd64, not "amd64"
          only: {platform: ""}                           => b.yaml:1: only: a platform is called as in linux/amd64, not ""
          only: {origin: 1}                              => b.yaml:1: only origin isn't understood
          text                                           => b.yaml:1: it isn't one YAML document with an entry "rows"
          [{}, {}]                                       => b.yaml:1: it isn't one YAML document with an entry "rows"
          rows: {go/small: {}}                           => b.yaml: go/small has no ceiling
          rows: {go/small: }                             => b.yaml: go/small has no ceiling
          rows: {small: {fileBytes: 1}}                  => b.yaml: a variant is called SERVER/NAME
          rows: {}                                       => b.yaml has no rows
          rows: [                                        => b.yaml:
          []                                             => b.yaml:1
          # nothing                                      => b.yaml has no rows
          """)
  void saysWhatIsWrongAndWhere(String yaml, String message) {
    assertThatThrownBy(() -> SizeBudget.parse(yaml, "b.yaml"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(message)
        .extracting(e -> e.getMessage().lines().count())
        .isEqualTo(1L);
  }

  @Test
  void everyRowThatIsNamedHasToBeThere() {
    SizeBudget budget = SizeBudget.parse("rows: {go/small: {fileBytes: 1}}", "f");
    budget.requireRows(Set.of(ROW));
    assertThatThrownBy(() -> budget.requireRows(Set.of(VariantId.parse("go/large"))))
        .isInstanceOf(UserError.class)
        .hasMessage("size-budget.yaml: there is no row go/small; correct its name, or remove it");
  }

  private static List<Check> checks(String yaml) {
    return SizeBudget.parse(yaml, "size-budget.yaml").checks(ROW, figures());
  }

  private static SizeBudget.Figures figures() {
    return figures(Set.of(Origin.STAND_IN));
  }

  private static SizeBudget.Figures figures(Set<Origin> origins) {
    List<Layer> layers =
        List.of(
            layer("a", null, 800, 200),
            layer("b", "COPY /webserver /", 200, 90),
            layer("c", "RUN touch /x", 0, 10));
    Explanation explanation =
        new Explanation(
            List.of(new CauseShare(Cause.PROGRAM, 1_000, 1, List.of())),
            new Waste(0, 0, List.of()),
            new Duplicates(0, List.of()),
            new FileTree("", 1_000, List.of()),
            new Inventory(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Inventory.Invisible(0, 0, List.of())),
            List.of());
    return new SizeBudget.Figures(
        "linux/amd64",
        origins,
        Optional.of(Image.of(new Digest("sha256:" + "0".repeat(64)), 0, layers, explanation)),
        Optional.of(
            Startup.of(
                List.of(320.4, 330.0, 325.0), List.of(300.3, 300.1, 300.5), Optional.empty())),
        Optional.of(Memory.of(List.of(2_000L))));
  }

  private static Layer layer(String digit, String instruction, long fileBytes, long gzipBytes) {
    return new Layer(
        new DiffId("sha256:" + digit.repeat(64)),
        Optional.ofNullable(instruction),
        false,
        fileBytes,
        fileBytes,
        Optional.of(gzipBytes),
        1,
        fileBytes == 0 ? List.of() : List.of(new SizedPath("webserver", fileBytes * 95 / 100)),
        List.of());
  }
}
