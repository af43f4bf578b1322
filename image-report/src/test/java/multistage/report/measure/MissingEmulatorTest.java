package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What engines say of an image for another processor, and what they say of other troubles. */
class MissingEmulatorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        // Docker 28, Docker 20.10, an older one, and Podman with crun.
        "the container ended with exit code 255; the last lines that it printed:\n"
            + "exec /webserver: exec format error",
        "standard_init_linux.go:228: exec user process caused: exec format error",
        "standard_init_linux.go:190: exec user process caused \"exec format error\"",
        "exec container process `/webserver`: Exec format error",
      })
  void isWhyItDidNotStart(String reason) {
    for (boolean needsLoader : new boolean[] {true, false}) {
      assertThat(MissingEmulator.isWhy(new StartFailedException(reason), needsLoader)).isTrue();
    }
  }

  /** So says a kernel whose emulator isn't in the container, and one that misses the loader. */
  @Test
  void aFileThatIsNotThereIsTheEmulatorOnlyIfItCannotBeTheLoader() {
    StartFailedException failure =
        new StartFailedException("exec /webserver: no such file or directory");
    assertThat(MissingEmulator.isWhy(failure, false)).isTrue();
    assertThat(MissingEmulator.isWhy(failure, true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no answer with status 200 to GET / on port 8080 within 180 s; it printed nothing",
        "the container ended with exit code 139; the last lines that it printed:\n"
            + "qemu: uncaught target signal 11 (Segmentation fault) - core dumped",
        "failed to create task for container: exec: \"/webserfer\": stat /webserfer: no such file"
            + " or directory: unknown",
        "the container ended with exit code 1; the last lines that it printed:\n"
            + "open /etc/config: no such file or directory",
      })
  void isNotWhyOthersDoNot(String reason) {
    assertThat(MissingEmulator.isWhy(new StartFailedException(reason), false)).isFalse();
  }
}
