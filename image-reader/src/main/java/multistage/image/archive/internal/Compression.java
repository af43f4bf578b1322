package multistage.image.archive.internal;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import multistage.image.archive.BadArchiveException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * How a blob is compressed, which its first bytes tell: the four ways that {@code docker load}
 * reads. Several members, streams or frames one after the other are one content in all four.
 *
 * @see <a href="https://github.com/moby/go-archive/blob/main/compression/compression.go">moby's
 *     go-archive, compression</a>
 */
public enum Compression {
  NONE(),
  GZIP(0x1f, 0x8b),
  ZSTD(0x28, 0xb5, 0x2f, 0xfd),
  BZIP2('B', 'Z', 'h'),
  XZ(0xfd, '7', 'z', 'X', 'Z', 0);

  private static final int BUFFER_BYTES = 64 * 1024;

  /** A file that {@code xz -9} wrote takes 65 MiB to read. */
  private static final int MAX_XZ_KIB = 128 * 1024;

  private final int[] magic;

  Compression(int... magic) {
    this.magic = magic;
  }

  /** What a blob that begins like this is compressed with. */
  public static Compression of(byte[] start) {
    for (Compression compression : values()) {
      if (compression != NONE && compression.begins(start)) {
        return compression;
      }
    }
    return beginsWithSkippedFrame(start) ? ZSTD : NONE;
  }

  private boolean begins(byte[] start) {
    if (start.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((start[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** A frame that zstd skips may come first (RFC 8878, section 3.1.2). */
  private static boolean beginsWithSkippedFrame(byte[] start) {
    return start.length >= 4
        && (start[0] & 0xf0) == 0x50
        && start[1] == 0x2a
        && start[2] == 0x4d
        && start[3] == 0x18;
  }

  /**
   * The blob uncompressed.
   *
   * @param in the blob, whose {@code available()} may be 0 at its end only: the JDK's gzip stream
   *     asks it whether another member follows
   */
  public InputStream uncompressed(String where, InputStream in) throws BadArchiveException {
    try {
      return switch (this) {
        case NONE -> in;
        case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
        case ZSTD -> new ZstdInputStreamNoFinalizer(in);
        case BZIP2 ->
            new Checked(new BZip2CompressorInputStream(new BufferedInputStream(in), true));
        case XZ -> new Checked(new XZInputStream(new BufferedInputStream(in), MAX_XZ_KIB));
      };
    } catch (IOException e) {
      throw new BadArchiveException(where, "its compression is broken: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw new BadArchiveException(
          where, "is compressed with zstd, for which there is no library on this system", e);
    }
  }

  /** Turns what a library throws at bytes that it didn't expect into what broken input is. */
  private static final class Checked extends FilterInputStream {
    Checked(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (RuntimeException e) {
        throw new IOException("its compression is broken: " + e.getMessage(), e);
      }
    }

    /** As long as its end wasn't reached, which nobody knows, there may be more. */
    @Override
    public int available() {
      return 1;
    }
  }
}
