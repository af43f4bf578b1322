package multistage.report.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.report.dockerfile.BuildSource;
import multistage.report.model.Rebuild.LineTime;
import org.junit.jupiter.api.Test;

/** What BuildKit prints, and which line of the Dockerfile it is about. */
class LineTimesTest {
  private static final String DOCKERFILE =
      """
      # Title: Two
      FROM golang:1.27 AS build
      WORKDIR /src
      COPY main.go ./
      ENV CGO_ENABLED=0
      RUN go vet \\
       && go build

      FROM scratch
      COPY --from=build /src/a /a
      USER 1
      """;

  private static final List<String> COLD =
      List.of(
          "#1 [internal] load build definition from Dockerfile",
          "#1 DONE 0.1s",
          "#4 [build 1/4] FROM docker.io/library/golang:1.27",
          "#4 DONE 0.4s",
          "#5 [build 2/4] WORKDIR /src",
          "#5 DONE 0.2s",
          "#6 [build 3/4] COPY main.go ./",
          "#6 DONE 0.0s",
          "#7 [build 4/4] RUN go vet  && go build",
          "#7 DONE 14.4s",
          "#8 [stage-1 1/1] COPY --from=build /src/a /a",
          "#8 DONE 0.1s");

  private static final List<String> CHANGED =
      List.of(
          "#4 [build 1/4] FROM docker.io/library/golang:1.27",
          "#4 DONE 0.0s",
          "#5 [build 2/4] WORKDIR /src",
          "#5 CACHED",
          "#6 [build 3/4] COPY main.go ./",
          "#6 DONE 0.1s",
          "#7 [build 4/4] RUN go vet  && go build",
          "#7 DONE 13.0s",
          "#8 [stage-1 1/1] COPY --from=build /src/a /a",
          "#8 DONE 0.2s");

  private static List<LineTime> of(String dockerfile, List<String> cold, List<String> changed) {
    BuildSource source = BuildSource.read("Dockerfile", dockerfile, Optional.empty(), Map.of());
    return LineTimes.of(source, cold, changed, Map.of(10, 4_864_809L));
  }

  private static LineTime time(int line, long cold, long changed, long pushed) {
    return new LineTime(line, Optional.of(cold), Optional.of(changed), pushed);
  }

  @Test
  void anInstructionHasTheTimeOfItsStep() {
    assertThat(of(DOCKERFILE, COLD, CHANGED))
        .containsExactly(
            new LineTime(3, Optional.of(200L), Optional.empty(), 0),
            time(4, 0, 100, 0),
            time(6, 14_400, 13_000, 0),
            time(10, 100, 200, 4_864_809));
  }

  @Test
  void aStageThatStartsFromAnotherHasNoStepForThat() {
    assertThat(
            of(
                "FROM golang AS build\nFROM build\nRUN go test\n",
                List.of("#5 [stage-1 1/1] RUN go test", "#5 DONE 2.0s"),
                List.of()))
        .containsExactly(new LineTime(3, Optional.of(2_000L), Optional.empty(), 0));
  }

  /** As with what a base image has behind ONBUILD. */
  @Test
  void stepsThatAreNotTheLinesSayNothingOfThem() {
    assertThat(
            of(
                "FROM base\nRUN go test\n",
                List.of("#4 [1/3] FROM base", "#4 DONE 0.1s", "#5 [2/3] COPY . .", "#5 DONE 2.0s"),
                List.of()))
        .isEmpty();
  }
}
