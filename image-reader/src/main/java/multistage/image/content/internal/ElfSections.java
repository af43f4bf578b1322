package multistage.image.content.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import multistage.image.content.ElfHeader;

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

  /** Sections that have no bytes: the table's first entry, and zeros that exist in memory alone. */
  private static final int TYPE_NULL = 0;

  private static final int TYPE_NO_BITS = 8;

  /** Longer than those that compilers give. */
  private static final int LONGEST_NAME = 64;

  private final byte[] file;
  private final ElfHeader elf;
  private final int table;
  private final int entryBytes;
  private final int count;

  private ElfSections(byte[] file, ElfHeader elf) {
    this.file = file;
    this.elf = elf;
    table = position(elf.wordAt(0x20, 0x28));
    entryBytes = elf.shortAt(0x2e, 0x3a);
    count = elf.shortAt(0x30, 0x3c);
  }

  /**
   * The sections with bytes in the file, in the table's order.
   *
   * @param file the whole file
   * @return nothing when the file isn't ELF, or its table isn't one
   */
  static Optional<List<Section>> of(byte[] file) {
    try {
      return ElfHeader.of(file).map(elf -> new ElfSections(file, elf).all());
    } catch (IndexOutOfBoundsException e) {
      // A number points outside of the file.
      return Optional.empty();
    }
  }

  private List<Section> all() {
    int names = count == 0 ? 0 : header(elf.shortAt(0x32, 0x3e));
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int header = header(i);
      int type = elf.intAt(header + 4, header + 4);
      if (type != TYPE_NULL && type != TYPE_NO_BITS) {
        int offset = offset(header);
        int bytes = position(elf.wordAt(header + 0x14, header + 0x20));
        if (bytes > file.length - offset) {
          throw new IndexOutOfBoundsException("a section ends behind the file");
        }
        sections.add(new Section(name(names, elf.intAt(header, header)), offset, bytes));
      }
    }
    return sections;
  }

  private int header(int number) {
    return position(table + (long) number * entryBytes);
  }

  private int offset(int header) {
    return position(elf.wordAt(header + 0x10, header + 0x18));
  }

  private int position(long value) {
    if (value < 0 || value > file.length) {
      throw new IndexOutOfBoundsException("a position outside of the file");
    }
    return (int) value;
  }

  private String name(int names, int index) {
    int start = position(offset(names) + (index & 0xffff_ffffL));
    for (int end = start; end < file.length && end <= start + LONGEST_NAME; end++) {
      if (file[end] == 0) {
        return new String(file, start, end - start, StandardCharsets.US_ASCII);
      }
    }
    return "";
  }
}
