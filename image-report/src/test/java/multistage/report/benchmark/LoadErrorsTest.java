package multistage.report.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadErrorsTest {
  @Test
  void addsUpWhatClientsNote() {
    List<String> lines =
        List.of(
            LoadErrors.line(0, Optional.empty()),
            LoadErrors.line(3, Optional.of("HTTP/1.1 503 Service\tUnavailable\n")),
            LoadErrors.line(2, Optional.of("Connection reset")));
    assertThat(LoadErrors.of(lines))
        .isEqualTo(new LoadErrors(5, Optional.of("HTTP/1.1 503 Service Unavailable")));
  }

  @Test
  void noneIsNone() {
    assertThat(LoadErrors.of(List.of(LoadErrors.line(0, Optional.empty()))))
        .isEqualTo(new LoadErrors(0, Optional.empty()));
  }

  @Test
  void takesNoOtherLineForNone() {
    assertThatThrownBy(() -> LoadErrors.of(List.of("0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a number of errors: 0");
    assertThatThrownBy(() -> LoadErrors.of(List.of("many\t")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
