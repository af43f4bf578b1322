package multistage.report.benchmark;

import java.util.List;

/**
 * A run of JMH against one server, in a process of its own.
 *
 * @param name what its files are called
 * @param methods which methods of {@code LoadBenchmark} it runs, in JMH's order: by their modes, so
 *     that throughput comes before single answers' times
 * @param warmUps how many seconds each asks before it counts
 * @param iterations how many times it counts
 * @param iterationMillis for how long each time, in milliseconds
 */
record LoadRun(
    String name, List<String> methods, int warmUps, int iterations, int iterationMillis) {
  /** For the JVM, for JMH, and for the client to ask its own server until it is compiled. */
  private static final double CLIENT_SECONDS = 3.5;

  /** Answers per second, to several clients at once; and times of single answers, to one. */
  static final LoadRun ANSWERS =
      new LoadRun("answers", List.of("throughput", "latency"), 1, 3, 1_000);

  /** The first ten seconds of a server's life under load, without a warm-up. */
  static final LoadRun CURVE = new LoadRun("curve", List.of("curve"), 0, 20, 500);

  /** What a server is asked by, in this order: the curve is of a server that nobody has asked. */
  static List<LoadRun> of(boolean java) {
    return java ? List.of(CURVE, ANSWERS) : List.of(ANSWERS);
  }

  /** JMH's options, and which benchmarks it runs. */
  List<String> options() {
    return List.of(
        "\\.LoadBenchmark\\.(" + String.join("|", methods) + ")$",
        "-wi",
        String.valueOf(warmUps),
        "-w",
        "1",
        "-i",
        String.valueOf(iterations),
        "-r",
        iterationMillis + "ms");
  }

  /** How long it takes, by these parameters, in seconds. */
  double seconds() {
    return CLIENT_SECONDS + methods.size() * (warmUps + iterations * iterationMillis / 1e3);
  }
}
