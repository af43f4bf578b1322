package multistage.image.archive.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import multistage.image.ContentHash;
import multistage.image.FileEntry;
import multistage.image.FileEntry.Type;
import multistage.image.archive.BadArchiveException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The entries of a tar archive one after the other, checked: headers have the right checksum and a
 * bounded length, paths stay inside, and there is no type that a layer can't have.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md">OCI image
 *     specification, Image Layer Filesystem Changeset</a>
 */
public final class TarEntries {
  private static final int RECORD_BYTES = 512;
  // An entry's header with all extended headers before it. Linux allows paths of 4 KiB and extended
  // attributes of 64 KiB.
  private static final int LONGEST_HEADER_BYTES = 256 * 1024;

  // PATH_MAX and NAME_MAX in Linux's limits.h: an engine could unpack no longer ones.
  private static final int LONGEST_PATH = 4096;
  private static final int LONGEST_NAME = 255;

  private final String where;
  private final Budget budget;
  private final BoundedStream in;
  private final Parser tar;
  private TarArchiveEntry entry;
  private boolean atBeginning = true;
  private String path = "";
  private Type type = Type.DIRECTORY;
  private String linkTarget = "";
  private InputStream content = InputStream.nullInputStream();

  /**
   * Reads nothing yet.
   *
   * @param where what to call the archive in messages
   */
  public TarEntries(String where, InputStream in, Budget budget) {
    this.where = where;
    this.budget = budget;
    this.in = new BoundedStream(in);
    tar = new Parser(this.in);
  }

  /** Goes to the next entry, past what wasn't read of this one; false when there is none. */
  public boolean next() throws IOException {
    in.allow(entry == null ? 0 : entry.getSize());
    try {
      if (entry != null && entry.isSparse()) {
        content.transferTo(OutputStream.nullOutputStream());
        in.skipToRecord();
        tar.skipNoContent();
      } else if (type != Type.REGULAR) {
        tar.skipNoContent();
      }
      entry = tar.getNextEntry();
    } catch (BadArchiveException | InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      requireIntact();
      if (atBeginning) {
        throw noTarArchive();
      }
      throw new BadArchiveException(where, "broken header" + after() + ": " + e.getMessage(), e);
    }
    if (entry == null) {
      // Behind its end an archive may go on, which the parser skips to wherever it thinks right.
      if (in.atEnd && in.count % RECORD_BYTES != 0) {
        throw atBeginning ? noTarArchive() : cutOff();
      }
      return false;
    }
    if (!entry.isCheckSumOK()) {
      throw atBeginning
          ? noTarArchive()
          : new BadArchiveException(where, "broken header" + after());
    }
    atBeginning = false;
    String name = decoded(entry.getName());
    path = insidePath("path", name);
    type = type(name);
    linkTarget =
        switch (type) {
          case HARD_LINK -> insidePath("hard link to", decoded(entry.getLinkName()));
          case SYMLINK -> decoded(entry.getLinkName());
          default -> "";
        };
    if (path.isEmpty() && type != Type.DIRECTORY) {
      throw new BadArchiveException(where, "an entry without a name" + after());
    }
    content = entry.isSparse() ? new SparseContent() : tar;
    requirePossible("a link to a path", linkTarget.length(), LONGEST_PATH);
    budget.takeEntry(where, path.length() + linkTarget.length());
    return true;
  }

  /** The entry's path without {@code ./} or {@code /} around it; empty for the root itself. */
  public String path() {
    return path;
  }

  public Type type() {
    return type;
  }

  /** What a link names: a hard link's path like {@link #path}, a symbolic link's as it stands. */
  public String linkTarget() {
    return linkTarget;
  }

  /** The bytes of a regular file; 0 for everything else. */
  public long bytes() {
    return type != Type.REGULAR ? 0 : entry.isSparse() ? entry.getRealSize() : entry.getSize();
  }

  /** All that an image's layer keeps of the entry, with the hash of a content that was read. */
  public FileEntry withContent(ContentHash content) {
    return new FileEntry(
        path,
        type,
        bytes(),
        entry.getMode() & 07777,
        entry.getLongUserId(),
        entry.getLongGroupId(),
        linkTarget,
        content);
  }

  /** When it was changed. */
  public Instant modifiedAt() {
    return entry.getLastModifiedTime().toInstant();
  }

  /** What else the headers say, in a form that is the same only if they say the same. */
  public String otherHeaders() {
    Map<String, String> extended = new TreeMap<>(entry.getExtraPaxHeaders());
    return entry.getUserName()
        + ":"
        + entry.getGroupName()
        + (type == Type.DEVICE ? " device " + entry.getDevMajor() + ":" + entry.getDevMinor() : "")
        + (extended.isEmpty() ? "" : " " + extended);
  }

  /** The entry's content; it ends where the next entry begins, and is not to be closed. */
  public InputStream content() {
    in.allow(entry.getSize());
    return content;
  }

  /** Throws what is wrong with the archive itself, where that made reading its content fail. */
  public void requireIntact() throws BadArchiveException {
    if (in.atEnd) {
      throw cutOff();
    }
    if (in.failure instanceof BadArchiveException why) {
      throw why;
    }
    if (in.failure != null) {
      throw new BadArchiveException(
          where, "it can't be read" + after() + ": " + in.failure.getMessage(), in.failure);
    }
  }

  private Type type(String name) throws BadArchiveException {
    if (entry.isSparse()) {
      // GNU tar leaves out a file's zeros; an engine writes them.
      if (entry.getRealSize() < entry.getSize() && !entry.isPaxGNUSparse()
          || entry.getRealSize() < 0) {
        throw new BadArchiveException(
            where, path + " is a sparse file of " + entry.getRealSize() + " bytes");
      }
      budget.takeSparseBytes(where, entry.getRealSize());
      return Type.REGULAR;
    }
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_CONTIG ->
          // Before POSIX, that was how a directory was marked.
          name.endsWith("/") ? Type.DIRECTORY : Type.REGULAR;
      case TarConstants.LF_DIR -> Type.DIRECTORY;
      case TarConstants.LF_SYMLINK -> Type.SYMLINK;
      case TarConstants.LF_LINK -> Type.HARD_LINK;
      case TarConstants.LF_CHR, TarConstants.LF_BLK -> Type.DEVICE;
      case TarConstants.LF_FIFO -> Type.FIFO;
      default ->
          throw new BadArchiveException(
              where, path + " has the unknown type '" + (char) entry.getLinkFlag() + "'");
    };
  }

  private void requirePossible(String what, int length, int longest) throws BadArchiveException {
    if (length > longest) {
      throw new BadArchiveException(
          where,
          what + " of " + length + " characters, of which Linux allows " + longest + after());
    }
  }

  private String insidePath(String what, String name) throws BadArchiveException {
    requirePossible("a path", name.length(), LONGEST_PATH);
    Deque<String> inside = new ArrayDeque<>();
    for (String part : name.split("/")) {
      requirePossible("a name", part.length(), LONGEST_NAME);
      if (part.equals("..")) {
        if (inside.pollLast() == null) {
          throw new BadArchiveException(where, what + " " + name + " leaves the archive" + after());
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        inside.add(part);
      }
    }
    return String.join("/", inside);
  }

  private BadArchiveException noTarArchive() {
    return new BadArchiveException(where, "it isn't a tar archive");
  }

  private BadArchiveException cutOff() {
    return new BadArchiveException(where, "it is cut off" + after());
  }

  private String after() {
    return path.isEmpty() ? " at its beginning" : " in or after " + path;
  }

  /** Names are UTF-8; one that isn't keeps its bytes as Latin-1, so that no two become the same. */
  private static String decoded(String name) {
    boolean ascii = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c > 0xff) {
        // From an extended header, where it was decoded already.
        return name;
      }
      ascii &= c < 0x80;
    }
    if (ascii) {
      return name;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(name.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return name;
    }
  }

  /** Takes only files to have a content, as Go's archive/tar does, whatever size a header says. */
  private static final class Parser extends TarArchiveInputStream {
    Parser(InputStream in) {
      // One byte is one character: what the bytes mean is decided in decoded().
      super(in, StandardCharsets.ISO_8859_1.name());
    }

    /** Some tools state for a link the size of the file that it is another name of. */
    void skipNoContent() {
      setCurrentEntry(null);
    }
  }

  /** A sparse file's content. Behind the last part that an archive lists, a file has zeros. */
  private final class SparseContent extends InputStream {
    private long left = entry.getRealSize();
    private boolean listed;

    SparseContent() throws IOException {
      // Where none is listed, the parser would read on in what follows.
      listed = !entry.getOrderedSparseHeaders().isEmpty();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int wanted = (int) Math.min(left, length);
      int read = listed ? readListed(buffer, offset, wanted) : -1;
      if (read < 0) {
        listed = false;
        Arrays.fill(buffer, offset, offset + wanted, (byte) 0);
        read = wanted;
      }
      left -= read;
      return read;
    }

    private int readListed(byte[] buffer, int offset, int wanted) throws IOException {
      try {
        return tar.read(buffer, offset, wanted);
      } catch (IOException e) {
        // The parser finds too few parts listed; or else it is the archive that fails.
        if (in.atEnd || in.failure != null) {
          throw e;
        }
        return -1;
      }
    }
  }

  /**
   * Ends the reading of a header that is longer than any real one: the tar parser collects long
   * names and extended headers in memory, whatever their size.
   */
  private final class BoundedStream extends InputStream {
    private final InputStream in;
    private long count;
    private long limit;
    private boolean atEnd;
    private IOException failure;

    BoundedStream(InputStream in) {
      this.in = in;
    }

    /** Lets that much content pass, and a header behind it. */
    void allow(long contentBytes) {
      // A size up to the largest long is an archive's to claim; the sum must not wrap around.
      limit = count + Math.min(contentBytes, Long.MAX_VALUE / 4) + LONGEST_HEADER_BYTES;
    }

    /** Goes to where the next header begins, past what fills the record up. */
    void skipToRecord() throws IOException {
      readNBytes((int) (-count & (RECORD_BYTES - 1)));
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (count >= limit) {
        throw new BadArchiveException(
            where, "a header of more than " + LONGEST_HEADER_BYTES + " bytes" + after());
      }
      int read;
      try {
        read = in.read(buffer, offset, (int) Math.min(length, limit - count));
      } catch (IOException e) {
        failure = e;
        throw e;
      }
      if (read < 0) {
        atEnd = true;
      } else {
        count += read;
      }
      return read;
    }
  }
}
