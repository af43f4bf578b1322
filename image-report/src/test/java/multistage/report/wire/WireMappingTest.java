package multistage.report.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class WireMappingTest {
  record Older(Optional<Boolean> flag, Optional<List<String>> names) {}

  record Newer(boolean flag, List<String> names) {}

  record Unmeasured(Optional<Long> bytes) {}

  record Measured(long bytes) {}

  @Test
  void whatAnOlderFileLacksIsFalseOrEmpty() {
    assertThat(WireMapping.map(new Older(Optional.empty(), Optional.empty()), Newer.class))
        .isEqualTo(new Newer(false, List.of()));
  }

  @Test
  void aNumberThatIsNotThereIsNoZero() {
    assertThatThrownBy(() -> WireMapping.map(new Unmeasured(Optional.empty()), Measured.class))
        .isInstanceOf(JacksonException.class);
  }
}
