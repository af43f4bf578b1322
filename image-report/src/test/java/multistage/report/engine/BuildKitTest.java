package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BuildKitTest {
  @Test
  void recordsAreTheSameWhetherTheyAreInUseOrNot() {
    assertThat(
            BuildKit.recordsIn(
                List.of(
                    "m9m9wb36env19bhus4htcnphs",
                    "lmqcu4bnyqzsbklba8w5jl8vs*",
                    "",
                    "WARNING: Error loading config file",
                    "time=\"2026-01-01T00:00:00Z\" level=warning msg=x")))
        .containsExactlyInAnyOrder("m9m9wb36env19bhus4htcnphs", "lmqcu4bnyqzsbklba8w5jl8vs");
  }
}
