package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramHeaderTest {
  /** Of 64 bits, from e_version on: the program headers follow at 64, each of 56 bytes. */
  private static final String LITTLE =
      " 01000000 0000000000000000 4000000000000000 0000000000000000 00000000 4000 3800 ";

  private static final String PT_LOAD = "01000000" + "00".repeat(52);
  private static final String PT_INTERP = "03000000" + "00".repeat(52);

  @ParameterizedTest
  @CsvSource({"3e00, amd64", "b700, arm64", "0f0f, machine 3855"})
  void readsTheProcessor(String machine, String architecture) throws IOException {
    assertThat(ProgramHeader.of("/x", littleEndian(machine, "0000 0000 0000 0000")).architecture())
        .isEqualTo(architecture);
  }

  @Test
  void readsBigEndianFiles() throws IOException {
    String header =
        "7f454c46 02 02 01 000000000000000000 0002 0016 00000001 0000000000000000"
            + " 0000000000000040 0000000000000000 00000000 0040 0038 0001 0000 0000 0000 00000003"
            + "00".repeat(52);
    assertThat(ProgramHeader.of("/x", bytes(header))).isEqualTo(new ProgramHeader("s390x", true));
  }

  @Test
  void readsFilesOf32Bits() throws IOException {
    String header =
        "7f454c46 01 01 01 000000000000000000 0200 2800 01000000 00000000 34000000 00000000"
            + " 00000000 3400 2000 0200 0000 0000 0000 01000000"
            + "00".repeat(28)
            + "03000000"
            + "00".repeat(28);
    assertThat(ProgramHeader.of("/x", bytes(header))).isEqualTo(new ProgramHeader("arm", true));
  }

  @Test
  void aProgramThatNamesALoaderNeedsIt() throws IOException {
    String two = "0200 0000 0000 0000";
    assertThat(ProgramHeader.of("/x", littleEndian("3e00", two + PT_LOAD + PT_INTERP)))
        .isEqualTo(new ProgramHeader("amd64", true));
    assertThat(ProgramHeader.of("/x", littleEndian("3e00", two + PT_LOAD + PT_LOAD)))
        .isEqualTo(new ProgramHeader("amd64", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7f454c46", "2321 2f62696e2f7368 0a 00000000000000000000"})
  void refusesOtherFiles(String header) {
    assertThatThrownBy(() -> ProgramHeader.of("/x", bytes(header)))
        .isInstanceOf(IOException.class)
        .hasMessage("/x is no ELF file");
  }

  @Test
  void refusesFilesThatEndTooEarly() {
    String two = "0200 0000 0000 0000";
    for (String header :
        new String[] {
          "7f454c46 02 01 01 000000000000000000 0200 3e00",
          "7f454c46 02 01 01 000000000000000000 0200 3e00"
              + LITTLE.replace("4000000000000000", "ffffffffffffff7f")
              + two,
          "7f454c46 02 01 01 000000000000000000 0200 3e00"
              + LITTLE.replace("4000000000000000", "ffffffffffffffff")
              + two,
          "7f454c46 02 01 01 000000000000000000 0200 3e00" + LITTLE + two + PT_LOAD
        }) {
      assertThatThrownBy(() -> ProgramHeader.of("/x", bytes(header)))
          .isInstanceOf(IOException.class)
          .hasMessage("/x ends within its program headers");
    }
  }

  private static byte[] littleEndian(String machine, String rest) {
    return bytes("7f454c46 02 01 01 000000000000000000 0200 " + machine + LITTLE + rest);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
