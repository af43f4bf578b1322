package multistage.image.content.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of an ELF file that are loaded into memory. Every program has their table, also one
 * that was stripped of its sections. Numbers that point outside of the file are left out.
 *
 * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.pheader.html">System V
 *     Application Binary Interface, Program Header</a>
 */
final class ElfSegments {
  private static final int TYPE_LOAD = 1;
  private static final int FLAG_EXECUTE = 1;
  private static final int FLAG_WRITE = 2;
  private static final int HEADER_BYTES_32 = 52;
  private static final int HEADER_BYTES_64 = 64;

  /** More than any linker writes. */
  private static final int MAX_SEGMENTS = 1000;

  /**
   * A part of the file.
   *
   * @param address where in memory it begins
   * @param offset where in the file it begins
   * @param end where in the file it ends
   */
  record Segment(long address, int offset, int end, boolean isWritable) {}

  private final byte[] file;
  private final List<Segment> segments;

  private ElfSegments(byte[] file, List<Segment> segments) {
    this.file = file;
    this.segments = segments;
  }

  /** A part as the table has it, which may lie behind what is kept of the file. */
  record Entry(long offset, long address, long bytes, boolean isWritable) {}

  /**
   * The segments of a file, in their table's order.
   *
   * @return nothing when the file isn't ELF, or its table isn't one
   */
  static Optional<ElfSegments> of(byte[] file) {
    return table(file)
        .map(
            entries ->
                new ElfSegments(
                    file,
                    entries.stream()
                        .filter(entry -> entry.offset() < file.length)
                        .map(entry -> segment(entry, file.length))
                        .toList()));
  }

  /**
   * The first segment of data that the program may change.
   *
   * @param beginning of a file; the table has to be in it
   */
  static Optional<Entry> firstWritable(byte[] beginning) {
    return table(beginning).flatMap(all -> all.stream().filter(Entry::isWritable).findFirst());
  }

  private static Segment segment(Entry entry, int fileBytes) {
    int end = (int) (entry.offset() + Math.min(entry.bytes(), fileBytes - entry.offset()));
    return new Segment(entry.address(), (int) entry.offset(), end, entry.isWritable());
  }

  private static Optional<List<Entry>> table(byte[] file) {
    if (file.length < HEADER_BYTES_32 || file[4] < 1 || file[4] > 2 || file[5] < 1 || file[5] > 2) {
      return Optional.empty();
    }
    boolean is64 = file[4] == 2;
    if (is64 && file.length < HEADER_BYTES_64) {
      return Optional.empty();
    }
    ByteBuffer buffer =
        ByteBuffer.wrap(file).order(file[5] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long table = is64 ? buffer.getLong(0x20) : buffer.getInt(0x1c) & 0xffff_ffffL;
    int entryBytes = buffer.getShort(is64 ? 0x36 : 0x2a) & 0xffff;
    int count = buffer.getShort(is64 ? 0x38 : 0x2c) & 0xffff;
    if (table < 0
        || count > MAX_SEGMENTS
        || entryBytes < (is64 ? 56 : 32)
        || table > file.length - (long) count * entryBytes) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = (int) table + i * entryBytes;
      int flags = buffer.getInt(at + (is64 ? 4 : 24));
      long offset = is64 ? buffer.getLong(at + 8) : buffer.getInt(at + 4) & 0xffff_ffffL;
      long address = is64 ? buffer.getLong(at + 16) : buffer.getInt(at + 8) & 0xffff_ffffL;
      long bytes = is64 ? buffer.getLong(at + 32) : buffer.getInt(at + 16) & 0xffff_ffffL;
      if (buffer.getInt(at) == TYPE_LOAD && offset >= 0 && bytes > 0) {
        boolean isWritable = (flags & (FLAG_WRITE | FLAG_EXECUTE)) == FLAG_WRITE;
        entries.add(new Entry(offset, address, bytes, isWritable));
      }
    }
    return Optional.of(entries);
  }

  /** The segments of data that the program may change, where linkers put what they say of it. */
  List<Segment> writable() {
    return segments.stream().filter(Segment::isWritable).limit(4).toList();
  }

  /**
   * A text that a pointer at this offset of the file leads to, over a pair of an address and a
   * length, as Go has texts in memory. One character is one byte.
   *
   * @param pointerBytes 4 or 8
   * @param most how long it may be
   */
  Optional<String> text(int offset, int pointerBytes, boolean isBigEndian, int most) {
    if (pointerBytes != 4 && pointerBytes != 8) {
      return Optional.empty();
    }
    ByteBuffer buffer =
        ByteBuffer.wrap(file).order(isBigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    Optional<Integer> pair =
        word(buffer, offset, pointerBytes).flatMap(address -> offset(address, 2 * pointerBytes));
    Optional<Long> length = pair.flatMap(at -> word(buffer, at + pointerBytes, pointerBytes));
    if (length.isEmpty() || length.get() < 0 || length.get() > most) {
      return Optional.empty();
    }
    int bytes = length.get().intValue();
    return word(buffer, pair.get(), pointerBytes)
        .flatMap(address -> offset(address, bytes))
        .map(at -> new String(file, at, bytes, ISO_8859_1));
  }

  private static Optional<Long> word(ByteBuffer buffer, int at, int bytes) {
    if (at < 0 || at > buffer.limit() - bytes) {
      return Optional.empty();
    }
    return Optional.of(bytes == 8 ? buffer.getLong(at) : buffer.getInt(at) & 0xffff_ffffL);
  }

  /** Where in the file so many bytes are that are in memory at that address. */
  private Optional<Integer> offset(long address, int bytes) {
    for (Segment segment : segments) {
      long within = address - segment.address();
      if (within >= 0 && within <= segment.end() - segment.offset() - bytes) {
        return Optional.of(segment.offset() + (int) within);
      }
    }
    return Optional.empty();
  }
}
