package multistage.image.content.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Where in a file its zip archive begins. A zip archive is found from its end, so that anything may
 * stand before it; the offsets in it count from its own beginning or from the file's.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">.ZIP File Format
 *     Specification, sections 4.3.12 and 4.3.16</a>
 */
final class ZipStart {
  private static final int END_MAGIC = 0x06054b50;
  private static final int ENTRY_MAGIC = 0x02014b50;
  private static final int LOCAL_MAGIC = 0x04034b50;
  private static final int END_BYTES = 22;
  private static final int ENTRY_BYTES = 46;
  private static final int MAX_COMMENT_BYTES = 0xffff;

  private ZipStart() {}

  /**
   * The offset of the first entry.
   *
   * @return nothing when there is no zip archive at the end, or one without entries
   */
  static Optional<Integer> find(byte[] file) {
    ByteBuffer zip = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    return end(zip).flatMap(end -> firstEntry(zip, end));
  }

  /** Where the record is with which an archive ends that has entries. */
  static Optional<Integer> end(ByteBuffer zip) {
    int lowest = Math.max(0, zip.limit() - END_BYTES - MAX_COMMENT_BYTES);
    for (int end = zip.limit() - END_BYTES; end >= lowest; end--) {
      if (zip.getInt(end) == END_MAGIC && firstEntry(zip, end).isPresent()) {
        return Optional.of(end);
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> firstEntry(ByteBuffer zip, int end) {
    long directoryBytes = zip.getInt(end + 12) & 0xffff_ffffL;
    long offset = zip.getInt(end + 16) & 0xffff_ffffL;
    if (directoryBytes > end || zip.get(0) == 'P' && zip.getInt(0) == LOCAL_MAGIC) {
      // Nothing stands before it, also where numbers are too large for these fields.
      return zip.getInt(0) == LOCAL_MAGIC ? Optional.of(0) : Optional.empty();
    }
    int directory = (int) (end - directoryBytes);
    long shift = directory - offset;
    long first = Long.MAX_VALUE;
    for (int at = directory; at + ENTRY_BYTES <= end && zip.getInt(at) == ENTRY_MAGIC; ) {
      first = Math.min(first, zip.getInt(at + 42) & 0xffff_ffffL);
      at +=
          ENTRY_BYTES
              + (zip.getShort(at + 28) & 0xffff)
              + (zip.getShort(at + 30) & 0xffff)
              + (zip.getShort(at + 32) & 0xffff);
    }
    long start = first + shift;
    return first < Long.MAX_VALUE
            && start >= 0
            && start <= zip.limit() - 4
            && zip.getInt((int) start) == LOCAL_MAGIC
        ? Optional.of((int) start)
        : Optional.empty();
  }
}
