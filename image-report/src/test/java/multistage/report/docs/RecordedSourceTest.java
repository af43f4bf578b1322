package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedSourceTest {
  private static final List<String> RECORDED = List.of("# smaller", "FROM scratch", "COPY a /");

  /** But not a further line of them: it would shift the numbers of the lines below it. */
  @Test
  void acceptsOtherWordsInComments() {
    assertThatCode(
            () ->
                RecordedSource.requireSame(
                    "x.Dockerfile", RECORDED, List.of("# of less", "FROM scratch", "COPY a /")))
        .doesNotThrowAnyException();
    refuses(List.of("# of less", "# of a line more", "FROM scratch", "COPY a /"));
  }

  @Test
  void refusesOtherInstructions() {
    refuses(List.of("# smaller", "FROM scratch", "COPY b /"));
  }

  private static void refuses(List<String> lines) {
    assertThatThrownBy(() -> RecordedSource.requireSame("x.Dockerfile", RECORDED, lines))
        .hasMessage("x.Dockerfile has changed since the recorded run; record it anew");
  }
}
