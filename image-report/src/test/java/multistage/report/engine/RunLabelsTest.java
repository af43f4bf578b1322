package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLabelsTest {
  private static final RunLabels THIS = RunLabels.ofThis();

  @Test
  void areReadAsTheyAreWritten() {
    assertThat(RunLabels.parse(THIS.owner())).contains(THIS);
    assertThat(THIS.toMap()).containsEntry("multistage.owner", THIS.owner());
  }

  @Test
  void thisProcessIsNotGone() {
    assertThat(THIS.isGone()).isFalse();
  }

  @Test
  void anEndedProcessIsGone() throws Exception {
    Process process =
        new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-version")
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    process.waitFor();

    assertThat(new RunLabels(THIS.host(), process.pid(), THIS.start()).isGone()).isTrue();
  }

  @Test
  void anotherProcessWithTheSameIdIsNotTheOwner() {
    assertThat(new RunLabels(THIS.host(), THIS.pid(), THIS.start() - 60_000).isGone()).isTrue();
  }

  @Test
  void ofAnotherMachineNothingIsKnown() {
    assertThat(new RunLabels("another-" + THIS.host(), 1L << 40, 1).isGone()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", "host/1", "host/one/2", "host/1/2/3"})
  void whatHasAnotherFormIsNobodys(String label) {
    assertThat(RunLabels.parse(label)).isEmpty();
  }
}
