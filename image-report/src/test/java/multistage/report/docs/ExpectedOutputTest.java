package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpectedOutputTest {
  @Test
  void acceptsTheSame() {
    assertThat(difference("a: 8.6 MB  ###  program\n\nb", "a:  8.61 MB  ####  program\n\n\nb\n"))
        .isEmpty();
  }

  @Test
  void findsAnotherWord() {
    assertThat(difference("a\n\nb", "a\nc")).isEqualTo("3: shown is \"b\"; printed is \"c\"");
  }

  @Test
  void findsMissingAndAdditionalLines() {
    assertThat(difference("a\nb", "a")).isEqualTo("2: shown is \"b\"; the output ends here");
    assertThat(difference("a", "a\nb")).isEqualTo("1: one more line is printed: \"b\"");
  }

  @Test
  void findsAnotherSize() {
    assertThat(difference("x 8.6 MB", "x 10 MB")).contains("10 MB", "more than 10 %");
    assertThat(difference("x 999 kB", "x 1 MB")).isEmpty();
    assertThat(difference("8,601,234 bytes", "9,901,234 bytes")).contains("more than 10 %");
    assertThat(difference("x 8.6 MB", "x much")).contains("printed is \"x much\"");
  }

  @Test
  void leavesOutWhatIsLeftOut() {
    assertThat(difference("a\n…\nc", "a\nb\nb\nc")).isEmpty();
    assertThat(difference("…\nc\n…", "a\nc\nd")).isEmpty();
    assertThat(difference("…exec: … not found…", "docker: exec: \"sh\" not found: unknown."))
        .isEmpty();
    assertThat(difference("a\n…\nd", "a\nb\nc")).contains("shown is \"d\"");
  }

  @Test
  void sizesMayBeLeftAlone() {
    assertThat(ExpectedOutput.between("x 8.6 MB", "x 10 GB", false)).isEmpty();
    assertThat(ExpectedOutput.between("x 8.6 MB", "x", false)).isPresent();
  }

  private static String difference(String expected, String actual) {
    return ExpectedOutput.between(expected, actual, true)
        .map(difference -> difference.line() + ": " + difference.what())
        .orElse("");
  }
}
