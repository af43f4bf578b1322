package multistage.report.model;

import java.util.List;
import java.util.Optional;

/**
 * How long the image's container takes from the engine's start call to the first answer with status
 * 200.
 *
 * @param millis each sample, in the order taken, the engine's own share included
 * @param medianMillis the samples' median
 * @param netMedianMillis that without the engine's own share, where that could be measured; below
 *     zero when noise hides the difference
 * @param firstMillis the first start after the image was built and read, which is none of the
 *     samples; empty when the image had been there before
 * @param engineMillis the engine's own share: for each sample, the start of a server that does
 *     nothing else, back to back with it; empty where there was no such server
 * @param gross the samples' median with its uncertainty; empty in reports from before it was known
 * @param net the median of the pairs' differences with its uncertainty; empty without pairs
 */
public record Startup(
    List<Double> millis,
    double medianMillis,
    Optional<Double> netMedianMillis,
    Optional<Double> firstMillis,
    List<Double> engineMillis,
    Optional<Estimate> gross,
    Optional<Estimate> net) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when there is no sample, a median isn't theirs, or the pairs
   *     aren't complete
   */
  public Startup {
    millis = List.copyOf(millis);
    engineMillis = List.copyOf(engineMillis);
    Median.require(medianMillis, millis);
    if (net.isPresent() && engineMillis.size() != millis.size()) {
      throw new IllegalArgumentException("a net start needs the engine's own share of each");
    }
  }

  /** These samples with their figures, the net ones where there is a twin for each of them. */
  public static Startup of(
      List<Double> millis, List<Double> engineMillis, Optional<Double> firstMillis) {
    Optional<Estimate> net =
        engineMillis.isEmpty()
            ? Optional.empty()
            : Optional.of(Estimate.ofDifferences(millis, engineMillis));
    return new Startup(
        millis,
        Median.of(millis),
        net.map(Estimate::medianMillis),
        firstMillis,
        engineMillis,
        Optional.of(Estimate.of(millis)),
        net);
  }
}
