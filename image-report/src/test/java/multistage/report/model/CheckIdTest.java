package multistage.report.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text that reports have for a check. */
class CheckIdTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonRoot",
        "contract: GET /",
        "sigterm: an idle server: gone",
        "budget: memoryBytes",
        "a check of another version",
        "aCheckThatIsGone: with a part"
      })
  void isReadAsItIsWritten(String text) {
    assertThat(CheckId.parse(text).text()).isEqualTo(text);
  }

  @Test
  void tellsTheCheckFromItsPart() {
    assertThat(CheckId.parse("contract: GET /")).isEqualTo(CheckId.of(CheckName.CONTRACT, "GET /"));
    assertThat(CheckId.parse("nonRoot")).isEqualTo(CheckId.of(CheckName.NON_ROOT));
    assertThat(CheckId.parse("budget: fileBytes")).isEqualTo(new CheckId.Budget("fileBytes"));
    assertThat(CheckId.parse("gone: part")).isEqualTo(new CheckId.Unknown("gone: part"));
  }
}
