package multistage.image.archive;

import java.time.Instant;
import java.util.List;
import multistage.image.DiffId;
import multistage.image.FileEntry;

/**
 * Everything that a layer's archive says of its entries, in its order: more than is kept of a layer
 * to explain it, since every byte counts when two builds are compared.
 */
public record LayerListing(DiffId diffId, List<Entry> entries) {
  /** Copies the list. */
  public LayerListing {
    entries = List.copyOf(entries);
  }

  /**
   * An entry.
   *
   * @param file what it is
   * @param modifiedAt its time stamp
   * @param headers what else its headers say: extended attributes, names of owners, device numbers
   */
  public record Entry(FileEntry file, Instant modifiedAt, String headers) {}
}
