package multistage.report.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of {@code RUN} instructions that BuildKit runs on this machine, and what the kernel
 * counts of them. Where the engine is elsewhere, or in a virtual machine, none is seen.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/filesystems/proc.html">/proc</a>
 */
final class BuildSteps {
  /** BuildKit's control groups, as Docker has it make them itself, and as systemd makes them. */
  private static final Pattern GROUP =
      Pattern.compile(".*(/buildkit/[a-z0-9]+|/docker-[a-z0-9]{25}\\.scope)");

  private static final Predicate<String> PROCESS_ID = Pattern.compile("\\d+").asMatchPredicate();

  /** Clock ticks per second, in which user space is told processor time, whatever the kernel's. */
  private static final long TICKS = 100;

  private BuildSteps() {}

  /**
   * What one process has used.
   *
   * @param cpuMillis processor time, in milliseconds
   * @param receivedBytes what came over the network to all that are in the same container
   */
  record Used(long cpuMillis, long receivedBytes) {}

  /**
   * What each has used until now, by its ID.
   *
   * @param proc {@code /proc}
   */
  static Map<Long, Used> in(Path proc) {
    try (Stream<Path> processes = Files.list(proc)) {
      return processes
          .filter(process -> PROCESS_ID.test(process.getFileName().toString()))
          .filter(
              process ->
                  lines(process.resolve("cgroup")).stream()
                      .anyMatch(line -> GROUP.matcher(line).matches()))
          .collect(
              Collectors.toMap(
                  process -> Long.valueOf(process.getFileName().toString()), BuildSteps::used));
    } catch (IOException | UncheckedIOException e) {
      // Another system than Linux.
      return Map.of();
    }
  }

  private static Used used(Path process) {
    return new Used(
        lines(process.resolve("stat")).stream().mapToLong(BuildSteps::cpuMillis).sum(),
        lines(process.resolve("net/dev")).stream().mapToLong(BuildSteps::receivedBytes).sum());
  }

  /** The fields utime and stime; the second, a name in parentheses, may have spaces. */
  private static long cpuMillis(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return fields.length < 13
        ? 0
        : (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS;
  }

  /** Of one interface's line; none of the loopback interface, and of the table's head. */
  private static long receivedBytes(String line) {
    String[] words = line.strip().split("[:\\s]+");
    return words.length < 2 || words[0].equals("lo") || !PROCESS_ID.test(words[1])
        ? 0
        : Long.parseLong(words[1]);
  }

  private static List<String> lines(Path file) {
    try {
      return Arrays.asList(Files.readString(file).split("\n"));
    } catch (IOException e) {
      // It has just ended, or is somebody else's.
      return List.of();
    }
  }
}
