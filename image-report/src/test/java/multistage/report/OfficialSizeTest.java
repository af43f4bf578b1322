package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class OfficialSizeTest {
  private static final List<OfficialSize> ALL =
      List.of(of("large", "800.00 MB"), of("small", "200.40 MB"), of("vague", "around 2 MiB"));

  @Test
  void isComparedWithTheFirst() {
    assertThat(OfficialSize.table("official large small vague", ALL))
        .isEqualTo(
            """
            | Official image | Size, as its source says | Against the first |
            |---|---|---:|
            | `large` | [800.00 MB](page) (`large:1`, 2026-01-01) | 100 % |
            | `small` | [200.40 MB](page) (`small:1`, 2026-01-01) | 25 % |
            | `vague` | [around 2 MiB](page) (`vague:1`, 2026-01-01) | – |
            """);
  }

  @Test
  void whatNobodyStatesIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OfficialSize.table("official large unknown", ALL))
        .withMessageContaining("has no unknown");
  }

  private static OfficialSize of(String name, String size) {
    return new OfficialSize(name, size, "uncompressed", name + ":1", "2026-01-01", "page");
  }
}
