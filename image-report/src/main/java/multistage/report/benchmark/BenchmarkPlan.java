package multistage.report.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a benchmark's time is shared out, by what its parts take: the answers under load take what
 * their parameters say, memory takes so much for each row, and the rest is the starts', or, while
 * there are rows that haven't been built again, the builds'.
 *
 * <p>Times are seconds from the benchmark's beginning.
 */
final class BenchmarkPlan {
  /** With fewer there is no 95th percentile to speak of: so many come before the time counts. */
  static final int FEWEST_STARTS = 5;

  /** For creating and removing a container, beside its start. */
  private static final double CONTAINER_SECONDS = 0.6;

  /**
   * Of one of two rows at a time: the engine needs seconds to count, and a limit several starts.
   */
  private static final double MEMORY_SECONDS = 6;

  /** A limit is found in so many starts, about. */
  private static final int MEMORY_STARTS = 5;

  /** Where the time is too short for all, starts and memory have at least these shares of it. */
  private static final double LEAST_STARTS = 0.3;

  private static final double LEAST_MEMORY = 0.2;

  /** So many are enough where the rest of the time is wanted for builds. */
  private static final int STARTS_BESIDE_BUILDS = 7;

  private final double limit;
  private final int starts;
  private final double round;
  private final double memory;
  private final double load;
  private final double wantedBuilds;

  /**
   * A row to measure.
   *
   * @param startMillis how long a start takes, as the report has it; empty where it has none, as
   *     when the machine was too noisy: then {@value #ASSUMED_START_MILLIS} are assumed
   * @param java whether it is a JVM, whose first seconds are measured as well
   */
  record Item(Optional<Double> startMillis, boolean java) {
    /** As long as a JVM takes on a busy machine: a plan should rather be too long. */
    static final double ASSUMED_START_MILLIS = 1_000;

    /** How long it is asked under load, in seconds. */
    double loadSeconds() {
      return startSeconds() + LoadRun.of(java).stream().mapToDouble(LoadRun::seconds).sum();
    }

    private double startSeconds() {
      return CONTAINER_SECONDS + startMillis.orElse(ASSUMED_START_MILLIS) / 1e3;
    }
  }

  /**
   * A plan.
   *
   * @param limit how long all may take
   * @param starts how often each start is timed, if there is time
   * @param items the images
   * @param hasLoad whether they are asked under load
   * @param wantedBuilds how long it takes to build again what has still to be, in seconds
   */
  BenchmarkPlan(
      Duration limit, int starts, List<Item> items, boolean hasLoad, double wantedBuilds) {
    this.limit = limit.toMillis() / 1e3;
    // Each start has its twin's beside it, which is about as quick as the quickest.
    double twin = items.stream().mapToDouble(Item::startSeconds).min().orElse(0);
    this.round = items.stream().mapToDouble(item -> item.startSeconds() + twin).sum();
    this.memory =
        items.stream()
            .mapToDouble(item -> (MEMORY_SECONDS + MEMORY_STARTS * item.startSeconds()) / 2)
            .sum();
    this.load = hasLoad ? items.stream().mapToDouble(Item::loadSeconds).sum() : 0;
    this.starts = starts;
    this.wantedBuilds = wantedBuilds;
  }

  /** Until when a round of starts may end. */
  double startsUntil() {
    return Math.max(limit - memory - load, LEAST_STARTS * limit);
  }

  /** Until when measuring a row's memory may begin. */
  double memoryUntil() {
    return Math.max(limit - load, (LEAST_STARTS + LEAST_MEMORY) * limit);
  }

  /** Whether a row can still be asked under load. */
  boolean hasTimeForLoad(double now, Item item) {
    return now + item.loadSeconds() <= limit;
  }

  /** Whether there is time for one more round of starts. */
  boolean hasTimeForRound(int done, double now) {
    double until = done < STARTS_BESIDE_BUILDS ? startsUntil() : startsUntil() - wantedBuilds;
    return done < FEWEST_STARTS || now + now / done <= until;
  }

  /** How many rounds of starts are to be expected. */
  int rounds() {
    int fit = (int) (startsUntil() / round);
    int besideBuilds = (int) ((startsUntil() - wantedBuilds) / round);
    return Math.min(
        starts,
        Math.max(FEWEST_STARTS, Math.min(fit, Math.max(STARTS_BESIDE_BUILDS, besideBuilds))));
  }

  /** How much time is to be expected to be left for builds, in seconds. */
  double builds() {
    return Math.min(wantedBuilds, Math.max(0, limit - rounds() * round - memory - load));
  }

  /** How long all is to be expected to take, in seconds. */
  double seconds() {
    return rounds() * round + memory + load + builds();
  }

  /** Whether everything is to be expected to be measured within the limit. */
  boolean fits() {
    return rounds() * round + memory + load + wantedBuilds <= limit;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "about %s of %s: %d rounds of starts %s, memory %s, answers %s, builds %s%s",
        minutes(Math.min(seconds(), limit)),
        minutes(limit),
        rounds(),
        minutes(rounds() * round),
        minutes(memory),
        minutes(load),
        minutes(builds()),
        fits() ? "" : "; it won't be enough for all");
  }

  private static String minutes(double seconds) {
    return String.format(Locale.ROOT, "%.1f min", seconds / 60);
  }
}
