package multistage.report.render.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "13, 13 B",
    "999, 999 B",
    "1000, 1 kB",
    "2100, 2.1 kB",
    "8400000, 8.4 MB",
    "8431002, 8.43 MB",
    "8435000, 8.44 MB",
    "11100000, 11.1 MB",
    "100000000, 100 MB",
    "995000000, 995 MB",
    "999499, 999 kB",
    "999500, 1 MB",
    "999999999, 1 GB",
    "9223372036854775807, 9.22 EB",
    "-999500, -1 MB",
  })
  void bytes(long bytes, String text) {
    assertThat(Units.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"0; 0", "999; 999", "8431002; 8,431,002"})
  void exactBytes(long bytes, String text) {
    assertThat(Units.exactBytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "5767328, 869222288, 151x smaller",
    "101, 1000, 9.9x smaller",
    "50, 100, 2x smaller",
    "51, 100, 49 % smaller",
    "329618499, 388574043, 15 % smaller",
    "996, 1000, same size",
    "1004, 1000, same size",
    "995000000, 995000000, same size",
    "130, 100, 30 % larger",
    "1234, 100, 12x larger",
    "0, 100, empty",
    "1, 9223372036854775807, 9223372036854775807x smaller",
  })
  void factor(long bytes, long of, String text) {
    assertThat(Units.factor(bytes, of)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.04, 0 ms",
    "1.25, 1.3 ms",
    "9.94, 9.9 ms",
    "9.96, 10 ms",
    "250.5, 251 ms",
    "12345.6, 12346 ms"
  })
  void millis(double millis, String text) {
    assertThat(Units.millis(millis)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0 s", "49, 0.0 s", "50, 0.1 s", "131442, 131.4 s"})
  void seconds(long millis, String text) {
    assertThat(Units.seconds(millis)).isEqualTo(text);
  }
}
