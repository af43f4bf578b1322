package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class ProverTest {
  /** As on other systems than Linux and macOS, a load that isn't known is negative. */
  private static final double UNKNOWN = -1;

  @Test
  void anEndWithinASecondIsSoonEnoughHoweverBusyTheMachineIs() throws NotMadeException {
    assertThat(Prover.judgedEnd(999.6, 0.5)).isEqualTo("1000 ms");
    assertThat(Prover.judgedEnd(377.2, 20)).isEqualTo("377 ms");
  }

  @Test
  void aLaterEndIsTheServersUnlessTheMachineIsTooBusy() {
    for (double load : new double[] {UNKNOWN, 0.5, 4}) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> Prover.judgedEnd(1611, load))
          .withMessage("it took 1611 ms at best");
    }
    assertThatExceptionOfType(NotMadeException.class)
        .isThrownBy(() -> Prover.judgedEnd(1611, 20.8))
        .withMessage("it took 1611 ms at best, on a machine with 21 processes for each processor");
  }
}
