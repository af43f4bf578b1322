package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import multistage.report.diagnostic.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkedSectionTest {
  private static final String TEXT =
      """
      # Title

      <!-- size-report:table -->
      old
      <!-- /size-report:table -->

      The end, with `<!-- size-report:table -->` in it.
      """;

  @Test
  void replacesWhatIsBetweenTheMarkers() {
    assertThat(MarkedSection.replace(TEXT, "| new |\n"))
        .isEqualTo(TEXT.replace("\nold\n", "\n\n| new |\n\n"));
  }

  @Test
  void changesNothingTheSecondTime() {
    String table = "| a | b |\n|---|---|\n| 1 | 2 |\n";
    String once = MarkedSection.replace(TEXT, table);
    assertThat(once).contains(table);
    assertThat(MarkedSection.replace(once, table)).isEqualTo(once);
  }

  @Test
  void keepsTheLineEndsOfTheText() {
    assertThat(MarkedSection.replace(TEXT.replace("\n", "\r\n"), "1\n2\n"))
        .isEqualTo(TEXT.replace("\nold\n", "\n\n1\n2\n\n").replace("\n", "\r\n"));
  }

  @Test
  void needsNothingAroundTheMarkers() {
    assertThat(MarkedSection.replace(MarkedSection.BEGIN + "\n" + MarkedSection.END, "new"))
        .isEqualTo(MarkedSection.BEGIN + "\n\nnew\n\n" + MarkedSection.END);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "a => no line is <!-- size-report:table -->",
        "B => no line is <!-- /size-report:table -->",
        "E => no line is <!-- size-report:table -->",
        "B,a,B,E => lines 1 and 3 both are <!-- size-report:table -->",
        "B,E,E => lines 2 and 3 both are <!-- /size-report:table -->",
        "a,E,B => line 2 is <!-- /size-report:table -->, but <!-- size-report:table --> comes after it",
      })
  void saysWhatIsWrongWithTheMarkers(String lines, String message) {
    String text =
        lines.replace("B", MarkedSection.BEGIN).replace("E", MarkedSection.END).replace(",", "\n");
    assertThatThrownBy(() -> MarkedSection.replace(text, "new"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(message);
  }
}
