package multistage.image.archive.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.FileEntry;
import multistage.image.FileEntry.Type;
import multistage.image.FileFacts;
import multistage.image.LayerContents;
import multistage.image.archive.BadArchiveException;
import multistage.image.content.ContentExaminer;

/** Reads a layer's tar archive: hashes, measures and parses it while it streams by. */
public final class LayerReader {
  private final Budget budget;
  private final Optional<GzipMeter> gzip;
  private final byte[] buffer = new byte[64 * 1024];

  /**
   * Reads nothing yet.
   *
   * @param gzip finds out how long layers would be as gzip files; empty where nobody asks
   */
  public LayerReader(Budget budget, Optional<GzipMeter> gzip) {
    this.budget = budget;
    this.gzip = gzip;
  }

  /**
   * Reads a layer to its end.
   *
   * @param where what to call it in messages
   * @param tar the layer, uncompressed
   */
  public LayerContents read(String where, InputStream tar) throws IOException {
    Blocks blocks = new Blocks(where, tar);
    TarEntries entries = new TarEntries(where, blocks, budget);
    List<FileEntry> files = new ArrayList<>();
    Map<String, FileFacts> facts = new HashMap<>();
    while (entries.next()) {
      ContentHash content = ContentHash.NONE;
      if (entries.type() == Type.REGULAR) {
        ContentExaminer examiner = new ContentExaminer(entries.path(), entries.bytes());
        boolean isLarge = entries.bytes() >= GzipMeter.BLOCK_BYTES;
        if (isLarge) {
          blocks.beginSection();
        }
        content = read(where, entries, examiner);
        if (isLarge) {
          blocks.endSection();
        }
        FileFacts says = examiner.facts();
        // Of several files with one path, a container sees the last.
        facts.remove(entries.path());
        if (!says.equals(FileFacts.NONE)) {
          budget.takeFacts(where, says);
          facts.put(entries.path(), says);
        }
      }
      files.add(entries.withContent(content));
    }
    blocks.drain();
    return new LayerContents(blocks.diffId(), blocks.count, blocks.gzipBytes(), files, facts);
  }

  /** Reads a file's content to its end. */
  private ContentHash read(String where, TarEntries entries, ContentExaminer examiner)
      throws IOException {
    InputStream in = entries.content();
    MessageDigest sha256 = Sha256.begin();
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha256.update(buffer, 0, read);
        examiner.add(buffer, 0, read);
      }
    } catch (BadArchiveException | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      entries.requireIntact();
      throw new BadArchiveException(where, entries.path() + " can't be read: " + e.getMessage(), e);
    }
    return ContentHash.ofSha256(sha256.digest());
  }

  /**
   * The tar archive in blocks, each hashed as soon as it is read and handed on to be compressed.
   *
   * <p>A file as long as a block, or longer, is a section: its blocks are the same in every layer
   * that holds it.
   */
  private final class Blocks extends InputStream {
    private final String where;
    private final InputStream tar;
    private final MessageDigest sha256 = Sha256.begin();
    private final Optional<GzipMeter.Measurement> gzip =
        LayerReader.this.gzip.map(GzipMeter::measure);
    private long count;
    private byte[] block = {};
    private int length;
    private int position;

    Blocks(String where, InputStream tar) {
      this.where = where;
      this.tar = tar;
    }

    @Override
    public int read() throws IOException {
      return position < length || next() ? block[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
      if (position == length && !next()) {
        return -1;
      }
      int given = Math.min(wanted, length - position);
      System.arraycopy(block, position, buffer, offset, given);
      position += given;
      return given;
    }

    void beginSection() throws IOException {
      if (gzip.isPresent()) {
        cut();
        gzip.get().beginSection();
      }
    }

    void endSection() throws IOException {
      if (gzip.isPresent()) {
        cut();
        gzip.get().endSection();
      }
    }

    Optional<Long> gzipBytes() throws IOException {
      return gzip.isPresent() ? Optional.of(gzip.get().finish()) : Optional.empty();
    }

    /** Begins a block with what is read next. */
    private void cut() throws IOException {
      byte[] rest = Arrays.copyOfRange(block, position, position + GzipMeter.BLOCK_BYTES);
      int restLength = length - position;
      handOn(position);
      fill(rest, restLength);
    }

    /** Reads what is behind the archive's end: the digest is that of all bytes. */
    void drain() throws IOException {
      while (next()) {}
    }

    DiffId diffId() {
      return DiffId.ofSha256(sha256.digest());
    }

    private boolean next() throws IOException {
      handOn(length);
      // What compresses a block keeps it.
      fill(gzip.isPresent() || block.length == 0 ? new byte[GzipMeter.BLOCK_BYTES] : block, 0);
      return length > 0;
    }

    private void handOn(int handed) throws IOException {
      if (handed > 0 && gzip.isPresent()) {
        gzip.get().add(block, handed);
      }
    }

    /** Goes on with a block of which so much is read already. */
    private void fill(byte[] fresh, int filled) throws IOException {
      block = fresh;
      length = filled;
      position = 0;
      int read;
      try {
        read = tar.readNBytes(fresh, filled, fresh.length - filled);
      } catch (BadArchiveException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        throw new BadArchiveException(
            where, "it can't be read beyond " + count + " bytes: " + e.getMessage(), e);
      }
      budget.takeLayerBytes(where, read);
      length += read;
      count += read;
      sha256.update(fresh, filled, read);
    }
  }
}
