package multistage.report.measure;

import java.util.List;

/**
 * Whether a Java server's classes come from its AOT cache.
 *
 * <p>A cache that doesn't fit any more (the jar has another time, another Java wrote it) is left
 * aside without a word: the server works, only slower. So Java is asked where each class is from.
 *
 * @see <a href="https://openjdk.org/jeps/483">JEP 483, Ahead-of-Time Class Loading and Linking</a>
 */
final class AotCache {
  /** For {@code JDK_JAVA_OPTIONS}: end if the cache can't be used, and name each class's source. */
  static final String OPTIONS = "-XX:AOTMode=on -Xlog:class+load=info:stdout";

  private static final String SOURCE = " source: ";
  private static final String FROM_CACHE = SOURCE + "shared objects file";

  /** With a cache that fits it is nearly all, less what the training run didn't reach. */
  private static final double LEAST_SHARE = 0.75;

  private AotCache() {}

  /** Whether a container's command makes Java use a cache of its own. */
  static boolean isNamedIn(List<String> command) {
    return command.stream().anyMatch(word -> word.startsWith("-XX:AOTCache="));
  }

  /**
   * Counts what Java said.
   *
   * @return how many classes came from the cache
   * @throws AssertionError when it were too few
   */
  static String check(List<String> lines) {
    long all = lines.stream().filter(line -> line.contains(SOURCE)).count();
    long cached = lines.stream().filter(line -> line.contains(FROM_CACHE)).count();
    String counts = cached + " of " + all + " classes came from the cache";
    if (all == 0 || cached < all * LEAST_SHARE) {
      throw new AssertionError(counts);
    }
    return counts;
  }
}
