package multistage.sizereport.analysis;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** How a blob is compressed, which its first bytes tell. */
enum Compression {
  NONE,
  GZIP,
  ZSTD;

  private static final int BUFFER_BYTES = 64 * 1024;

  /** What a blob that begins like this is compressed with. */
  static Compression of(byte[] start) {
    if (begins(start, 0x1f, 0x8b)) {
      return GZIP;
    }
    // The second is that of a frame to skip, which may come first (RFC 8878, section 3.1.2).
    if (begins(start, 0x28, 0xb5, 0x2f, 0xfd)
        || (start.length >= 4
            && (start[0] & 0xf0) == 0x50
            && begins(new byte[] {start[1], start[2], start[3]}, 0x2a, 0x4d, 0x18))) {
      return ZSTD;
    }
    return NONE;
  }

  /**
   * The blob uncompressed.
   *
   * @param in the blob, whose {@code available()} must be 0 at its end only: the JDK's gzip stream
   *     asks it whether another member follows
   */
  InputStream uncompressed(String where, InputStream in) throws BadArchiveException {
    try {
      return switch (this) {
        case NONE -> in;
        case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
        case ZSTD -> new ZstdInputStreamNoFinalizer(in);
      };
    } catch (IOException e) {
      throw new BadArchiveException(where, "its compression is broken: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw new BadArchiveException(
          where, "is compressed with zstd, for which there is no library on this system", e);
    }
  }

  private static boolean begins(byte[] start, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (start.length <= i || (start[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
