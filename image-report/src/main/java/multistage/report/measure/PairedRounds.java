package multistage.report.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import multistage.report.model.Estimate;
import multistage.report.model.Result;

/**
 * Times starts in rounds. In each round every image is started once, back to back with its twin, a
 * server that does nothing else: what slows the machine down for a while slows down both, and goes
 * out of their difference. The twin is the first of the two in every other round.
 *
 * @param twin what every image is paired with; without it there are no differences
 * @param timer starts one and times it, or says why that failed
 */
public record PairedRounds<T>(Optional<T> twin, Function<T, Result<TimedStart>> timer) {
  /**
   * One start, and the twin's beside it.
   *
   * @param twin empty where there is none, or where it failed
   */
  public record Pair(TimedStart own, Optional<TimedStart> twin) {}

  /** What an image's rounds came to. */
  public static final class Pairs {
    private final List<Pair> pairs = new ArrayList<>();
    private Optional<String> failure = Optional.empty();

    /** Why there are no more; an image that has failed once isn't started again. */
    public Optional<String> failure() {
      return failure;
    }

    /** All starts, in the order taken. */
    public List<TimedStart> starts() {
      return pairs.stream().map(Pair::own).toList();
    }

    /**
     * The starts that figures are of: those with their twin's beside them, or all where none has
     * one. So a twin that fails once costs one pair, and gross and net figures are of the same.
     */
    public List<TimedStart> compared() {
      return comparedPairs().stream().map(Pair::own).toList();
    }

    /** The twin's, as many as are compared, or none. */
    public List<TimedStart> twins() {
      return comparedPairs().stream().flatMap(pair -> pair.twin().stream()).toList();
    }

    private List<Pair> comparedPairs() {
      List<Pair> complete = pairs.stream().filter(pair -> pair.twin().isPresent()).toList();
      return complete.isEmpty() ? pairs : complete;
    }

    /** The same without the last of those that are compared, of which there is at least one. */
    public Pairs before() {
      List<Pair> compared = comparedPairs();
      Pairs before = new Pairs();
      before.pairs.addAll(compared.subList(0, compared.size() - 1));
      return before;
    }

    /** How long the starts that are compared took. */
    public List<Double> millis() {
      return millis(compared());
    }

    /** How long the twin's took: as many, or none. */
    public List<Double> twinMillis() {
      return millis(twins());
    }

    private static List<Double> millis(List<TimedStart> starts) {
      return starts.stream().map(TimedStart::millis).toList();
    }

    /** How certain the figure is that people compare: the difference, or else the start itself. */
    public Optional<Estimate> estimate() {
      return pairs.isEmpty()
          ? Optional.empty()
          : difference().or(() -> Optional.of(Estimate.of(millis())));
    }

    /** The difference to the twin; empty where no pair is complete. */
    public Optional<Estimate> difference() {
      return twins().isEmpty()
          ? Optional.empty()
          : Optional.of(Estimate.ofDifferences(millis(), twinMillis()));
    }
  }

  /**
   * Runs the rounds.
   *
   * @param isEnough whether an image needs no further round
   * @param goOn is told how many rounds are done, and says whether there may be another
   */
  public Map<T, Pairs> run(List<T> images, Predicate<Pairs> isEnough, IntPredicate goOn) {
    Map<T, Pairs> all = new LinkedHashMap<>();
    images.forEach(image -> all.put(image, new Pairs()));
    List<T> left = images;
    for (int round = 1; !left.isEmpty(); round++) {
      boolean twinFirst = round % 2 == 1;
      left.forEach(image -> pair(image, all.get(image), twinFirst));
      left =
          goOn.test(round)
              ? left.stream()
                  .filter(image -> all.get(image).failure.isEmpty())
                  .filter(image -> !isEnough.test(all.get(image)))
                  .toList()
              : List.of();
    }
    return all;
  }

  private void pair(T image, Pairs pairs, boolean twinFirst) {
    Optional<TimedStart> before = twinFirst ? timeTwin() : Optional.empty();
    Result<TimedStart> own = timer.apply(image);
    pairs.failure = own.failure();
    own.result()
        .ifPresent(start -> pairs.pairs.add(new Pair(start, twinFirst ? before : timeTwin())));
  }

  private Optional<TimedStart> timeTwin() {
    return twin.flatMap(image -> timer.apply(image).result());
  }

  /** How far the twin's start is from its own, as the machine is now: nothing, but for noise. */
  public Optional<Estimate> noise(int rounds) {
    return twin.flatMap(
        image ->
            run(List.of(image), pairs -> pairs.pairs.size() >= rounds, done -> true)
                .get(image)
                .difference());
  }
}
