package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildStepsTest {
  @TempDir private Path proc;

  private void process(String id, String group) throws IOException {
    Path process = Files.createDirectories(proc.resolve(id));
    Files.createDirectory(process.resolve("net"));
    Files.writeString(process.resolve("cgroup"), group + "\n");
    Files.writeString(
        process.resolve("stat"),
        id + " (a name) S 1 1 1 0 -1 4194560 99 98 97 96 150 50 3 4 20 0 1 0 1\n");
    Files.writeString(
        process.resolve("net/dev"),
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets
            lo:  999999    9999    0    0    0     0          0         0   999999    9999
          eth0:12345678    9999    0    0    0     0          0         0      111       2
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0::/docker/buildkit/lmqcu4bnyqzsbklba8w5jl8vs",
        "12:cpuacct,cpu:/docker/buildkit/lmqcu4bnyqzsbklba8w5jl8vs",
        "0::/system.slice/docker-lmqcu4bnyqzsbklba8w5jl8vs.scope",
      })
  void aStepOfABuild(String group) throws IOException {
    process("42", group);
    assertThat(BuildSteps.in(proc).values())
        .containsExactly(new BuildSteps.Step(Set.of(42L), 2_000, 12_345_678));
    process("43", group);
    assertThat(BuildSteps.in(proc).values())
        .containsExactly(new BuildSteps.Step(Set.of(42L, 43L), 4_000, 12_345_678));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0::/",
        "0::/docker/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "0::/system.slice/docker-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.scope",
        "0::/system.slice/docker.service",
        "0::/system.slice/buildkit.service",
      })
  void anotherProcess(String group) throws IOException {
    process("42", group);
    assertThat(BuildSteps.in(proc)).isEmpty();
  }

  @Test
  void anotherSystem() {
    assertThat(BuildSteps.in(proc.resolve("missing"))).isEmpty();
  }
}
