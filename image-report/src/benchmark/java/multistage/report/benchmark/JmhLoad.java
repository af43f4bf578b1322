package multistage.report.benchmark;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import multistage.report.model.Benchmark;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import multistage.report.process.TemporaryFolder;

/** Asks servers under load with JMH, which runs in a process of its own. */
public final class JmhLoad implements BenchmarkRun.LoadTest {
  private final Path report;
  private final boolean pinned;

  /**
   * Asks nothing yet.
   *
   * @param report the report's folder, which keeps JMH's own files as well
   */
  public JmhLoad(Path report, Progress progress) {
    this.report = report;
    this.pinned =
        Runtime.getRuntime().availableProcessors() > BenchmarkRun.CLIENT_PROCESSOR && hasTaskset();
    if (!pinned) {
      progress.say("the client can't be kept on one processor here: there is no taskset");
    }
  }

  @Override
  public Benchmark.Load ask(VariantId id, boolean java, URI address, Consumer<String> errorText)
      throws IOException {
    Path folder = report.resolve("jmh").resolve(id.toString());
    Files.createDirectories(folder);
    try (TemporaryFolder temporary = TemporaryFolder.create("errors")) {
      Path errors = Files.createFile(temporary.path().resolve("errors.txt"));
      Map<LoadRun, String> results = new LinkedHashMap<>();
      for (LoadRun run : LoadRun.of(java)) {
        results.put(run, jmh(run, folder, address, errors));
      }
      List<Double> curve =
          java ? JmhResults.throughput(results.get(LoadRun.CURVE)).perSecond() : List.of();
      JmhResults.Latency latency = JmhResults.latency(results.get(LoadRun.ANSWERS));
      JmhResults.Throughput throughput = JmhResults.throughput(results.get(LoadRun.ANSWERS));
      double perSecond =
          throughput.perSecond().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      LoadErrors failed = LoadErrors.of(Files.readAllLines(errors));
      failed
          .first()
          .ifPresent(
              first ->
                  errorText.accept(
                      "requests not answered with 200: "
                          + failed.count()
                          + ", the first: "
                          + first));
      return new Benchmark.Load(
          pinned,
          latency.p50Micros(),
          latency.p99Micros(),
          latency.samples(),
          Math.round(perSecond * 10) / 10.0,
          throughput.threads(),
          failed.count(),
          curve);
    }
  }

  /** Runs JMH in a process of its own, and keeps its JSON. */
  private String jmh(LoadRun run, Path folder, URI address, Path errors) throws IOException {
    Path json = folder.resolve(run.name() + ".json");
    Files.deleteIfExists(json);
    List<String> command = new ArrayList<>();
    if (pinned) {
      command.addAll(
          List.of("taskset", "--cpu-list", String.valueOf(BenchmarkRun.CLIENT_PROCESSOR)));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Derrors=" + errors,
            "-classpath",
            System.getProperty("java.class.path"),
            "org.openjdk.jmh.Main"));
    command.addAll(run.options());
    command.addAll(
        List.of(
            // This process is the fork.
            "-f",
            "0",
            "-p",
            "address=" + address,
            "-foe",
            "true",
            "-rf",
            "json",
            "-rff",
            json.toString()));
    File log = folder.resolve(run.name() + ".log").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        throw new IOException(
            "the client doesn't end; see jmh/ in the report directory, " + log.getName());
      }
      if (process.exitValue() != 0 || !Files.exists(json)) {
        throw new IOException(
            "the client ended with exit code "
                + process.exitValue()
                + lastException(Files.readAllLines(log.toPath()))
                + "; see jmh/ in the report directory, "
                + log.getName());
      }
      Files.delete(log.toPath());
      return Files.readString(json);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while JMH was running", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** What JMH's output says of why it ended, if it does. */
  private static String lastException(List<String> log) {
    return log.stream()
        .filter(line -> line.matches("[\\w.$]+(Exception|Error): .*"))
        .reduce((earlier, later) -> later)
        .map(line -> " (" + line.replaceFirst("^[\\w.$]+: ", "") + ")")
        .orElse("");
  }

  private static boolean hasTaskset() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
  }
}
