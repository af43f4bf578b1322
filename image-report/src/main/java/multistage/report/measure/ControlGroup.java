package multistage.report.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel of this host tells of a container's process, of both versions of control groups.
 * Nothing of it is known when the engine runs on another machine or inside a virtual one: whoever
 * has that number here is another process then, which no control group of that container's has.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/admin-guide/cgroup-v2.html">version 2</a>
 * @see <a href="https://www.kernel.org/doc/html/latest/admin-guide/cgroup-v1/memory.html">version
 *     1, memory</a>
 */
final class ControlGroup {
  private final Path process;
  private final Path groups;
  private final boolean isHere;

  /**
   * That of a process.
   *
   * @param root {@code /}
   * @param pid its ID on the engine's host
   * @param containerId the container's, which engines put into the names of its control groups
   */
  ControlGroup(Path root, long pid, String containerId) {
    this.process = root.resolve("proc").resolve(String.valueOf(pid));
    this.groups = root.resolve("sys/fs/cgroup");
    this.isHere =
        lines(process.resolve("cgroup")).stream().anyMatch(line -> line.contains(containerId));
  }

  /** Whether the process is one of this host's. */
  boolean isHere() {
    return isHere;
  }

  /** The processor time that it has used so far, in nanoseconds. */
  Optional<Long> cpuNanos() {
    return version1("cpuacct")
        .flatMap(folder -> number(folder.resolve("cpuacct.usage")))
        .or(
            () ->
                version2()
                    .flatMap(folder -> member(folder.resolve("cpu.stat"), "usage_usec "))
                    .map(micros -> micros * 1000));
  }

  /** The most memory that it has used, in bytes, file pages included. */
  Optional<Long> peakBytes() {
    return version1("memory")
        .flatMap(folder -> number(folder.resolve("memory.max_usage_in_bytes")))
        // Since Linux 5.19.
        .or(() -> version2().flatMap(folder -> number(folder.resolve("memory.peak"))));
  }

  /**
   * What it may swap out, in bytes: 0 where its limit is one of memory and swap together. Without a
   * limit it is a large number; empty also where the kernel doesn't count swap.
   */
  Optional<Long> swappableBytes() {
    return version1("memory")
        .flatMap(
            folder ->
                number(folder.resolve("memory.memsw.limit_in_bytes"))
                    .flatMap(
                        both ->
                            number(folder.resolve("memory.limit_in_bytes"))
                                .map(memory -> both - memory)))
        .or(() -> version2().flatMap(folder -> number(folder.resolve("memory.swap.max"))));
  }

  /** The process's memory in bytes, of pages that it shares with others its part. */
  Optional<Long> pssBytes() {
    return isHere
        ? member(process.resolve("smaps_rollup"), "Pss:").map(kibibytes -> kibibytes * 1024)
        : Optional.empty();
  }

  /**
   * The command lines of the processes in the container.
   *
   * @return empty where this host doesn't know them
   */
  Optional<List<String>> processes() {
    return version1("memory")
        .or(this::version2)
        .map(group -> lines(group.resolve("cgroup.procs")))
        .filter(ids -> !ids.isEmpty())
        .map(ids -> ids.stream().flatMap(id -> commandLine(id).stream()).toList());
  }

  /** Of a process that is there, and isn't just ending. */
  private Optional<String> commandLine(String id) {
    return lines(process.resolveSibling(id).resolve("cmdline")).stream()
        .findFirst()
        .map(line -> line.replace('\0', ' ').strip());
  }

  private Optional<Path> version1(String controller) {
    return groupLines().stream()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3 && List.of(parts[1].split(",")).contains(controller))
        .findFirst()
        .map(parts -> groups.resolve(controller).resolve(parts[2].substring(1)));
  }

  private Optional<Path> version2() {
    return groupLines().stream()
        .filter(line -> line.startsWith("0::/"))
        .findFirst()
        .map(line -> groups.resolve(line.substring("0::/".length())));
  }

  private List<String> groupLines() {
    return isHere ? lines(process.resolve("cgroup")) : List.of();
  }

  private static Optional<Long> number(Path file) {
    return lines(file).stream()
        .findFirst()
        .map(line -> line.equals("max") ? Long.MAX_VALUE : Long.parseLong(line.strip()));
  }

  /** The number in the first line that begins so. */
  private static Optional<Long> member(Path file, String beginning) {
    return lines(file).stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      // Another version, another host, somebody else's process: then it isn't known.
      return List.of();
    }
  }
}
