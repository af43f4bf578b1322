package multistage.sizereport.model;

import java.util.List;

/**
 * What an image's configuration says that a report needs.
 *
 * @param id the configuration's digest: the image's ID
 * @param diffIds its layers, lowest first
 * @param history the steps that made it, oldest first; those without a layer, too
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/config.md">OCI image
 *     specification, Image Configuration</a>
 */
public record ImageConfig(Digest id, List<DiffId> diffIds, List<HistoryEntry> history) {
  /**
   * One step of an image's history.
   *
   * @param createdBy the instruction as the builder recorded it
   * @param emptyLayer whether it changed the configuration only
   */
  public record HistoryEntry(String createdBy, boolean emptyLayer) {}

  /** Copies the lists. */
  public ImageConfig {
    diffIds = List.copyOf(diffIds);
    history = List.copyOf(history);
  }
}
