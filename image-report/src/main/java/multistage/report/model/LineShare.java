package multistage.report.model;

import java.util.List;
import java.util.Optional;
import multistage.image.CauseShare;
import multistage.image.DiffId;
import multistage.image.SizedPath;

/**
 * What comes from the same lines of a Dockerfile.
 *
 * @param origin which lines
 * @param layers the layers that they made, lowest first
 * @param fileBytes the bytes of the regular files in those layers
 * @param gzipBytes their length compressed with gzip, about what is pulled; empty where they were
 *     read without compressing them
 * @param hidesFileBytes how many bytes of lower layers they delete or replace
 * @param causes the file bytes by cause
 * @param largest the largest files, largest first
 * @param contents what software they are
 */
public record LineShare(
    Origin origin,
    List<DiffId> layers,
    long fileBytes,
    Optional<Long> gzipBytes,
    long hidesFileBytes,
    List<CauseShare> causes,
    List<SizedPath> largest,
    LineContents contents) {
  /** Copies the lists. */
  public LineShare {
    layers = List.copyOf(layers);
    causes = List.copyOf(causes);
    largest = List.copyOf(largest);
  }
}
