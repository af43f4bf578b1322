package multistage.image.archive.internal;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PushbackInputStream;
import java.util.Arrays;
import multistage.image.FileEntry.Type;
import multistage.image.archive.BadArchiveException;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * The way through a saved image, file by file, for everything that reads one. The archive may be
 * compressed, and so may each file in it.
 */
public final class ArchiveWalk {
  /** What messages call it. */
  public static final String ARCHIVE = "the archive";

  private static final int TAR_HEADER_BYTES = 512;
  private static final int BUFFER_BYTES = 64 * 1024;

  private ArchiveWalk() {}

  /** What is done on the way. */
  public interface Visitor {
    /** Looks at a file; what it leaves of the content is passed over. */
    void file(SavedFile file) throws IOException;

    /** Looks at a symbolic or a hard link. */
    default void link(String path, Type type, String target) throws IOException {}
  }

  /**
   * Goes through an archive to its end.
   *
   * @param archive is left open
   * @throws BadArchiveException when it isn't a tar archive, or a broken one
   */
  public static void through(InputStream archive, Budget budget, Visitor visitor)
      throws IOException {
    TarEntries entries = new TarEntries(ARCHIVE, tar(archive, budget), budget);
    while (entries.next()) {
      switch (entries.type()) {
        case REGULAR -> visitor.file(new SavedFile(entries));
        case SYMLINK, HARD_LINK ->
            visitor.link(entries.path(), entries.type(), entries.linkTarget());
        default -> {
          // No part of an image is a directory or a device.
        }
      }
    }
  }

  /** The tar archive in a file, whose length is bounded where it can be longer than the file. */
  private static InputStream tar(InputStream archive, Budget budget) throws IOException {
    PushbackInputStream in = new PushbackInputStream(archive, TAR_HEADER_BYTES);
    byte[] start = peek(in);
    if (start.length == 0) {
      throw new BadArchiveException(ARCHIVE, "it is empty");
    }
    Compression compression = Compression.of(start);
    if (compression != Compression.NONE) {
      in =
          new PushbackInputStream(
              new BufferedInputStream(
                  new Bounded(compression.uncompressed(ARCHIVE, in), budget), BUFFER_BYTES),
              TAR_HEADER_BYTES);
      try {
        start = peek(in);
      } catch (BadArchiveException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        throw new BadArchiveException(
            ARCHIVE, "it can't be read at its beginning: " + e.getMessage(), e);
      }
    }
    if (start.length > 0 && !isTar(start)) {
      throw new BadArchiveException(
          ARCHIVE,
          "it isn't a tar archive" + NotAnImage.of(start).map(what -> ", but " + what).orElse(""));
    }
    return in;
  }

  /** A file in the archive: a layer, or a document that describes the image. */
  public static final class SavedFile {
    private final TarEntries entries;
    private final PushbackInputStream in;

    private SavedFile(TarEntries entries) {
      this.entries = entries;
      in = new PushbackInputStream(entries.content(), TAR_HEADER_BYTES);
    }

    /** Its path in the archive. */
    public String path() {
      return entries.path();
    }

    /** How long it is there, compressed or not. */
    public long bytes() {
      return entries.bytes();
    }

    /** Its content as it is stored. */
    public InputStream content() {
      return in;
    }

    /** How it is compressed; to be asked before any of its content is read. */
    public Compression compression() throws IOException {
      return Compression.of(peek(in));
    }

    /** Whether it begins like a layer; to be asked before any of its content is read. */
    public boolean mayBeLayer() throws IOException {
      byte[] start = peek(in);
      // A layer of nothing may have no bytes at all.
      return start.length == 0 || Compression.of(start) != Compression.NONE || isTar(start);
    }

    /** Throws what is wrong with the archive itself, where that made reading the file fail. */
    public void requireIntact() throws BadArchiveException {
      entries.requireIntact();
    }
  }

  /** Whether it begins with a header, or, being empty, with the archive's end. */
  private static boolean isTar(byte[] start) {
    if (start.length < TAR_HEADER_BYTES) {
      return false;
    }
    try {
      return TarUtils.verifyCheckSum(start) || Arrays.equals(start, new byte[TAR_HEADER_BYTES]);
    } catch (IllegalArgumentException e) {
      // There is no number where a header has its checksum.
      return false;
    }
  }

  private static byte[] peek(PushbackInputStream in) throws IOException {
    byte[] start = in.readNBytes(TAR_HEADER_BYTES);
    in.unread(start);
    return start;
  }

  /** Ends the reading of what a small compressed file may become without end. */
  private static final class Bounded extends FilterInputStream {
    private final Budget budget;

    Bounded(InputStream in, Budget budget) {
      super(in);
      this.budget = budget;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      budget.takeArchiveBytes(ARCHIVE, Math.max(0, read));
      return read;
    }
  }
}
