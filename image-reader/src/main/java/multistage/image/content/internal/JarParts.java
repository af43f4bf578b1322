package multistage.image.content.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import multistage.image.FilePart;

/**
 * What a jar consists of: its classes package by package, other files folder by folder, and each
 * jar inside it. An entry takes what is from its beginning to that of the next one.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">.ZIP File Format
 *     Specification, sections 4.3.12 and 4.3.16</a>
 */
final class JarParts {
  private static final int ENTRY_MAGIC = 0x02014b50;
  private static final int ENTRY_BYTES = 46;

  /** Where classes are that aren't in the archive's root. */
  private static final Pattern CLASSES =
      Pattern.compile("^(?:BOOT-INF/classes/|WEB-INF/classes/|META-INF/versions/\\d+/)");

  private JarParts() {}

  /**
   * The parts, largest first.
   *
   * @return nothing where the archive's directory isn't legible
   */
  static List<FilePart> of(byte[] file) {
    ByteBuffer zip = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    try {
      return ZipStart.end(zip).map(end -> parts(zip, end)).orElse(List.of());
    } catch (IndexOutOfBoundsException e) {
      return List.of();
    }
  }

  private static List<FilePart> parts(ByteBuffer zip, int end) {
    int directory = end - zip.getInt(end + 12);
    int count = zip.getShort(end + 10) & 0xffff;
    long shift = directory - (zip.getInt(end + 16) & 0xffff_ffffL);
    NavigableMap<Long, String> entries = new TreeMap<>();
    int at = directory;
    for (int i = 0; i < count; i++) {
      if (zip.getInt(at) != ENTRY_MAGIC) {
        return List.of();
      }
      byte[] name = new byte[zip.getShort(at + 28) & 0xffff];
      zip.get(at + ENTRY_BYTES, name);
      entries.put(
          (zip.getInt(at + 42) & 0xffff_ffffL) + shift, new String(name, StandardCharsets.UTF_8));
      at +=
          ENTRY_BYTES
              + name.length
              + (zip.getShort(at + 30) & 0xffff)
              + (zip.getShort(at + 32) & 0xffff);
    }
    PartSums parts = new PartSums();
    long next = directory;
    for (Map.Entry<Long, String> entry : entries.descendingMap().entrySet()) {
      parts.add("", part(entry.getValue()), next - entry.getKey());
      next = entry.getKey();
    }
    parts.add("", "in front of the archive", next);
    parts.add("", "the archive's directory", zip.limit() - directory);
    return parts.of(zip.limit(), "padding");
  }

  private static String part(String entry) {
    if (entry.endsWith(".jar")) {
      return entry.substring(entry.lastIndexOf('/') + 1);
    }
    String path = CLASSES.matcher(entry).replaceFirst("");
    int slash = path.lastIndexOf('/');
    if (path.startsWith("META-INF/")) {
      return "META-INF";
    }
    if (slash < 0) {
      return "files in no package";
    }
    return path.endsWith(".class")
        ? path.substring(0, slash).replace('/', '.')
        : path.substring(0, slash + 1);
  }
}
