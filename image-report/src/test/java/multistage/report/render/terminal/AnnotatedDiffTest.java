package multistage.report.render.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import multistage.report.annotate.AnnotatedComparison;
import multistage.report.annotate.ExampleAnnotations;
import multistage.report.render.data.AnnotatedJson;
import org.junit.jupiter.api.Test;

class AnnotatedDiffTest {
  private final AnnotatedComparison comparison = ExampleAnnotations.compared();

  @Test
  void saysWhatEachChangeBrought() {
    assertThat(AnnotatedDiff.of(comparison, 90))
        .isEqualTo(
            """
            - one/Dockerfile: 10.1 kB in files, 5.17 kB to pull
            + two/Dockerfile: 5 kB in files, 2.54 kB to pull

                 1  FROM golang AS build
                 2  # smaller
            -    2  RUN go build -o /server .
            +    3  RUN go build -ldflags=-s -o /server .
                   ^ -1 kB other
            -    3  FROM debian
            +    4  FROM scratch
                   ^ -4 kB shell and system tools
                 5  COPY --from=build /server /server
            -    5  RUN touch /x
                   ^ -100 B other

            The difference is -5,100 file bytes, and so is the sum of the changes.
            """);
  }

  @Test
  void saysWhereMoreComesIntoTheImage() {
    assertThat(AnnotatedDiff.of(ExampleAnnotations.comparedBackwards(), 90))
        .contains("\n       ^ +1 kB other, brought into the image by line 4\n");
  }

  @Test
  void isNoWiderThanATerminal() {
    assertThat(AnnotatedDiff.of(comparison, 60).lines()).allMatch(line -> line.length() <= 60);
  }

  @Test
  void jsonHasTheSame() {
    assertThat(AnnotatedJson.of(comparison)).contains("\"systemTools\": -4000", "\"other\": -1000");
  }

  @Test
  void refusesChangesThatDoNotAddUp() {
    assertThatThrownBy(
            () ->
                new AnnotatedComparison(
                    comparison.before(), comparison.after(), List.of(), Map.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("differ by -5100 file bytes, the changes by 0");
  }
}
