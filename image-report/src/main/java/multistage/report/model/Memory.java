package multistage.report.model;

import java.util.List;

/**
 * What an idle server's container holds in memory after its first answer: the control group's usage
 * less inactive file pages, which the kernel takes back when somebody needs them.
 *
 * @param bytes each sample, one for each start, in the order taken
 * @param medianBytes the samples' median
 */
public record Memory(List<Long> bytes, long medianBytes) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when there is no sample or the median isn't theirs
   */
  public Memory {
    bytes = List.copyOf(bytes);
    if (medianBytes != median(bytes)) {
      throw new IllegalArgumentException(medianBytes + " is not the median of " + bytes);
    }
  }

  /** These samples with their median. */
  public static Memory of(List<Long> bytes) {
    return new Memory(bytes, median(bytes));
  }

  private static long median(List<Long> bytes) {
    return Math.round(Median.of(bytes.stream().map(Long::doubleValue).toList()));
  }
}
