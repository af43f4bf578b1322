package multistage.image.content.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.image.content.ElfHeader;
import multistage.image.content.ElfHeader.Segment;

/**
 * The parts of an ELF file that are loaded into memory. Numbers that point outside of the file are
 * left out.
 */
record ElfSegments(byte[] file, List<Segment> segments) {
  /**
   * The segments of a file, in their table's order.
   *
   * @return nothing when the file isn't ELF, or its table isn't one
   */
  static Optional<ElfSegments> of(byte[] file) {
    return loaded(file)
        .map(
            parts ->
                new ElfSegments(
                    file,
                    parts
                        .filter(part -> part.offset() < file.length)
                        .map(part -> part.upTo(file.length))
                        .toList()));
  }

  /**
   * The first segment of data that the program may change.
   *
   * @param beginning of a file; the table has to be in it
   */
  static Optional<Segment> firstWritable(byte[] beginning) {
    return loaded(beginning).flatMap(parts -> parts.filter(Segment::isVariable).findFirst());
  }

  private static Optional<Stream<Segment>> loaded(byte[] file) {
    return ElfHeader.of(file)
        .flatMap(ElfHeader::segments)
        .map(parts -> parts.stream().filter(Segment::isLoaded));
  }

  /** The segments of data that the program may change, where linkers put what they say of it. */
  List<Segment> writable() {
    return segments.stream().filter(Segment::isVariable).limit(4).toList();
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
    for (Segment part : segments) {
      long within = address - part.address();
      if (within >= 0 && within <= part.bytes() - bytes) {
        return Optional.of((int) (part.offset() + within));
      }
    }
    return Optional.empty();
  }
}
