package multistage.image.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Map;

/** The build information that Go's linker writes into a program. */
public final class GoFixture {
  /** What each function's record takes. */
  public static final int RECORD_BYTES = 44;

  /** A table that all functions have in common. */
  public static final int SHARED_BYTES = 10;

  private static final int LINE_TABLE_HEADER_BYTES = 72;

  private GoFixture() {}

  /** A program with nothing but its build information. */
  public static byte[] program(String version, String lines) {
    return new ElfFixture().section(".go.buildinfo", section(version, lines)).bytes();
  }

  /**
   * The section {@code .gopclntab} of Go 1.20 and later.
   *
   * @param functions how many bytes of code each has
   */
  public static byte[] lineTable(Map<String, Integer> functions) {
    byte[] names = String.join("\0", functions.keySet()).concat("\0").getBytes(UTF_8);
    int values = LINE_TABLE_HEADER_BYTES + names.length;
    // A table of values that all functions share, behind the byte that stands for none.
    int start = values + 1 + SHARED_BYTES;
    int records = (functions.size() * 2 + 1) * 4;
    ByteBuffer table =
        ByteBuffer.allocate(start + records + functions.size() * RECORD_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    table.putInt(0xfffffff1).put(new byte[] {0, 0, 1, 8}).putLong(functions.size()).putLong(0);
    table.putLong(0).putLong(LINE_TABLE_HEADER_BYTES).putLong(values).putLong(values);
    table.putLong(values).putLong(start).put(names).position(start);
    int code = 0;
    int name = 0;
    int record = records;
    for (Map.Entry<String, Integer> function : functions.entrySet()) {
      table.putInt(code).putInt(record);
      table.putInt(start + record, code).putInt(start + record + 4, name);
      table.putInt(start + record + 16, 1);
      code += function.getValue();
      name += function.getKey().getBytes(UTF_8).length + 1;
      record += RECORD_BYTES;
    }
    return table.putInt(code).array();
  }

  /** The section {@code .go.buildinfo} of that Go version, with these lines on modules. */
  public static byte[] section(String version, String lines) {
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    section.writeBytes("\u00ff Go buildinf:".getBytes(ISO_8859_1));
    section.write(8); // a pointer's bytes
    section.write(2); // texts follow
    section.writeBytes(new byte[16]);
    text(section, version.getBytes(UTF_8));
    ByteArrayOutputStream modules = new ByteArrayOutputStream();
    if (!lines.isEmpty()) {
      modules.writeBytes(HexFormat.of().parseHex("3077af0c9274080241e1c107e6d618e6"));
      modules.writeBytes(lines.getBytes(UTF_8));
      modules.writeBytes(HexFormat.of().parseHex("f932433186182072008242104116d8f2"));
    }
    text(section, modules.toByteArray());
    return section.toByteArray();
  }

  private static void text(ByteArrayOutputStream section, byte[] text) {
    int length = text.length;
    for (; length >= 0x80; length >>>= 7) {
      section.write(length & 0x7f | 0x80);
    }
    section.write(length);
    section.writeBytes(text);
  }
}
