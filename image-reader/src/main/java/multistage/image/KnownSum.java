package multistage.image;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Adds up what may not have been measured. */
public final class KnownSum {
  private KnownSum() {}

  /** The sum, where all parts are known; 0 where there are none. */
  public static Optional<Long> of(Stream<Optional<Long>> parts) {
    List<Optional<Long>> all = parts.toList();
    return all.stream().allMatch(Optional::isPresent)
        ? Optional.of(all.stream().mapToLong(Optional::orElseThrow).sum())
        : Optional.empty();
  }
}
