package multistage.image.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.FileEntry.Type;
import multistage.image.archive.internal.ArchiveWalk;
import multistage.image.archive.internal.Budget;
import multistage.image.archive.internal.Sha256;
import multistage.image.archive.internal.TarEntries;

/**
 * Reads layers out of what {@code docker save} wrote, by their diff IDs: once for what they list,
 * and once more for the contents that turned out to matter. Nothing is measured or compressed.
 */
public final class LayerListings {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Set<DiffId> wanted;
  private final Budget budget = new Budget(Budget.USUAL);

  private LayerListings(Set<DiffId> wanted) {
    this.wanted = wanted;
  }

  /**
   * The file that is meant, among those of its layer that have the same path, by its content.
   *
   * @param bytes its size
   */
  public record FileKey(DiffId layer, String path, long bytes, ContentHash content) {}

  /**
   * Lists these layers.
   *
   * @param archive is read to its end and left open
   * @throws BadArchiveException when it is broken, or lacks one of the layers
   */
  public static Map<DiffId, LayerListing> read(InputStream archive, Set<DiffId> wanted)
      throws IOException {
    Map<DiffId, LayerListing> listings = new HashMap<>();
    LayerListings reader = new LayerListings(wanted);
    reader.eachLayer(
        archive,
        (where, tar) -> {
          DigestInputStream in = hashed(tar);
          List<LayerListing.Entry> entries = reader.entries(where, in);
          DiffId diffId = diffId(in);
          if (wanted.contains(diffId)) {
            listings.put(diffId, new LayerListing(diffId, entries));
          }
        });
    for (DiffId diffId : wanted) {
      if (!listings.containsKey(diffId)) {
        throw new BadArchiveException("the archive", "it lacks the layer " + diffId);
      }
    }
    return listings;
  }

  /**
   * Reads these files' contents; all of them are held in memory.
   *
   * @param archive is read to its end and left open
   */
  public static Map<FileKey, byte[]> contents(InputStream archive, Set<FileKey> files)
      throws IOException {
    Set<DiffId> layers = new HashSet<>();
    Map<String, Set<Long>> sizes = new HashMap<>();
    for (FileKey file : files) {
      layers.add(file.layer());
      sizes.computeIfAbsent(file.path(), path -> new HashSet<>()).add(file.bytes());
    }
    Map<FileKey, byte[]> contents = new HashMap<>();
    LayerListings reader = new LayerListings(layers);
    reader.eachLayer(
        archive,
        (where, tar) -> {
          DigestInputStream in = hashed(tar);
          TarEntries entries = new TarEntries(where, in, reader.budget);
          Map<String, byte[]> found = new HashMap<>();
          while (entries.next()) {
            if (entries.type() == Type.REGULAR
                && sizes.getOrDefault(entries.path(), Set.of()).contains(entries.bytes())) {
              found.put(entries.path(), entries.content().readAllBytes());
            }
          }
          DiffId diffId = diffId(in);
          found.forEach(
              (path, content) -> {
                FileKey key =
                    new FileKey(
                        diffId, path, content.length, ContentHash.ofSha256(Sha256.of(content)));
                if (files.contains(key)) {
                  contents.put(key, content);
                }
              });
        });
    return contents;
  }

  /** What is done with a layer's tar archive, uncompressed. */
  private interface LayerAction {
    void read(String where, InputStream tar) throws IOException;
  }

  /** Every blob that is a tar archive may be a layer: its digest tells whether it is wanted. */
  private void eachLayer(InputStream archive, LayerAction action) throws IOException {
    if (wanted.isEmpty()) {
      return;
    }
    ArchiveWalk.through(
        archive,
        budget,
        file -> {
          if (file.mayBeLayer()) {
            action.read(file.path(), file.compression().uncompressed(file.path(), file.content()));
          }
        });
  }

  private List<LayerListing.Entry> entries(String where, InputStream tar) throws IOException {
    TarEntries entries = new TarEntries(where, tar, budget);
    List<LayerListing.Entry> listed = new ArrayList<>();
    while (entries.next()) {
      ContentHash content =
          entries.type() == Type.REGULAR
              ? ContentHash.ofSha256(Sha256.of(entries.content()))
              : ContentHash.NONE;
      listed.add(
          new LayerListing.Entry(
              entries.withContent(content), entries.modifiedAt(), entries.otherHeaders()));
    }
    return listed;
  }

  /** Buffered, since a tar archive is read in pieces of 512 bytes. */
  private static DigestInputStream hashed(InputStream tar) {
    return new DigestInputStream(new BufferedInputStream(tar, BUFFER_BYTES), Sha256.begin());
  }

  /** The digest of all bytes, also those behind the archive's end. */
  private static DiffId diffId(DigestInputStream in) throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
    return DiffId.ofSha256(in.getMessageDigest().digest());
  }
}
