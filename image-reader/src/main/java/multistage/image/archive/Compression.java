package multistage.image.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;

/** How a blob is compressed, which its first bytes tell. */
enum Compression {
  NONE,
  GZIP,
  ZSTD;

  private static final int BUFFER_BYTES = 64 * 1024;

  /** What a blob that begins like this is compressed with. */
  static Compression of(byte[] start) {
    if (start.length < Integer.BYTES) {
      return NONE;
    }
    int magic = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if ((magic & 0xffff) == 0x8b1f) {
      return GZIP;
    }
    // The second is that of a frame to skip, which may come first (RFC 8878, section 3.1.2).
    return magic == 0xfd2fb528 || (magic & ~0xf) == 0x184d2a50 ? ZSTD : NONE;
  }

  /**
   * The blob uncompressed.
   *
   * @param in the blob, whose {@code available()} may be 0 at its end only: the JDK's gzip stream
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
}
