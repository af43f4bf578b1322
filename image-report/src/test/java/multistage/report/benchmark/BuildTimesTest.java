package multistage.report.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.report.build.Built;
import multistage.report.engine.StoredImages;
import multistage.report.model.Builder;
import multistage.report.model.Rebuild;
import multistage.report.model.Rebuild.ChangedLayers;
import multistage.report.model.Rebuild.ColdBuild;
import multistage.report.model.Stage;
import multistage.report.model.Variant;
import multistage.report.model.VariantBuilder;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.Test;

class BuildTimesTest {
  private static final Stage STAGE = new Stage(Optional.empty(), "scratch");
  private static final VariantId ONE = VariantId.parse("go/one");

  private static Rebuild rebuild(long cold, long unchanged, long changed, long byOther) {
    return new Rebuild(
        Optional.empty(),
        Optional.empty(),
        cold,
        unchanged,
        changed,
        new ChangedLayers(1, 1, 1),
        Optional.of(
            List.of(
                new ColdBuild(Builder.CLASSIC, cold, List.of()),
                new ColdBuild(Builder.BUILDKIT, byOther, List.of()))),
        Optional.empty());
  }

  @Test
  void expectsWhatTheSlowestRowOfTheServerTook() {
    BuildTimes times = new BuildTimes();
    times.add(VariantId.parse("go/two"), List.of(STAGE, STAGE), rebuild(5_000, 500, 2_500, 4_000));
    times.add(VariantId.parse("go/three"), List.of(STAGE), rebuild(1_000, 0, 1_000, 1_000));

    assertThat(times.expected(variant(ONE, List.of(STAGE)))).isCloseTo(12 * 1.25, within(0.01));
    assertThat(times.expected(variant(ONE, List.of(STAGE, STAGE))))
        .isCloseTo(12 * 1.25, within(0.01));
  }

  @Test
  void eachStageButTheLastCounts() {
    BuildTimes times = new BuildTimes();
    List<Stage> three = List.of(STAGE, STAGE, STAGE);
    times.add(VariantId.parse("go/two"), three, rebuild(10_000, 0, 0, 0));

    assertThat(times.expected(variant(ONE, List.of(STAGE, STAGE))))
        .isCloseTo(5 * 1.25, within(0.01));
    assertThat(times.expected(variant(ONE, three))).isCloseTo(10 * 1.25, within(0.01));
  }

  @Test
  void ofAnotherServerItKnowsNothing() {
    BuildTimes times = new BuildTimes();
    times.add(ONE, List.of(STAGE), rebuild(500_000, 0, 0, 0));

    assertThat(times.expected(variant(VariantId.parse("java/one"), List.of(STAGE, STAGE))))
        .isEqualTo(BuildTimes.UNKNOWN_SECONDS);
  }

  @Test
  void eachServerHasItsTurn() {
    List<Built> built =
        Stream.of("chi/a", "go/a", "go/b", "go/c", "java/a", "java/b")
            .map(VariantId::parse)
            .map(id -> variant(id, List.of(STAGE)))
            .map(BuildTimesTest::built)
            .toList();

    assertThat(BuildTimes.inTurn(built))
        .extracting(each -> each.variant().id().toString())
        .containsExactly("chi/a", "go/a", "java/a", "go/b", "java/b", "go/c");
  }

  private static Variant variant(VariantId id, List<Stage> stages) {
    return VariantBuilder.empty().id(id).stages(stages).build();
  }

  private static Built built(Variant variant) {
    return new Built(variant, "", StoredImages.of(new byte[32]), Map.of(), false, List.of());
  }
}
