package multistage.report.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import multistage.image.Cause;
import multistage.image.CauseShare;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.AnnotatedStage;
import multistage.report.model.AnnotatedStage.Role;
import multistage.report.model.LineShare;
import org.junit.jupiter.api.Test;

class AnnotatedDockerfileTest {
  private final AnnotatedDockerfile annotated = ExampleAnnotations.twoStages();

  @Test
  void bytesComeInOnlyAtLinesOfTheImage() {
    AnnotatedComparison compared = ExampleAnnotations.leftBehind();
    assertThat(
            Stream.concat(
                compared.elsewhereLines().stream(),
                compared.changes().stream().flatMap(change -> change.through().stream())))
        .as("lines of the stage that stays on the builder bring nothing any more")
        .noneMatch(lines -> lines.first() < 6);
    assertThat(compared.elsewhere().values().stream().mapToLong(Long::longValue).sum())
        .isNegative();
  }

  @Test
  void putsBytesBesideLines() {
    assertThat(annotated.fileBytes()).isEqualTo(10_000);
    assertThat(annotated.inImage())
        .extracting(
            part -> part.origin().firstLine(), LineShare::fileBytes, LineShare::hidesFileBytes)
        .containsExactly(tuple(11, 4_000L, 0L), tuple(12, 6_000L, 0L), tuple(13, 0L, 4_000L));
  }

  @Test
  void knowsWhatStaysBehind() {
    assertThat(annotated.stages())
        .extracting(AnnotatedStage::displayName, AnnotatedStage::role)
        .containsExactly(
            tuple("build", Role.LEFT_BEHIND),
            tuple("1", Role.NOT_BUILT),
            tuple("unused", Role.NOT_BUILT),
            tuple("3", Role.IN_IMAGE));
    assertThat(annotated.leftBehindFileBytes()).contains(706_100L);
    assertThat(annotated.stages().get(0).fileBytes()).contains(706_100L);
    assertThat(annotated.stages().get(0).parts())
        .extracting(part -> part.origin().firstLine(), LineShare::fileBytes)
        .containsExactly(tuple(2, 700_000L), tuple(3, 100L), tuple(4, 6_000L));
  }

  @Test
  void aLayerOfTheImageIsNotLeftBehind() {
    String text = "FROM debian AS tools\nRUN a\nFROM debian\nCOPY --from=tools /a /\n";
    AnnotatedDockerfile both =
        ExampleAnnotations.annotated(
            text,
            ExampleAnnotations.built(
                1,
                ExampleAnnotations.layer(1, "perl", 4_000, ""),
                ExampleAnnotations.layer(2, "a", 10, "COPY /a / # buildkit")),
            Map.of(
                0,
                ExampleAnnotations.built(
                    1,
                    ExampleAnnotations.layer(1, "perl", 4_000, ""),
                    ExampleAnnotations.layer(3, "a", 500, "RUN /bin/sh -c a # buildkit"))));
    assertThat(both.leftBehindFileBytes()).contains(500L);
  }

  @Test
  void whatWasNotReadIsNotSaid() {
    AnnotatedDockerfile without =
        ExampleAnnotations.annotated(
            "FROM golang AS build\nFROM scratch\nCOPY --from=build /a /\n",
            ExampleAnnotations.built(
                0, ExampleAnnotations.layer(2, "a", 10, "COPY /a / # buildkit")),
            Map.of());
    assertThat(without.leftBehindFileBytes()).isEmpty();
    assertThat(without.stages().get(0).parts()).isEmpty();
    assertThat(without.stages().get(0).fileBytes()).isEmpty();
  }

  @Test
  void aStageThatStartsFromAnotherHasItsOwnLines() {
    AnnotatedDockerfile chained =
        ExampleAnnotations.annotated(
            "FROM debian AS a\nRUN one\nFROM scratch\nFROM a\nRUN two\n",
            ExampleAnnotations.built(
                1,
                ExampleAnnotations.layer(1, "perl", 4_000, "x"),
                ExampleAnnotations.layer(2, "one", 10, "RUN /bin/sh -c one # buildkit"),
                ExampleAnnotations.layer(3, "two", 20, "RUN /bin/sh -c two # buildkit")),
            Map.of());
    assertThat(chained.stages())
        .extracting(
            AnnotatedStage::role,
            stage -> stage.parts().stream().mapToLong(LineShare::fileBytes).sum())
        .containsExactly(
            tuple(Role.IN_IMAGE, 4_010L), tuple(Role.NOT_BUILT, 0L), tuple(Role.IN_IMAGE, 20L));
  }

  @Test
  void addsUpLayersOfTheSameLines() {
    assertThat(
            ExampleAnnotations.annotated(
                    "FROM debian\nRUN one\n",
                    ExampleAnnotations.built(
                        2,
                        ExampleAnnotations.layer(1, "usr/bin/perl", 4_000, "x"),
                        ExampleAnnotations.layer(2, "usr/bin/awk", 10, "y")),
                    Map.of())
                .inImage())
        .extracting(LineShare::fileBytes, part -> part.layers().size())
        .containsExactly(tuple(4_010L, 2));
  }

  @Test
  void refusesLinesThatAreNotTheImage() {
    assertThatThrownBy(
            () ->
                new AnnotatedDockerfile(
                    annotated.file(),
                    annotated.lines(),
                    annotated.imageId(),
                    annotated.fileBytes() + 1,
                    annotated.gzipBytes(),
                    annotated.stages(),
                    annotated.leftBehindFileBytes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("states 10001 fileBytes, its parts have 10000");
  }

  @Test
  void refusesCausesThatAreNotALinesBytes() {
    AnnotatedStage last = annotated.stages().get(3);
    LineShare part = last.parts().get(0);
    LineShare wrong =
        new LineShare(
            part.origin(),
            part.layers(),
            part.fileBytes(),
            part.gzipBytes(),
            0,
            List.of(new CauseShare(Cause.OTHER, 1, 1, List.of())),
            List.of(),
            part.contents());
    AnnotatedStage changed =
        new AnnotatedStage(
            last.displayName(),
            last.line(),
            last.lastLine(),
            last.role(),
            last.from(),
            last.baseFileBytes(),
            last.steps(),
            List.of(wrong, last.parts().get(1), last.parts().get(2)),
            last.fileBytes());
    assertThatThrownBy(
            () ->
                new AnnotatedDockerfile(
                    annotated.file(),
                    annotated.lines(),
                    annotated.imageId(),
                    annotated.fileBytes(),
                    annotated.gzipBytes(),
                    List.of(annotated.stages().get(0), changed),
                    annotated.leftBehindFileBytes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("app/Dockerfile:11 states 4000 fileBytes, its parts have 1");
  }
}
