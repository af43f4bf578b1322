package multistage.image.content.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of an ELF file's sections. What it takes to read is bounded by the table's length,
 * whatever the numbers in it say, since an image may hold any file.
 *
 * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.sheader.html">System V
 *     Application Binary Interface, Sections</a>
 */
final class ElfSections {
  /**
   * A section that has bytes in the file.
   *
   * @param name empty where it isn't legible
   * @param offset where in the file it begins
   * @param bytes how long it is; it ends within the file
   */
  record Section(String name, int offset, int bytes) {}

  private static final byte CLASS_32 = 1;
  private static final byte CLASS_64 = 2;
  private static final byte LITTLE_ENDIAN = 1;
  private static final byte BIG_ENDIAN = 2;
  private static final int CLASS_OFFSET = 4;
  private static final int DATA_OFFSET = 5;

  /** Sections that have no bytes: the table's first entry, and zeros that exist in memory alone. */
  private static final int TYPE_NULL = 0;

  private static final int TYPE_NO_BITS = 8;

  /** Longer than those that compilers give. */
  private static final int LONGEST_NAME = 64;

  private final ByteBuffer file;
  private final boolean is64;
  private final int table;
  private final int entryBytes;
  private final int count;

  private ElfSections(ByteBuffer file, boolean is64) {
    this.file = file;
    this.is64 = is64;
    table = position(is64 ? file.getLong(0x28) : file.getInt(0x20) & 0xffff_ffffL);
    entryBytes = file.getShort(is64 ? 0x3a : 0x2e) & 0xffff;
    count = file.getShort(is64 ? 0x3c : 0x30) & 0xffff;
  }

  /**
   * The sections with bytes in the file, in the table's order.
   *
   * @param file the whole file
   * @return nothing when the file isn't ELF, or its table isn't one
   */
  static Optional<List<Section>> of(byte[] file) {
    if (file.length <= DATA_OFFSET) {
      return Optional.empty();
    }
    byte format = file[CLASS_OFFSET];
    byte order = file[DATA_OFFSET];
    if ((format != CLASS_32 && format != CLASS_64)
        || (order != LITTLE_ENDIAN && order != BIG_ENDIAN)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ElfSections(
                  ByteBuffer.wrap(file)
                      .order(
                          order == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN),
                  format == CLASS_64)
              .all());
    } catch (IndexOutOfBoundsException e) {
      // A number points outside of the file.
      return Optional.empty();
    }
  }

  private List<Section> all() {
    int names = count == 0 ? 0 : header(file.getShort(is64 ? 0x3e : 0x32) & 0xffff);
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int header = header(i);
      int type = file.getInt(header + 4);
      if (type != TYPE_NULL && type != TYPE_NO_BITS) {
        int offset = offset(header);
        int bytes = position(word(header, 0x14, 0x20));
        if (bytes > file.limit() - offset) {
          throw new IndexOutOfBoundsException("a section ends behind the file");
        }
        sections.add(new Section(name(names, file.getInt(header)), offset, bytes));
      }
    }
    return sections;
  }

  private int header(int number) {
    return position(table + (long) number * entryBytes);
  }

  private int offset(int header) {
    return position(word(header, 0x10, 0x18));
  }

  private long word(int header, int offset32, int offset64) {
    return is64 ? file.getLong(header + offset64) : file.getInt(header + offset32) & 0xffff_ffffL;
  }

  private int position(long value) {
    if (value < 0 || value > file.limit()) {
      throw new IndexOutOfBoundsException("a position outside of the file");
    }
    return (int) value;
  }

  private String name(int names, int index) {
    int start = position(offset(names) + (index & 0xffff_ffffL));
    for (int end = start; end < file.limit() && end <= start + LONGEST_NAME; end++) {
      if (file.get(end) == 0) {
        return new String(file.array(), start, end - start, StandardCharsets.US_ASCII);
      }
    }
    return "";
  }
}
