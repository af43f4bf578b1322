package multistage.image.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header of an ELF file, which is a program or library for Linux, and the table of its
 * segments.
 *
 * @see <a href="https://gabi.xinuos.com/elf/02-eheader.html">System V ABI, ELF header</a>
 */
public final class ElfHeader {
  private static final int MAGIC = 0x7f454c46;
  private static final int MIN_BYTES = 20;

  /** More than any linker writes. */
  private static final int MAX_SEGMENTS = 1000;

  private final ByteBuffer file;
  private final boolean is64;

  private ElfHeader(ByteBuffer file, boolean is64) {
    this.file = file;
    this.is64 = is64;
  }

  /**
   * Reads the beginning of a file.
   *
   * @return empty when it isn't that of an ELF file
   */
  public static Optional<ElfHeader> of(byte[] file) {
    if (file.length < MIN_BYTES
        || ByteBuffer.wrap(file).getInt() != MAGIC
        || (file[4] != 1 && file[4] != 2)
        || (file[5] != 1 && file[5] != 2)) {
      return Optional.empty();
    }
    ByteOrder order = file[5] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    return Optional.of(new ElfHeader(ByteBuffer.wrap(file).order(order), file[4] == 2));
  }

  /** The number of the processor that it is made for. */
  public int machine() {
    return shortAt(18, 18);
  }

  /** A number of two bytes, which is elsewhere in files of 32 bits and of 64, as those below. */
  public int shortAt(int offset32, int offset64) {
    return file.getShort(is64 ? offset64 : offset32) & 0xffff;
  }

  /** A number of four bytes. */
  public int intAt(int offset32, int offset64) {
    return file.getInt(is64 ? offset64 : offset32);
  }

  /** An address, an offset or a length: four bytes in a file of 32 bits, eight in one of 64. */
  public long wordAt(int offset32, int offset64) {
    return is64 ? file.getLong(offset64) : file.getInt(offset32) & 0xffff_ffffL;
  }

  /**
   * A part of the file that running it takes. It may lie behind what is kept of the file.
   *
   * @param type 1 for what is loaded into memory, 3 for the loader's name
   * @param flags 1 for code, 2 for what can be written to
   */
  public record Segment(int type, int flags, long offset, long address, long bytes) {
    /** Whether it is loaded into memory, with bytes of the file. */
    public boolean isLoaded() {
      return type == 1 && offset >= 0 && bytes > 0;
    }

    /** Whether it is data that the program may change. */
    public boolean isVariable() {
      return (flags & 3) == 2;
    }

    /** Where in the file it ends. */
    public long end() {
      return offset + bytes;
    }

    /** What of it is in a file of that length. */
    public Segment upTo(int length) {
      return new Segment(type, flags, offset, address, Math.min(bytes, length - offset));
    }
  }

  /**
   * All segments, in their table's order. Every program has that table, also one that was stripped
   * of its sections.
   *
   * @return empty when the table isn't one, or isn't in what is kept of the file
   * @see <a href="https://gabi.xinuos.com/elf/07-pheader.html">System V ABI, program header</a>
   */
  public Optional<List<Segment>> segments() {
    if (file.limit() < (is64 ? 64 : 52)) {
      return Optional.empty();
    }
    long table = wordAt(0x1c, 0x20);
    int entryBytes = shortAt(0x2a, 0x36);
    int count = shortAt(0x2c, 0x38);
    if (table < 0
        || count > MAX_SEGMENTS
        || count > 0 && entryBytes < (is64 ? 56 : 32)
        || table > file.limit() - (long) count * entryBytes) {
      return Optional.empty();
    }
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = (int) table + i * entryBytes;
      segments.add(
          new Segment(
              intAt(at, at),
              intAt(at + 24, at + 4),
              wordAt(at + 4, at + 8),
              wordAt(at + 8, at + 16),
              wordAt(at + 16, at + 32)));
    }
    return Optional.of(segments);
  }
}
