package multistage.report.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.report.diagnostic.UserError;
import org.junit.jupiter.api.Test;

class BuildSourceTest {
  private static final String TEXT =
      """
      # syntax=docker/dockerfile:1
      ARG GO=1.26
      FROM golang:${GO} AS build
      RUN go build \\
          # why
          -o /server

      RUN <<EOF
      touch /a
      EOF
      COPY <<one <<two /etc/
      1
      one
      2
      two
      FROM build AS test
      RUN go test
      FROM scratch AS small
      COPY --from=build /server /
      COPY --from=alpine:3.22 /etc/passwd /etc/
      USER 1
      """;

  @Test
  void knowsWhereInstructionsBeginAndEnd() {
    SourceStage build = read(Optional.empty()).stages().get(0);
    assertThat(build.instructions())
        .extracting(
            SourceInstruction::keyword, SourceInstruction::line, SourceInstruction::lastLine)
        .containsExactly(tuple("RUN", 4, 6), tuple("RUN", 8, 10), tuple("COPY", 11, 15));
    assertThat(build.line()).isEqualTo(3);
    assertThat(build.lastLine()).isEqualTo(15);
    assertThat(build.instructions().get(2).documents())
        .containsExactly(
            new SourceInstruction.Document("one", "1\n"),
            new SourceInstruction.Document("two", "2\n"));
  }

  @Test
  void knowsWhatATargetIsMadeOf() {
    BuildSource last = read(Optional.empty());
    assertThat(last.target()).isEqualTo(2);
    assertThat(last.chain(2)).extracting(SourceStage::displayName).containsExactly("small");
    assertThat(last.chain(1)).extracting(SourceStage::displayName).containsExactly("build", "test");
    assertThat(last.stages()).extracting(SourceStage::isNeeded).containsExactly(true, false, true);

    BuildSource test = read(Optional.of("TEST"));
    assertThat(test.target()).isEqualTo(1);
    assertThat(test.stages()).extracting(SourceStage::isNeeded).containsExactly(true, true, false);
  }

  @Test
  void knowsWhereFilesComeFrom() {
    List<SourceInstruction> last = read(Optional.empty()).stages().get(2).instructions();
    assertThat(last)
        .extracting(SourceInstruction::fromStages, SourceInstruction::fromImages)
        .containsExactly(
            tuple(List.of(0), List.of()),
            tuple(List.of(), List.of("alpine:3.22")),
            tuple(List.of(), List.of()));
  }

  @Test
  void replacesArgumentsInFrom() {
    assertThat(read(Optional.empty()).stages().get(0).baseImage()).contains("golang:1.26");
    assertThat(
            BuildSource.read("f", TEXT, Optional.empty(), Map.of("GO", "1.27"))
                .stages()
                .get(0)
                .baseImage())
        .contains("golang:1.27");
    assertThat(read(Optional.empty()).stages().get(1).baseImage()).isEmpty();
    assertThat(read(Optional.empty()).stages().get(2).baseImage()).isEmpty();
  }

  @Test
  void runsTheTriggersOfAnEarlierStage() {
    BuildSource source =
        BuildSource.read(
            "f",
            """
            FROM alpine AS base
            ONBUILD RUN echo here
            FROM base
            RUN echo there
            """,
            Optional.empty(),
            Map.of());
    assertThat(source.stages().get(1).instructions())
        .extracting(
            SourceInstruction::keyword, SourceInstruction::line, SourceInstruction::isTrigger)
        .containsExactly(tuple("RUN", 3, true), tuple("RUN", 4, false));
  }

  @Test
  void refusesAStageThatIsNotThere() {
    assertThatThrownBy(() -> read(Optional.of("biuld")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no stage \"biuld\"; there are: build, test, small");
  }

  private static BuildSource read(Optional<String> target) {
    return BuildSource.read("f", TEXT, target, Map.of());
  }
}
