package multistage.report.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import multistage.image.Cause;
import multistage.report.model.Origin.Lines;

/**
 * Instructions that differ between two Dockerfiles, and what that brought.
 *
 * @param line the line of the second before which it stands, or with which it begins
 * @param removed the lines of the first that the second hasn't
 * @param added the lines of the second that the first hasn't; of changed instructions both are
 *     there
 * @param causes how many file bytes more or less the image has, by cause; without zeros
 * @param through lines of the second at which those bytes come into the image though they are the
 *     same in both, such as those of {@code COPY --from}; none of a stage that stays on the builder
 */
public record SourceChange(
    int line,
    List<Lines> removed,
    List<Lines> added,
    Map<Cause, Long> causes,
    List<Lines> through) {
  /** Copies the collections. */
  public SourceChange {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
    causes = Collections.unmodifiableMap(new TreeMap<>(causes));
    through = List.copyOf(through);
  }

  /** How many file bytes more the image has. */
  public long fileBytes() {
    return causes.values().stream().mapToLong(Long::longValue).sum();
  }
}
