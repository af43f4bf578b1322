package multistage.image.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** An rpm database in rpm's own form, or in SQLite's, in the making. */
public final class RpmFixture {
  private static final int PAGE_BYTES = 4096;

  private RpmFixture() {}

  /** A database with a package of two files. */
  public static byte[] database() {
    return ndb(
        header("bash", "5.1.8", "9.el9", 1, "bash-5.1.8-9.el9.src.rpm", "/usr/bin/", "bash", "sh"));
  }

  /** The same in SQLite's form. */
  public static byte[] sqliteDatabase() {
    return sqlite(
        header("bash", "5.1.8", "9.el9", 1, "bash-5.1.8-9.el9.src.rpm", "/usr/bin/", "bash", "sh"));
  }

  /** A package's header, with files in one folder. */
  public static byte[] header(
      String name,
      String version,
      String release,
      int epoch,
      String source,
      String folder,
      String... files) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    List<int[]> entries = new ArrayList<>();
    text(entries, data, 1000, 6, name);
    text(entries, data, 1001, 6, version);
    text(entries, data, 1002, 6, release);
    text(entries, data, 1044, 6, source);
    text(entries, data, 1117, 8, files);
    text(entries, data, 1118, 8, folder);
    while (data.size() % 4 != 0) {
      data.write(0);
    }
    entries.add(new int[] {1003, 4, data.size(), 1});
    data.writeBytes(ByteBuffer.allocate(4).putInt(epoch).array());
    entries.add(new int[] {1116, 4, data.size(), files.length});
    data.writeBytes(new byte[4 * files.length]);
    ByteBuffer header = ByteBuffer.allocate(8 + 16 * entries.size() + data.size());
    header.putInt(entries.size()).putInt(data.size());
    entries.forEach(
        entry -> header.putInt(entry[0]).putInt(entry[1]).putInt(entry[2]).putInt(entry[3]));
    return header.put(data.toByteArray()).array();
  }

  private static void text(
      List<int[]> entries, ByteArrayOutputStream data, int tag, int type, String... texts) {
    entries.add(new int[] {tag, type, data.size(), texts.length});
    for (String text : texts) {
      data.writeBytes(text.getBytes(UTF_8));
      data.write(0);
    }
  }

  /** A database with these headers. */
  public static byte[] ndb(byte[]... headers) {
    int length = PAGE_BYTES;
    for (byte[] header : headers) {
      length += 16 + (header.length + 15) / 16 * 16;
    }
    ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RpmP".getBytes(UTF_8)).putInt(0).putInt(1).putInt(1);
    int at = PAGE_BYTES;
    for (int i = 0; i < headers.length; i++) {
      file.position(32 + 16 * i);
      file.put("Slot".getBytes(UTF_8)).putInt(i + 1).putInt(at / 16);
      file.position(at);
      file.put("BlbS".getBytes(UTF_8)).putInt(i + 1).putInt(1).putInt(headers[i].length);
      file.put(headers[i]);
      at += 16 + (headers[i].length + 15) / 16 * 16;
    }
    return file.array();
  }

  /**
   * A database of two pages: the table of tables, and one with this header, which has to fit.
   *
   * @see <a href="https://www.sqlite.org/fileformat2.html">SQLite, Database File Format</a>
   */
  public static byte[] sqlite(byte[] header) {
    ByteBuffer file = ByteBuffer.allocate(2 * PAGE_BYTES);
    file.put("SQLite format 3\0".getBytes(UTF_8)).putShort((short) PAGE_BYTES);
    byte[] tables = "tablePackagesPackages\2".getBytes(UTF_8);
    // Three texts, a number of one byte, and an empty text.
    page(file, 0, 100, new byte[] {6, 23, 29, 29, 1, 13}, tables);
    // Nothing for the row's own number, and a blob.
    int blob = 12 + 2 * header.length;
    page(
        file,
        PAGE_BYTES,
        0,
        new byte[] {4, 0, (byte) (blob >> 7 | 0x80), (byte) (blob & 0x7f)},
        header);
    return file.array();
  }

  /** A leaf with one row, whose number is 1, at the page's end. */
  private static void page(ByteBuffer file, int start, int before, byte[] types, byte[] values) {
    int bytes = types.length + values.length;
    int cell = PAGE_BYTES - bytes - 3;
    file.put(start + before, (byte) 13).putShort(start + before + 3, (short) 1);
    file.putShort(start + before + 5, (short) cell).putShort(start + before + 8, (short) cell);
    file.position(start + cell);
    file.put((byte) (bytes >> 7 | 0x80)).put((byte) (bytes & 0x7f)).put((byte) 1);
    file.put(types).put(values);
  }
}
