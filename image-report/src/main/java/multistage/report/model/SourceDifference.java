package multistage.report.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import multistage.image.Cause;
import multistage.report.model.Origin.Lines;

/**
 * How a row's Dockerfile differs from the one that it improves on, and what that brought.
 *
 * @param from the row that it improves on
 * @param changes in the order of this row's Dockerfile
 * @param elsewhere by cause, the file bytes that belong to no one change: lines that are the same
 *     in both and whose bytes differ, of which none or several changes may be the reason
 * @param elsewhereLines where in this row's Dockerfile that is
 */
public record SourceDifference(
    VariantId from,
    List<SourceChange> changes,
    Map<Cause, Long> elsewhere,
    List<Lines> elsewhereLines) {
  /** Copies the collections. */
  public SourceDifference {
    changes = List.copyOf(changes);
    elsewhere = Collections.unmodifiableMap(new TreeMap<>(elsewhere));
    elsewhereLines = List.copyOf(elsewhereLines);
  }

  /** How many file bytes more this row's image has. */
  public long fileBytes() {
    return changes.stream().mapToLong(SourceChange::fileBytes).sum()
        + elsewhere.values().stream().mapToLong(Long::longValue).sum();
  }
}
