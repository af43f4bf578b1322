package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LongRunsTest {
  private static final List<String> RUNS =
      List.of("fuzz\t2026-11-29\tc3922da\t3050", "rebuild\t2026-11-28\tc3922da-dirty\t29");

  @Test
  void theStepsThatAreAskedFor() {
    assertThat(LongRuns.table("long-runs rebuild fuzz", RUNS))
        .endsWith(
            "---:|\n| `rebuild` | 2026-11-28 | c3922da-dirty | 0 |\n"
                + "| `fuzz` | 2026-11-29 | c3922da | 51 |\n");
  }

  @Test
  void whatNeverPassedSaysSo() {
    assertThat(LongRuns.table("long-runs languages", RUNS))
        .endsWith("---:|\n| `languages` | not recorded yet | | |\n");
  }
}
