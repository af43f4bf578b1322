package multistage.report.measure;

/**
 * How far a container that hasn't answered yet has come.
 *
 * @param cpuNanos the processor time that it has used so far; 0 where the engine doesn't count it
 * @param outputLength how many characters it has printed so far
 */
record StartProgress(long cpuNanos, long outputLength) {
  /** Before anything has happened. */
  static final StartProgress NONE = new StartProgress(0, 0);

  /** What a JVM that waits for nothing uses in half a minute is far less. */
  private static final long MIN_CPU_NANOS = 300_000_000;

  /** Whether the container has done something between that look and this one. */
  boolean isBeyond(StartProgress earlier) {
    return outputLength > earlier.outputLength || cpuNanos - earlier.cpuNanos >= MIN_CPU_NANOS;
  }
}
