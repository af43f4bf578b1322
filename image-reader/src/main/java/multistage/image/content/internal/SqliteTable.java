package multistage.image.content.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of a table in an SQLite file, for tables as simple as rpm's: a number and a blob. Each
 * page is read once at most.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html">SQLite, Database File Format</a>
 */
final class SqliteTable {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int FILE_HEADER_BYTES = 100;
  private static final int INTERIOR = 5;
  private static final int LEAF = 13;
  private static final int MIN_PAGE_BYTES = 512;

  private final ByteBuffer file;
  private final int pageBytes;
  private final int usable;
  private final BitSet seen = new BitSet();

  /**
   * Reads no page yet.
   *
   * @throws IndexOutOfBoundsException when the file can't have pages of the size that it states
   */
  SqliteTable(byte[] content) {
    file = ByteBuffer.wrap(content);
    int stated = file.getShort(16) & 0xffff;
    pageBytes = stated == 1 ? 1 << 16 : stated;
    usable = pageBytes - (file.get(20) & 0xff);
    if (pageBytes < MIN_PAGE_BYTES || Integer.bitCount(pageBytes) != 1 || usable < 480) {
      throw new IndexOutOfBoundsException("no page has that size");
    }
  }

  static boolean isDatabase(byte[] content) {
    return content.length >= FILE_HEADER_BYTES
        && Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /**
   * Gives the last column of every row, where it is a blob.
   *
   * @throws IndexOutOfBoundsException when a number points outside of the file, or in a circle
   */
  void forEachBlob(String table, Consumer<ByteBuffer> action) {
    long[] root = {0};
    // The table of all tables: type, name, its table's name, root page, SQL.
    forEachRow(
        1,
        row -> {
          List<ByteBuffer> columns = columns(row);
          if (columns.size() >= 4
              && text(columns.get(0)).equals("table")
              && text(columns.get(1)).equals(table)) {
            root[0] = number(columns.get(3));
          }
        });
    if (root[0] > 1) {
      forEachRow(
          root[0],
          row -> {
            List<ByteBuffer> columns = columns(row);
            if (!columns.isEmpty() && columns.get(columns.size() - 1).hasRemaining()) {
              action.accept(columns.get(columns.size() - 1));
            }
          });
    }
  }

  private void forEachRow(long root, Consumer<ByteBuffer> action) {
    Deque<Long> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      long number = open.pop();
      int start = start(number);
      int header = start + (number == 1 ? FILE_HEADER_BYTES : 0);
      int type = file.get(header);
      int cells = file.getShort(header + 3) & 0xffff;
      if (type != INTERIOR && type != LEAF) {
        throw new IndexOutOfBoundsException("not a table's page");
      }
      int pointers = header + (type == INTERIOR ? 12 : 8);
      List<Long> children = new ArrayList<>();
      for (int i = 0; i < cells; i++) {
        int cell = start + (file.getShort(pointers + 2 * i) & 0xffff);
        if (cell >= start + usable) {
          throw new IndexOutOfBoundsException("a cell behind its page");
        }
        if (type == INTERIOR) {
          children.add(file.getInt(cell) & 0xffff_ffffL);
        } else {
          action.accept(payload(file.duplicate().position(cell), start));
        }
      }
      if (type == INTERIOR) {
        children.add(file.getInt(header + 8) & 0xffff_ffffL);
        for (int i = children.size() - 1; i >= 0; i--) {
          open.push(children.get(i));
        }
      }
    }
  }

  /** A row; what doesn't fit on its page goes on on others. */
  private ByteBuffer payload(ByteBuffer cell, int pageStart) {
    long bytes = varint(cell);
    varint(cell); // the row's number
    if (bytes < 0 || bytes > file.limit()) {
      throw new IndexOutOfBoundsException("a row longer than the file");
    }
    int most = usable - 35;
    if (bytes <= most) {
      return slice(cell.position(), (int) bytes, pageStart);
    }
    int least = (usable - 12) * 32 / 255 - 23;
    int local = least + (int) ((bytes - least) % (usable - 4));
    local = local <= most ? local : least;
    byte[] row = new byte[(int) bytes];
    slice(cell.position(), local, pageStart).get(row, 0, local);
    long next = file.getInt(cell.position() + local) & 0xffff_ffffL;
    for (int filled = local; filled < row.length; ) {
      int start = start(next);
      next = file.getInt(start) & 0xffff_ffffL;
      int part = Math.min(usable - 4, row.length - filled);
      file.get(start + 4, row, filled, part);
      filled += part;
    }
    return ByteBuffer.wrap(row);
  }

  private ByteBuffer slice(int position, int bytes, int pageStart) {
    if (position + bytes > pageStart + pageBytes) {
      throw new IndexOutOfBoundsException("a row behind its page");
    }
    return file.slice(position, bytes);
  }

  /** Where a page begins that wasn't read before. */
  private int start(long number) {
    if (number < 1 || number * pageBytes > file.limit() || seen.get((int) number)) {
      throw new IndexOutOfBoundsException(
          "a page outside of the file, or one that was there before");
    }
    seen.set((int) number);
    return (int) ((number - 1) * pageBytes);
  }

  /** A row's columns; numbers and texts, too, are the bytes that the row has for them. */
  private static List<ByteBuffer> columns(ByteBuffer row) {
    ByteBuffer header = row.slice();
    long headerBytes = varint(header);
    if (headerBytes < 1 || headerBytes > row.remaining()) {
      throw new IndexOutOfBoundsException("a header longer than its row");
    }
    List<ByteBuffer> columns = new ArrayList<>();
    long at = headerBytes;
    while (header.position() < headerBytes) {
      long type = varint(header);
      long bytes =
          type >= 12
              ? (type - 12) / 2
              : switch ((int) type) {
                case 1, 2, 3, 4 -> type;
                case 5 -> 6;
                case 6, 7 -> 8;
                default -> 0;
              };
      if (type < 0 || at + bytes > row.remaining()) {
        throw new IndexOutOfBoundsException("a column longer than its row");
      }
      columns.add(row.slice(row.position() + (int) at, (int) bytes));
      at += bytes;
    }
    return columns;
  }

  private static String text(ByteBuffer column) {
    return UTF_8.decode(column.duplicate()).toString();
  }

  private static long number(ByteBuffer column) {
    long number = 0;
    for (ByteBuffer rest = column.duplicate(); rest.hasRemaining(); ) {
      number = number << 8 | rest.get() & 0xff;
    }
    return number;
  }

  /** Seven bits a byte, the highest first; the ninth byte has eight. */
  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      byte next = in.get();
      value = value << 7 | next & 0x7f;
      if (next >= 0) {
        return value;
      }
    }
    return value << 8 | in.get() & 0xff;
  }
}
