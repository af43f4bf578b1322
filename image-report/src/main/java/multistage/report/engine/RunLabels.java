package multistage.report.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The labels of all that a run makes on an engine, by which a later one tells what was left behind.
 *
 * @param host where the run's process has its ID: the machine's name and, on Linux, this boot of it
 *     and the namespace of process IDs, as containers have their own
 * @param pid the process's ID there
 * @param start when it started, in milliseconds since the epoch: process IDs are used again
 */
record RunLabels(String host, long pid, long start) {
  /** What was made by any run. */
  static final String OWNER = "multistage.owner";

  /** Linux counts from its boot, and says when that was by a clock that may be set meanwhile. */
  private static final long MAX_CLOCK_STEP_MILLIS = 10_000;

  private static final RunLabels THIS = ofThisProcess();

  /** Those of this process. */
  static RunLabels ofThis() {
    return THIS;
  }

  private static RunLabels ofThisProcess() {
    ProcessHandle process = ProcessHandle.current();
    return new RunLabels(thisHost(), process.pid(), startOf(process));
  }

  private static long startOf(ProcessHandle process) {
    // Where the system doesn't tell, a process ID alone has to do.
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String thisHost() {
    return Stream.concat(
            Stream.of(hostName()),
            Stream.of(
                    content(Path.of("/proc/sys/kernel/random/boot_id")),
                    target(Path.of("/proc/self/ns/pid")))
                .flatMap(Optional::stream))
        .map(part -> part.replace('/', '_'))
        .collect(Collectors.joining(" "));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine without an entry for its own name; the message begins with that name.
      return String.valueOf(e.getMessage()).replaceFirst(":.*", "");
    }
  }

  private static Optional<String> content(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      // Another system than Linux.
      return Optional.empty();
    }
  }

  private static Optional<String> target(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException | UnsupportedOperationException e) {
      // Another system than Linux.
      return Optional.empty();
    }
  }

  /**
   * Reads a label.
   *
   * @return empty where it has another form: then it is none of ours to judge
   */
  static Optional<RunLabels> parse(String owner) {
    String[] parts = owner.split("/", -1);
    try {
      return parts.length == 3
          ? Optional.of(new RunLabels(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** In the form in which an engine keeps them. */
  Map<String, String> toMap() {
    return Map.of(OWNER, owner());
  }

  String owner() {
    return host + "/" + pid + "/" + start;
  }

  /**
   * Whether the process is known to have ended. Of another machine's processes nothing is known.
   */
  boolean isGone() {
    return host.equals(THIS.host)
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> Math.abs(startOf(process) - start) <= MAX_CLOCK_STEP_MILLIS)
            .isEmpty();
  }
}
