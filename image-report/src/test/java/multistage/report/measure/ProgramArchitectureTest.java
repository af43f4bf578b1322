package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramArchitectureTest {
  @ParameterizedTest
  @CsvSource({
    "7f454c46 02 01 01 000000000000000000 0200 3e00, amd64",
    "7f454c46 02 01 01 000000000000000000 0300 b700, arm64",
    "7f454c46 02 02 01 000000000000000000 0002 0016, s390x",
    "7f454c46 02 01 01 000000000000000000 0200 0f0f, machine 3855"
  })
  void readsTheHeader(String header, String architecture) throws IOException {
    assertThat(ProgramArchitecture.of("/x", bytes(header))).isEqualTo(architecture);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7f454c46", "2321 2f62696e2f7368 0a 00000000000000000000"})
  void refusesOtherFiles(String header) {
    assertThatThrownBy(() -> ProgramArchitecture.of("/x", bytes(header)))
        .isInstanceOf(IOException.class)
        .hasMessage("/x is no ELF file");
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
