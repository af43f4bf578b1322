package multistage.report.render.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import multistage.report.annotate.ExampleAnnotations;
import multistage.report.model.Rebuild.LineTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotatedTextTest {
  @Test
  void hasAMarginOfWhatLinesBring() {
    assertThat(AnnotatedText.of(ExampleAnnotations.twoStages(), 90))
        .isEqualTo(
            """
            app/Dockerfile: 10 kB in files, 5.12 kB to pull
            706 kB stay on the builder, in stage build

            In front of the source: | in the image, : left behind, . not built
                files   to pull     hides
                                            1    # Two stages
               700 kB    350 kB             2  : FROM golang AS build
                100 B      90 B             3  : COPY main.go ./
                 6 kB   3.04 kB             4  : RUN go build -o /server . && \\
                                            5  :     touch /server
                                            6
                                            7  . FROM debian
                                            8  . COPY --from=build /server /server
                                            9  . RUN rm /usr/bin/perl
                                           10  . FROM debian AS unused
                 4 kB   2.04 kB            11  | FROM debian
                 6 kB   3.04 kB            12  | COPY --from=build /server /server
                                                ^ from stage build, lines 2-5
                  0 B      40 B      4 kB  13  | RUN rm /usr/bin/perl
                                           14  | USER 1

            Line 12: 6 kB = other 6 kB
                     6 kB /server

            Line 11, the base image: 4 kB = hidden by a later layer 4 kB
                     4 kB /usr/bin/perl
            """);
  }

  @Test
  void hasNoColumnOfPullSizesWhereNobodyAskedForThem() {
    assertThat(
            AnnotatedText.of(
                ExampleAnnotations.withoutPullSizes(ExampleAnnotations.twoStages()), 90))
        .startsWith("app/Dockerfile: 10 kB in files\n")
        .contains(
            "\n    files     hides\n",
            "\n   700 kB             2  : FROM golang AS build\n",
            "\n      0 B      4 kB  13  | RUN rm /usr/bin/perl\n");
  }

  @Test
  void hasWhatInstructionsTakeWhereThatWasMeasured() {
    String text =
        AnnotatedText.source(
            ExampleAnnotations.twoStages(),
            List.of(
                new LineTime(4, Optional.of(14_400L), Optional.empty(), 0),
                new LineTime(12, Optional.of(100L), Optional.of(200L), 4_864_809)),
            118,
            2);
    assertThat(text.lines().skip(3).map(line -> line.substring(0, Math.min(100, line.length()))))
        .containsExactly(
            "    files   to pull     hides      cold   changed      push",
            "   700 kB    350 kB                                           2  : FROM golang AS build",
            "    100 B      90 B                                           3  : COPY main.go ./",
            "     6 kB   3.04 kB              14.4 s    cached             4  : RUN go build -o /server . && \\",
            "                                                              5  :     touch /server",
            "                                                              6",
            "                                                              7  . FROM debian",
            "                                                              8  . COPY --from=build /server /server",
            "                                                              9  . RUN rm /usr/bin/perl",
            "                                                             10  . FROM debian AS unused",
            "     4 kB   2.04 kB                                          11  | FROM debian",
            "     6 kB   3.04 kB               0.1 s     0.2 s   4.86 MB  12  | COPY --from=build /server /server",
            "                                                                  ^ from stage build, lines 2-5",
            "      0 B      40 B      4 kB                                13  | RUN rm /usr/bin/perl",
            "                                                             14  | USER 1");
  }

  @Test
  void knowsWhatAStageStartsFromThatWasNotRead() {
    assertThat(AnnotatedText.of(ExampleAnnotations.compared().before(), 90))
        .contains("\n   700 kB            1  : FROM golang AS build\n");
    assertThat(AnnotatedText.of(ExampleAnnotations.onTheSameBase(), 90))
        .contains("\n                     1  : FROM debian AS train\n");
  }

  @Test
  void saysWhereItCanNotTell() {
    assertThat(AnnotatedText.of(ExampleAnnotations.squashed(), 80))
        .contains(
            """
                files   to pull
                 4 kB   2.04 kB  1  | FROM debian
                                 2  | RUN one
                                 3  | ENV A=1
                                 4  | COPY a /
                 2 kB   1.04 kB      ^ somewhere in lines 2, 4
            """,
            "Somewhere in lines 2, 4: 2 kB = ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 60, 61, 77})
  void isNoWiderThanATerminal(int width) {
    assertThat(AnnotatedText.of(ExampleAnnotations.twoStages(), width).lines())
        .allMatch(line -> line.length() <= Math.max(60, width));
  }
}
