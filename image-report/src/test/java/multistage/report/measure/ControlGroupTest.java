package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupTest {
  @TempDir private Path root;

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void readsVersion1() throws IOException {
    file(
        "proc/7/cgroup", "4:memory:/docker/ab\n3:cpu,cpuacct:/docker/ab\n1:name=systemd:/\n0::/\n");
    file("sys/fs/cgroup/cpuacct/docker/ab/cpuacct.usage", "123456789\n");
    file("sys/fs/cgroup/memory/docker/ab/memory.max_usage_in_bytes", "4259840\n");
    ControlGroup group = new ControlGroup(root, 7, "ab");
    assertThat(group.cpuNanos()).contains(123_456_789L);
    assertThat(group.peakBytes()).contains(4_259_840L);
  }

  @Test
  void readsTheProcessesOfTheContainer() throws IOException {
    file("proc/7/cgroup", "4:memory:/docker/ab\n0::/\n");
    file("sys/fs/cgroup/memory/docker/ab/cgroup.procs", "7\n9\n11\n");
    file("proc/7/cmdline", "/bin/sh\0-c\0/server\0");
    file("proc/9/cmdline", "/server\0");
    assertThat(new ControlGroup(root, 7, "ab").processes())
        .as("one of them has just ended")
        .contains(List.of("/bin/sh -c /server", "/server"));

    file("proc/8/cgroup", "0::/docker/cd\n");
    file("sys/fs/cgroup/docker/cd/cgroup.procs", "8\n");
    file("proc/8/cmdline", "/server\0");
    assertThat(new ControlGroup(root, 8, "cd").processes()).contains(List.of("/server"));
    assertThat(new ControlGroup(root, 8, "ef").processes()).as("another host's").isEmpty();
  }

  @Test
  void readsVersion2() throws IOException {
    file("proc/7/cgroup", "0::/system.slice/docker-ab.scope\n");
    file("sys/fs/cgroup/system.slice/docker-ab.scope/cpu.stat", "usage_usec 1500\nuser_usec 9\n");
    file("sys/fs/cgroup/system.slice/docker-ab.scope/memory.peak", "4259840\n");
    ControlGroup group = new ControlGroup(root, 7, "ab");
    assertThat(group.cpuNanos()).contains(1_500_000L);
    assertThat(group.peakBytes()).contains(4_259_840L);
  }

  @Test
  void readsWhatMayBeSwappedOut() throws IOException {
    file("proc/7/cgroup", "4:memory:/docker/ab\n0::/\n");
    file("sys/fs/cgroup/memory/docker/ab/memory.limit_in_bytes", "6291456\n");
    assertThat(new ControlGroup(root, 7, "ab").swappableBytes()).as("not counted").isEmpty();
    file("sys/fs/cgroup/memory/docker/ab/memory.memsw.limit_in_bytes", "6291456\n");
    assertThat(new ControlGroup(root, 7, "ab").swappableBytes()).contains(0L);
    file("sys/fs/cgroup/memory/docker/ab/memory.memsw.limit_in_bytes", "12582912\n");
    assertThat(new ControlGroup(root, 7, "ab").swappableBytes()).contains(6_291_456L);

    file("proc/8/cgroup", "0::/docker/cd\n");
    file("sys/fs/cgroup/docker/cd/memory.swap.max", "0\n");
    assertThat(new ControlGroup(root, 8, "cd").swappableBytes()).contains(0L);
    file("sys/fs/cgroup/docker/cd/memory.swap.max", "max\n");
    assertThat(new ControlGroup(root, 8, "cd").swappableBytes()).contains(Long.MAX_VALUE);
  }

  @Test
  void addsUpNothingOfItsOwn() throws IOException {
    file("proc/7/cgroup", "0::/docker/ab\n");
    file(
        "proc/7/smaps_rollup",
        "00400000-7fff ---p 0 00:00 0 [rollup]\nRss: 99 kB\nPss:  8184 kB\nPss_Dirty: 5 kB\n");
    assertThat(new ControlGroup(root, 7, "ab").pssBytes()).contains(8184L * 1024);
  }

  @Test
  void takesNoOtherProcessOfThatNumberForIt() throws IOException {
    file("proc/7/cgroup", "0::/user.slice\n");
    file("proc/7/smaps_rollup", "Pss:  8184 kB\n");
    file("sys/fs/cgroup/user.slice/cpu.stat", "usage_usec 1500\n");
    file("sys/fs/cgroup/user.slice/memory.peak", "4259840\n");
    ControlGroup group = new ControlGroup(root, 7, "ab");
    assertThat(group.isHere()).isFalse();
    assertThat(group.cpuNanos()).isEmpty();
    assertThat(group.peakBytes()).isEmpty();
    assertThat(group.pssBytes()).isEmpty();
  }

  @Test
  void knowsNothingOfAProcessOfAnotherMachine() {
    ControlGroup group = new ControlGroup(root, 7, "ab");
    assertThat(group.cpuNanos()).isEmpty();
    assertThat(group.peakBytes()).isEmpty();
    assertThat(group.pssBytes()).isEmpty();
  }
}
