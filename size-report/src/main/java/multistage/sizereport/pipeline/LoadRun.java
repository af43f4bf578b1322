package multistage.sizereport.pipeline;

import java.util.List;

/**
 * A run of JMH against one server, in a process of its own.
 *
 * @param name what its files are called
 * @param method the method of {@code LoadBenchmark}
 * @param warmUps how many seconds it asks before it counts
 * @param iterations how many times it counts
 * @param iterationMillis for how long each time, in milliseconds
 * @param threads how many clients ask at once
 */
record LoadRun(
    String name, String method, int warmUps, int iterations, int iterationMillis, int threads) {
  /** For the JVM, for JMH, and for the client to ask its own server until it is compiled. */
  private static final double CLIENT_SECONDS = 3.5;

  /** Times of single answers, to one client. */
  static final LoadRun LATENCY = new LoadRun("latency", "latency", 1, 3, 1_000, 1);

  /** Answers per second, to several clients at once. */
  static final LoadRun THROUGHPUT = new LoadRun("throughput", "throughput", 1, 3, 1_000, 8);

  /** The first ten seconds of a server's life under load, without a warm-up. */
  static final LoadRun CURVE = new LoadRun("curve", "throughput", 0, 20, 500, 1);

  /** What a server is asked by, in this order: the curve is of a server that nobody has asked. */
  static List<LoadRun> of(boolean java) {
    return java ? List.of(CURVE, LATENCY, THROUGHPUT) : List.of(LATENCY, THROUGHPUT);
  }

  /** JMH's options. */
  List<String> options() {
    return List.of(
        "-wi",
        String.valueOf(warmUps),
        "-w",
        "1",
        "-i",
        String.valueOf(iterations),
        "-r",
        iterationMillis + "ms",
        "-t",
        String.valueOf(threads));
  }

  /** How long it takes, by these parameters, in seconds. */
  double seconds() {
    return CLIENT_SECONDS + warmUps + iterations * iterationMillis / 1e3;
  }
}
