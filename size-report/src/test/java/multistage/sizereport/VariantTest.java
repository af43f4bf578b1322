package multistage.sizereport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A misspelt {@code -Dvariants} must not pass as a run without failures. */
class VariantTest {
  private final String before = System.getProperty("variants", "*");

  @AfterEach
  void restoreTheOption() {
    System.setProperty("variants", before);
  }

  @Test
  void whatSelectsNothingIsAnError() {
    System.setProperty("variants", "go/no-such-step,rust/*");
    assertThatThrownBy(Variant::all)
        .hasMessageStartingWith("-Dvariants=go/no-such-step,rust/* selects none of [");
  }
}
