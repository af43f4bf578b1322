package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class ProverTest {
  @Test
  void anEndWithinASecondIsSoonEnough() {
    assertThat(Prover.judgedEnd(999.6, 0)).isEqualTo("1000 ms");
    assertThat(Prover.judgedEnd(377.2, 0)).isEqualTo("377 ms");
  }

  @Test
  void ofALaterEndTheEnginesPartIsNotTheServers() {
    assertThat(Prover.judgedEnd(1611, 902.5))
        .isEqualTo("1611 ms at best, and 903 ms after SIGKILL");
  }

  @Test
  void aServerThatTakesMoreThanASecondByItselfIsTooLate() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Prover.judgedEnd(1611, 402.5))
        .withMessage("it took 1611 ms at best, and 403 ms after SIGKILL");
  }
}
