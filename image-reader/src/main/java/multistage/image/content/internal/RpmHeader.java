package multistage.image.content.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import multistage.image.SoftwarePackage;

/**
 * A package as rpm describes it.
 *
 * @param software its name, its version as {@code EPOCH:VERSION-RELEASE}, and its source package
 * @param paths its files and folders
 * @see <a href="https://rpm-software-management.github.io/rpm/manual/hregions.html">rpm's
 *     reference, Header regions</a>
 * @see <a href="https://rpm-software-management.github.io/rpm/manual/tags.html">rpm's reference,
 *     Tags</a>
 */
record RpmHeader(SoftwarePackage software, List<String> paths) {
  private static final int NAME = 1000;
  private static final int VERSION = 1001;
  private static final int RELEASE = 1002;
  private static final int EPOCH = 1003;
  private static final int SOURCE_RPM = 1044;
  private static final int DIR_INDEXES = 1116;
  private static final int BASE_NAMES = 1117;
  private static final int DIR_NAMES = 1118;

  private static final int TYPE_INT32 = 4;
  private static final int TYPE_STRING = 6;
  private static final int TYPE_STRING_ARRAY = 8;
  private static final int TYPE_I18N_STRING = 9;
  private static final int ENTRY_BYTES = 16;

  private static final Pattern SOURCE = Pattern.compile("(.+)-([^-]+-[^-]+)\\.(?:no)?src\\.rpm");

  private record Entry(int type, int offset, int count) {}

  /**
   * Reads a header.
   *
   * @return nothing when it has no name or version
   * @throws IndexOutOfBoundsException when a number in it points outside of it
   */
  static Optional<RpmHeader> read(ByteBuffer header) {
    ByteBuffer in = header.slice().order(ByteOrder.BIG_ENDIAN);
    int count = in.getInt(0);
    int dataBytes = in.getInt(4);
    long start = 8 + (long) count * ENTRY_BYTES;
    if (count < 0 || dataBytes < 0 || start + dataBytes > in.limit()) {
      throw new IndexOutOfBoundsException("a header longer than its place");
    }
    Map<Integer, Entry> entries = new HashMap<>();
    for (int i = 0; i < count; i++) {
      int at = 8 + i * ENTRY_BYTES;
      entries.putIfAbsent(
          in.getInt(at), new Entry(in.getInt(at + 4), in.getInt(at + 8), in.getInt(at + 12)));
    }
    Data data = new Data(in.slice((int) start, dataBytes).order(ByteOrder.BIG_ENDIAN), entries);
    String version = data.text(VERSION);
    String release = data.text(RELEASE);
    int[] epoch = data.numbers(EPOCH);
    String full =
        (epoch.length == 0 ? "" : (epoch[0] & 0xffff_ffffL) + ":") + version + "-" + release;
    return version.isEmpty()
        ? Optional.empty()
        : Records.softwarePackage(
                SoftwarePackage.Type.RPM,
                data.text(NAME),
                release.isEmpty() ? version : full,
                source(data.text(SOURCE_RPM), data.text(NAME), version + "-" + release))
            .map(software -> new RpmHeader(software, data.paths()));
  }

  /** The source package where its name or version is another one. */
  private static Optional<String> source(String file, String name, String version) {
    Matcher source = SOURCE.matcher(file);
    if (!source.matches()) {
      return Optional.empty();
    }
    if (!source.group(2).equals(version)) {
      return Optional.of(source.group(1) + "@" + source.group(2));
    }
    return source.group(1).equals(name) ? Optional.empty() : Optional.of(source.group(1));
  }

  private record Data(ByteBuffer bytes, Map<Integer, Entry> entries) {
    String text(int tag) {
      List<String> texts = texts(tag, 1);
      return texts.isEmpty() ? "" : texts.get(0);
    }

    /** The texts of that tag, of which each ends with a zero. */
    List<String> texts(int tag, int most) {
      Entry entry = entries.get(tag);
      if (entry == null
          || (entry.type != TYPE_STRING
              && entry.type != TYPE_STRING_ARRAY
              && entry.type != TYPE_I18N_STRING)) {
        return List.of();
      }
      List<String> texts = new ArrayList<>();
      int at = entry.offset;
      for (int i = 0; i < entry.count && i < most; i++) {
        int end = at;
        while (bytes.get(end) != 0) {
          end++;
        }
        byte[] text = new byte[end - at];
        bytes.get(at, text);
        texts.add(new String(text, UTF_8));
        at = end + 1;
      }
      return texts;
    }

    int[] numbers(int tag) {
      Entry entry = entries.get(tag);
      if (entry == null || entry.type != TYPE_INT32) {
        return new int[0];
      }
      if (entry.offset < 0 || entry.count < 0 || entry.offset + 4L * entry.count > bytes.limit()) {
        throw new IndexOutOfBoundsException("numbers outside of a header");
      }
      int[] numbers = new int[entry.count];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = bytes.getInt(entry.offset + 4 * i);
      }
      return numbers;
    }

    /** Each name with the folder whose number stands in the list beside. */
    List<String> paths() {
      List<String> names = texts(BASE_NAMES, Integer.MAX_VALUE);
      List<String> folders = texts(DIR_NAMES, Integer.MAX_VALUE);
      int[] indexes = numbers(DIR_INDEXES);
      List<String> paths = new ArrayList<>();
      long length = 0;
      for (int i = 0; i < names.size() && i < indexes.length; i++) {
        String path = folders.get(indexes[i]) + names.get(i);
        length += path.length();
        // A long folder's name stands here once, and may be meant by every file.
        if (length > MAX_PATHS_LENGTH) {
          throw new IndexOutOfBoundsException("longer paths than any package has");
        }
        if (!names.get(i).isEmpty()) {
          paths.add(path);
        }
      }
      return paths;
    }
  }

  /** Of one package: the kernel's documentation has some 1 MB. */
  private static final long MAX_PATHS_LENGTH = 64L << 20;
}
