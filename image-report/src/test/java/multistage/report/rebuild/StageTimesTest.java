package multistage.report.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import multistage.report.model.Builder;
import multistage.report.model.Rebuild.StageTime;
import multistage.report.model.Stage;
import org.junit.jupiter.api.Test;

/** What builders print, and what it says of stages. */
class StageTimesTest {
  private static final List<Stage> STAGES =
      List.of(
          new Stage(Optional.of("build"), "golang:1.27"),
          new Stage(Optional.of("test"), "build"),
          new Stage(Optional.empty(), "scratch"));

  @Test
  void theClassicBuilderTakesOneAfterTheOther() {
    assertThat(
            classic(
                line(5, "Step 1/7 : ARG VERSION=1"),
                line(100, "Step 2/7 : FROM golang:1.27 AS build"),
                line(110, " ---> 00000000000a"),
                line(120, "Step 3/7 : RUN go build"),
                line(2_000, " ---> 00000000000b"),
                line(2_100, "Step 4/7 : from build as test"),
                line(2_200, "Step 5/7 : RUN go test"),
                line(5_000, "Step 6/7 : FROM scratch"),
                line(5_100, "Step 7/7 : COPY --from=build /a /a"),
                line(5_300, "Successfully built 00000000000c"),
                line(6_000, "Successfully tagged multistage/go:some")))
        .containsExactly(time("build", 2_000), time("test", 2_900), time("stage-2", 300));
  }

  @Test
  void theClassicBuilderEndsAtTheStageThatIsWanted() {
    assertThat(
            classic(line(0, "Step 1/1 : FROM golang:1.27 AS build"), line(9, "Successfully built")))
        .containsExactly(time("build", 9), leftOut("test"), leftOut("stage-2"));
  }

  @Test
  void podmanSaysItInItsOwnWay() {
    assertThat(
            classic(
                line(0, "[1/3] STEP 1/2: FROM golang:1.27 AS build"),
                line(10, "[1/3] STEP 2/2: RUN go build"),
                line(900, "[2/3] STEP 1/1: FROM build AS test"),
                line(950, "[3/3] STEP 1/2: FROM scratch"),
                line(1_000, "COMMIT multistage/go:some")))
        .containsExactly(time("build", 900), time("test", 50), time("stage-2", 50));
  }

  @Test
  void stagesOfManySteps() {
    assertThat(
            buildKit(
                "#4 [build  2/12] RUN go build",
                "#4 DONE 2.0s",
                "#5 [build 12/12] RUN go vet",
                "#5 DONE 1.0s",
                "#6 [linux/arm64 stage-2  1/10] COPY --from=build /a /a",
                "#6 DONE"))
        .containsExactly(time("build", 3_000), leftOut("test"), time("stage-2", 0));
  }

  @Test
  void buildKitSaysWhatEachStepTook() {
    assertThat(
            buildKit(
                "#1 [internal] load build definition from Dockerfile",
                "#1 DONE 0.1s",
                "#4 [build 1/3] FROM docker.io/library/golang:1.27",
                "#4 DONE 0.0s",
                "#5 [internal] load build context",
                "#5 DONE 0.2s",
                "#6 [build 2/3] COPY . .",
                "#6 DONE 0.1s",
                "#7 [build 3/3] RUN go build",
                "#7 0.412 #9 [test 1/1] RUN is what it prints",
                "#8 [test 1/1] RUN go test",
                "#7 DONE 12.3s",
                "",
                "#8 DONE 4s",
                "#9 [stage-2 1/1] COPY --from=build /a /a",
                "#9 DONE 0.1s",
                "#10 exporting to image",
                "#10 DONE 0.3s"))
        .containsExactly(time("build", 12_400), time("test", 4_000), time("stage-2", 100));
  }

  @Test
  void buildKitLeavesOutWhatNobodyNeeds() {
    assertThat(
            buildKit(
                "#4 [build 1/2] FROM docker.io/library/golang:1.27",
                "#4 CACHED",
                "#7 [build 2/2] RUN go build",
                "#7 DONE 1.5s",
                "#9 [stage-2 1/1] COPY --from=build /a /a",
                "#9 DONE 0.1s"))
        .containsExactly(time("build", 1_500), leftOut("test"), time("stage-2", 100));
  }

  @Test
  void aStageOfWhichAllIsInTheCacheIsNotLeftOut() {
    assertThat(buildKit("#4 [build 1/1] FROM golang", "#4 CACHED").get(0))
        .isEqualTo(time("build", 0));
  }

  @Test
  void aStepThatEndsTwiceCountsOnce() {
    assertThat(
            buildKit(
                    "#4 [build 1/1] FROM golang",
                    "#4 DONE 0.4s",
                    "",
                    "#4 [build 1/1] FROM golang",
                    "#4 sha256:0123 extracting",
                    "#4 DONE 1.6s")
                .get(0))
        .isEqualTo(time("build", 1_600));
  }

  @Test
  void aStepThatNeverEndedWasNotNeeded() {
    assertThat(buildKit("#4 [test 1/1] RUN go test").get(1)).isEqualTo(leftOut("test"));
  }

  @Test
  void stepsForAnotherPlatform() {
    assertThat(
            buildKit(
                "#4 [linux/amd64 build 1/1] RUN go build",
                "#4 DONE 3.0s",
                "#5 [linux/arm64 stage-2 1/1] COPY --from=build /a /a",
                "#5 DONE 0.5s"))
        .containsExactly(time("build", 3_000), leftOut("test"), time("stage-2", 500));
  }

  /** BuildKit names it then by nothing, or by its platform. */
  @Test
  void aSingleStage() {
    for (String words : List.of("", " ", "linux/arm64 ", "linux/arm64  ", "Build ")) {
      assertThat(
              StageTimes.of(
                  Builder.BUILDKIT,
                  List.of(new Stage(Optional.empty(), "golang:1.27")),
                  List.of(line(0, "#4 [" + words + "2/3] RUN go build"), line(9, "#4 DONE 2.0s"))))
          .containsExactly(time("stage-0", 2_000));
    }
  }

  @Test
  void noOutputSaysNothing() {
    assertThat(classic()).containsExactly(leftOut("build"), leftOut("test"), leftOut("stage-2"));
    assertThat(buildKit()).containsExactly(leftOut("build"), leftOut("test"), leftOut("stage-2"));
  }

  private static List<StageTime> classic(StageTimes.Line... output) {
    return StageTimes.of(Builder.CLASSIC, STAGES, List.of(output));
  }

  private static List<StageTime> buildKit(String... output) {
    return StageTimes.of(
        Builder.BUILDKIT, STAGES, List.of(output).stream().map(text -> line(0, text)).toList());
  }

  private static StageTimes.Line line(long millis, String text) {
    return new StageTimes.Line(millis, text);
  }

  private static StageTime time(String stage, long millis) {
    return new StageTime(stage, Optional.of(millis));
  }

  private static StageTime leftOut(String stage) {
    return new StageTime(stage, Optional.empty());
  }
}
