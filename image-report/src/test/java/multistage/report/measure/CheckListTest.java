package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.model.Check;
import multistage.report.model.CheckName;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.Test;

class CheckListTest {
  private final CheckList list =
      new CheckList(
          DockerfileParser.parse(
              new VariantId("go", "example"),
              "dockerfiles/go/example.Dockerfile",
              "webserver-go",
              "# Title: An example\n# Not required: nonRoot\nFROM scratch\n"));

  @Test
  void keepsWhatEachCameTo() {
    list.check(CheckName.PID_1, () -> "/server");
    list.check(
        CheckName.NON_ROOT,
        () -> {
          throw new AssertionError("USER is root");
        });
    list.check(
        CheckName.SIGTERM,
        () -> {
          throw new NotMadeException("nobody can send it", null);
        });

    List<Check> checks = list.checks();
    assertThat(checks).extracting(Check::passed).containsExactly(true, false, false);
    assertThat(checks).extracting(Check::failed).containsExactly(false, true, false);
    assertThat(checks).extracting(Check::required).containsExactly(true, false, true);
    assertThat(checks)
        .extracting(Check::detail)
        .containsExactly("/server", "USER is root", "nobody can send it");
  }

  @Test
  void whatCouldNotBeMadeNeedsNoExplanation() {
    list.check(
        CheckName.SIGTERM,
        () -> {
          throw new NotMadeException("nobody can send it", null);
        });
    list.explainFailures(() -> "what the container printed");
    assertThat(list.checks().get(0).detail()).isEqualTo("nobody can send it");
  }

  /** It says nothing of the image: whoever works on the row says whose mistake it is. */
  @Test
  void aBugIsNoCheckThatFailed() {
    CheckList.Trial mistaken =
        () -> {
          throw new IllegalArgumentException("3 is not the median");
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list.check(CheckName.SIGTERM, mistaken))
        .withMessage("3 is not the median");
    assertThat(list.checks()).isEmpty();
  }
}
