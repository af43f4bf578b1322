package multistage.image.content.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The functions of a Go program, as its table of lines names them: each program has that table for
 * its stack traces, also one that was stripped. Programs of Go 1.18 and later are read.
 *
 * @see <a href="https://github.com/golang/go/blob/go1.26.0/src/debug/gosym/pclntab.go">The table's
 *     description in Go, debug/gosym</a>
 * @see <a href="https://github.com/golang/go/blob/go1.26.0/src/runtime/runtime2.go">A function's
 *     record in it, runtime._func</a>
 */
final class GoFunctions {
  /**
   * A function.
   *
   * @param name with its package, as in {@code net/http.(*Server).Serve}
   * @param codeBytes from where it begins to where the next one does
   * @param tableBytes what the table has for it alone, or for it first
   */
  record Function(String name, long codeBytes, long tableBytes) {}

  private static final int GO_1_18 = 0xfffffff0;
  private static final int GO_1_20 = 0xfffffff1;
  private static final int INT_BYTES = 4;
  private static final int ENTRY_BYTES = 2 * INT_BYTES;

  /** Longer than any name that the compiler makes. */
  private static final int LONGEST_NAME = 1 << 16;

  private final ByteBuffer table;
  private final int names;
  private final int values;
  private final int functions;
  private final int count;

  /** A record without the offsets behind it. */
  private final int recordBytes;

  private GoFunctions(ByteBuffer table) {
    this.table = table;
    boolean isLong = table.get(7) == Long.BYTES;
    names = word(isLong, 3);
    values = word(isLong, 6);
    functions = word(isLong, 7);
    count = word(isLong, 0);
    recordBytes = table.getInt(0) == GO_1_18 ? 40 : 44;
    Objects.checkFromIndexSize(functions, (long) count * ENTRY_BYTES, table.limit());
  }

  /**
   * All functions, in the order of their code.
   *
   * @return none when the table is of another version, or isn't one
   */
  static List<Function> of(byte[] file, ElfSections.Section section) {
    ByteBuffer table =
        ByteBuffer.wrap(file, section.offset(), section.bytes())
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN);
    if (section.bytes() < 8 || !isKnown(table)) {
      return List.of();
    }
    try {
      return new GoFunctions(table).all();
    } catch (IndexOutOfBoundsException e) {
      return List.of();
    }
  }

  private static boolean isKnown(ByteBuffer table) {
    if (table.get(0) == (byte) 0xff) {
      table.order(ByteOrder.BIG_ENDIAN);
    }
    int magic = table.getInt(0);
    return magic == GO_1_18 || magic == GO_1_20;
  }

  private int word(boolean isLong, int number) {
    long value =
        isLong ? table.getLong(8 + number * 8) : table.getInt(8 + number * 4) & 0xffff_ffffL;
    return (int) Objects.checkIndex(value, (long) table.limit());
  }

  private List<Function> all() {
    // What several functions have in common is there once, and counts for the first of them.
    NavigableMap<Integer, Integer> firstUse = new TreeMap<>();
    long[] bytes = new long[count];
    for (int i = 0; i < count; i++) {
      int record = record(i);
      int data = table.getInt(record + 28);
      int more = table.get(record + recordBytes - 1) & 0xff;
      if (data < 0 || data > table.limit() / INT_BYTES) {
        throw new IndexOutOfBoundsException("no function has that many tables");
      }
      bytes[i] = ENTRY_BYTES + recordBytes + (long) INT_BYTES * (data + more);
      for (int field = 16; field < 28; field += INT_BYTES) {
        firstUse.putIfAbsent(table.getInt(record + field), i);
      }
      for (int j = 0; j < data; j++) {
        firstUse.putIfAbsent(table.getInt(record + recordBytes + j * INT_BYTES), i);
      }
    }
    int end = functions - values;
    for (Map.Entry<Integer, Integer> use : firstUse.descendingMap().entrySet()) {
      // 0 stands for a table that isn't there.
      if (use.getKey() > 0 && use.getKey() < end) {
        bytes[use.getValue()] += end - use.getKey();
        end = use.getKey();
      }
    }
    Set<Integer> named = new HashSet<>();
    List<Function> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = table.getInt(record(i) + INT_BYTES);
      byte[] name = name(at);
      all.add(
          new Function(
              new String(name, UTF_8),
              entry(i + 1) - entry(i),
              bytes[i] + (named.add(at) ? name.length + 1 : 0)));
    }
    return all;
  }

  /** Where a function begins, counted from the first; behind the last one is where it ends. */
  private long entry(int function) {
    return table.getInt(functions + function * ENTRY_BYTES) & 0xffff_ffffL;
  }

  private int record(int function) {
    int offset = table.getInt(functions + function * ENTRY_BYTES + INT_BYTES);
    return functions + Objects.checkIndex(offset, table.limit() - functions);
  }

  private byte[] name(int offset) {
    int start = names + Objects.checkIndex(offset, table.limit() - names);
    for (int end = start; end <= start + LONGEST_NAME; end++) {
      if (table.get(end) == 0) {
        byte[] name = new byte[end - start];
        table.get(start, name);
        return name;
      }
    }
    throw new IndexOutOfBoundsException("no function has a name that long");
  }
}
