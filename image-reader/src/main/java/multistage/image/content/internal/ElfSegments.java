package multistage.image.content.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import multistage.image.content.ElfHeader;

/**
 * The parts of an ELF file that are loaded into memory. Numbers that point outside of the file are
 * left out.
 */
final class ElfSegments {
  private static final int TYPE_LOAD = 1;
  private static final int FLAG_EXECUTE = 1;
  private static final int FLAG_WRITE = 2;

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
  static Optional<ElfHeader.Segment> firstWritable(byte[] beginning) {
    return table(beginning)
        .flatMap(all -> all.stream().filter(ElfSegments::isWritable).findFirst());
  }

  private static Segment segment(ElfHeader.Segment part, int fileBytes) {
    int end = (int) (part.offset() + Math.min(part.bytes(), fileBytes - part.offset()));
    return new Segment(part.address(), (int) part.offset(), end, isWritable(part));
  }

  /** What is loaded into memory. */
  private static Optional<List<ElfHeader.Segment>> table(byte[] file) {
    return ElfHeader.of(file)
        .flatMap(ElfHeader::segments)
        .map(
            all ->
                all.stream()
                    .filter(part -> part.type() == TYPE_LOAD && part.offset() >= 0)
                    .filter(part -> part.bytes() > 0)
                    .toList());
  }

  /** Data, not code. */
  private static boolean isWritable(ElfHeader.Segment part) {
    return (part.flags() & (FLAG_WRITE | FLAG_EXECUTE)) == FLAG_WRITE;
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
