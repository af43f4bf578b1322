package multistage.image.archive.internal;

import multistage.image.FileFacts;
import multistage.image.FilePart;
import multistage.image.SoftwarePackage;
import multistage.image.archive.BadArchiveException;

/**
 * What one archive may cost, so that a small hostile one can't take hours or all memory. The limits
 * are far above what real images need: the largest have some 100,000 files and some 10 GB.
 */
public final class Budget {
  private static final long MIB = 1L << 20;

  private final Limits limits;
  private long layerBytes;
  private long archiveBytes;
  private long sparseBytes;
  private long entries;
  private long nameLength;
  private long factsLength;
  private long documentBytes;
  private BadArchiveException exceeded;

  /**
   * The limits, each for the archive as a whole, apart from the first.
   *
   * @param bytesPerDocument the longest JSON document. Registries accept manifests of 4 MiB, but a
   *     configuration is a blob like a layer, and labels can make it as long as somebody likes
   * @param documentBytes all JSON documents that tell of images
   * @param layerBytes all layers, uncompressed
   * @param entries the entries of all layers and of the archive itself
   * @param nameLength the characters in these entries' paths and link targets
   * @param factsLength the characters that are kept of what files say, and {@value #PER_FACT} more
   *     for each thing said
   */
  public record Limits(
      long bytesPerDocument,
      long documentBytes,
      long layerBytes,
      long entries,
      long nameLength,
      long factsLength) {}

  public static final Limits USUAL =
      new Limits(32 * MIB, 32 * MIB, 256 * 1024 * MIB, 1_000_000, 64 * MIB, 128 * MIB);

  /** What an object in memory takes besides its text, about. */
  private static final int PER_FACT = 64;

  /** Of the layers' bytes, what sparse files may have: they cost nothing to make. */
  private static final int SPARSE_SHARE = 16;

  public Budget(Limits limits) {
    this.limits = limits;
  }

  void takeLayerBytes(String where, long count) throws BadArchiveException {
    layerBytes += count;
    require(layerBytes <= limits.layerBytes, where, "more layer bytes", limits.layerBytes);
  }

  /** What a compressed archive becomes, whether it is layers or anything else. */
  public void takeArchiveBytes(String where, long count) throws BadArchiveException {
    archiveBytes += count;
    require(archiveBytes <= 2 * limits.layerBytes, where, "more bytes", 2 * limits.layerBytes);
  }

  /** What sparse files have with all their zeros, which an archive needn't hold. */
  void takeSparseBytes(String where, long count) throws BadArchiveException {
    sparseBytes =
        Math.addExact(
            Math.min(sparseBytes, Long.MAX_VALUE / 2), Math.min(count, Long.MAX_VALUE / 2));
    long most = limits.layerBytes / SPARSE_SHARE;
    require(sparseBytes <= most, where, "more bytes in sparse files", most);
  }

  public void takeEntry(String where, long length) throws BadArchiveException {
    entries++;
    nameLength += length;
    require(entries <= limits.entries, where, "more entries", limits.entries);
    require(nameLength <= limits.nameLength, where, "longer paths in all", limits.nameLength);
  }

  /** What a file says: a layer of a few megabytes can hold millions of lines in records. */
  void takeFacts(String where, FileFacts facts) throws BadArchiveException {
    long count =
        1L
            + facts.packages().size()
            + facts.coveredPaths().size()
            + facts.users().size()
            + facts.parts().size();
    factsLength += count * PER_FACT;
    for (SoftwarePackage software : facts.packages()) {
      factsLength += software.name().length() + software.version().length();
    }
    for (String path : facts.coveredPaths()) {
      factsLength += path.length();
    }
    for (FilePart part : facts.parts()) {
      factsLength += part.group().length() + part.name().length();
    }
    require(factsLength <= limits.factsLength, where, "longer records", limits.factsLength);
  }

  /**
   * Makes sure that a document isn't longer than one may be. An archive can hold longer ones that
   * are no image's, so this doesn't end its reading.
   */
  public void requireDocument(String where, long length) throws BadArchiveException {
    if (length > limits.bytesPerDocument) {
      throw BadArchiveException.tooMuch(
          where,
          "is no layer, and for a JSON document of an image its "
              + length
              + " bytes are too many: "
              + limits.bytesPerDocument
              + " are read");
    }
  }

  public void takeDocument(String where, long length) throws BadArchiveException {
    documentBytes += length;
    require(documentBytes <= limits.documentBytes, where, "longer JSON", limits.documentBytes);
  }

  /** Throws again what was thrown when a limit was passed, for those who catch more than that. */
  public void requireNotExceeded() throws BadArchiveException {
    if (exceeded != null) {
      throw exceeded;
    }
  }

  private void require(boolean within, String where, String what, long limit)
      throws BadArchiveException {
    if (!within) {
      exceeded =
          BadArchiveException.tooMuch(
              where,
              "up to here, the archive has " + what + " than the " + limit + " that are read");
      throw exceeded;
    }
  }
}
