package multistage.image.content.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * rpm's own form of its database, as SUSE uses it: slots at the beginning, each with the place of a
 * package's header.
 *
 * @see <a
 *     href="https://github.com/rpm-software-management/rpm/blob/master/lib/backend/ndb/rpmpkg.c">rpm,
 *     lib/backend/ndb/rpmpkg.c</a>
 */
final class NdbPackages {
  private static final int HEADER_MAGIC = 'R' | 'p' << 8 | 'm' << 16 | 'P' << 24;
  private static final int SLOT_MAGIC = 'S' | 'l' << 8 | 'o' << 16 | 't' << 24;
  private static final int BLOB_MAGIC = 'B' | 'l' << 8 | 'b' << 16 | 'S' << 24;
  private static final int PAGE_BYTES = 4096;
  private static final int SLOT_BYTES = 16;
  private static final int BLOCK_BYTES = 16;
  private static final int BLOB_HEADER_BYTES = 16;

  private NdbPackages() {}

  /**
   * Gives each package's header.
   *
   * @throws IndexOutOfBoundsException when a number points outside of the file
   */
  static void forEach(byte[] file, Consumer<ByteBuffer> action) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < PAGE_BYTES || in.getInt(0) != HEADER_MAGIC || in.getInt(4) != 0) {
      return;
    }
    long end = Math.min(file.length, (in.getInt(12) & 0xffff_ffffL) * PAGE_BYTES);
    long given = 0;
    // The first two slots' place is the header's.
    for (int slot = 2 * SLOT_BYTES; slot + SLOT_BYTES <= end; slot += SLOT_BYTES) {
      int number = in.getInt(slot + 4);
      long blob = (in.getInt(slot + 8) & 0xffff_ffffL) * BLOCK_BYTES;
      if (in.getInt(slot) != SLOT_MAGIC || number == 0 || blob == 0) {
        continue;
      }
      if (blob > file.length - BLOB_HEADER_BYTES) {
        throw new IndexOutOfBoundsException("a package behind the file");
      }
      int at = (int) blob;
      int bytes = in.getInt(at + 12);
      given += bytes;
      if (in.getInt(at) != BLOB_MAGIC
          || in.getInt(at + 4) != number
          || bytes < 0
          || bytes > file.length - at - BLOB_HEADER_BYTES
          || given > file.length) {
        throw new IndexOutOfBoundsException("no package, or one that stands there twice");
      }
      action.accept(in.slice(at + BLOB_HEADER_BYTES, bytes));
    }
  }
}
