package multistage.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read of a layer's tar archive, whichever image it belongs to.
 *
 * @param diffId the digest of the bytes that were read
 * @param tarBytes the archive's length, uncompressed, with headers and padding
 * @param gzipBytes its length when compressed with gzip, about what is pulled; empty where it was
 *     read without compressing it
 * @param entries the archive's entries in its order
 * @param facts what files' contents say, by path; those that say nothing are left out
 */
public record LayerContents(
    DiffId diffId,
    long tarBytes,
    Optional<Long> gzipBytes,
    List<FileEntry> entries,
    Map<String, FileFacts> facts) {
  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException when a size is negative
   */
  public LayerContents {
    entries = List.copyOf(entries);
    facts = Map.copyOf(facts);
    if (tarBytes < 0 || gzipBytes.filter(bytes -> bytes < 0).isPresent()) {
      throw new IllegalArgumentException(diffId + " can't have a negative size");
    }
  }

  /** The same for who didn't ask for its pull size. */
  public LayerContents withoutGzipBytes() {
    return new LayerContents(diffId, tarBytes, Optional.empty(), entries, facts);
  }

  /** What that file's content says. */
  public FileFacts facts(String path) {
    return facts.getOrDefault(path, FileFacts.NONE);
  }

  /** The bytes of all regular files in this layer, each as often as the layer has it. */
  public long fileBytes() {
    return entries.stream().mapToLong(FileEntry::bytes).sum();
  }
}
