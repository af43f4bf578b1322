package multistage.report.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
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
   * One instruction that is running.
   *
   * @param processes the IDs of its processes
   * @param cpuMillis the processor time that these have used until now, in milliseconds
   * @param receivedBytes what came to it over the network until now
   */
  record Step(Set<Long> processes, long cpuMillis, long receivedBytes) {
    private Step and(Step other) {
      return new Step(
          Stream.of(processes, other.processes)
              .flatMap(Set::stream)
              .collect(Collectors.toUnmodifiableSet()),
          cpuMillis + other.cpuMillis,
          // All its processes are in the same network.
          Math.max(receivedBytes, other.receivedBytes));
    }
  }

  /**
   * Those that are running, by their control groups.
   *
   * @param proc {@code /proc}
   */
  static Map<String, Step> in(Path proc) {
    Map<String, Step> steps = new HashMap<>();
    try (Stream<Path> processes = Files.list(proc)) {
      processes
          .filter(process -> PROCESS_ID.test(process.getFileName().toString()))
          .forEach(
              process ->
                  group(process).ifPresent(group -> steps.merge(group, step(process), Step::and)));
      return steps;
    } catch (IOException | UncheckedIOException e) {
      // Another system than Linux.
      return Map.of();
    }
  }

  private static Optional<String> group(Path process) {
    return lines(process.resolve("cgroup")).stream()
        .map(GROUP::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .map(line -> line.group(1));
  }

  private static Step step(Path process) {
    return new Step(
        Set.of(Long.valueOf(process.getFileName().toString())),
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
