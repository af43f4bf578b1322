package multistage.image.content.internal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.FileInside;
import multistage.image.FilePart;
import multistage.image.SoftwarePackage;

/**
 * The file {@code lib/modules} of a Java run-time: which modules are in it, and what its resources
 * would take uncompressed. Its index comes first, so the rest needn't be seen.
 *
 * @see <a
 *     href="https://github.com/openjdk/jdk/blob/jdk-25%2B36/src/java.base/share/native/libjimage/imageFile.hpp">The
 *     format's description in the JDK, imageFile.hpp</a>
 */
public final class JimageExaminer implements Examiner {
  private static final int MAGIC = 0xCAFEDADA;
  private static final int HEADER_BYTES = 28;
  private static final int INT_BYTES = 4;

  /** Far more and longer than a Java run-time has: it has some 70, and they are short. */
  private static final int MOST_MODULES = 1000;

  private static final int LONGEST_NAME = 256;

  /** What stands for a module's name before lists of packages and modules. */
  private static final Set<String> LISTS = Set.of("", "modules", "packages");

  private static final String INDEX = "index";

  private static final int ATTRIBUTE_END = 0;
  private static final int ATTRIBUTE_MODULE = 1;
  private static final int ATTRIBUTE_COMPRESSED = 6;
  private static final int ATTRIBUTE_UNCOMPRESSED = 7;
  private static final int ATTRIBUTES = 8;

  private record Header(ByteOrder order, long tableLength, long locations, long strings) {
    static Optional<Header> of(byte[] start) {
      if (start.length < HEADER_BYTES) {
        return Optional.empty();
      }
      // It is written in the order of the processor that it is for.
      ByteBuffer buffer = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
      if (buffer.getInt(0) != MAGIC) {
        buffer.order(ByteOrder.BIG_ENDIAN);
      }
      if (buffer.getInt(0) != MAGIC) {
        return Optional.empty();
      }
      return Optional.of(
          new Header(
              buffer.order(),
              buffer.getInt(16) & 0xffff_ffffL,
              buffer.getInt(20) & 0xffff_ffffL,
              buffer.getInt(24) & 0xffff_ffffL));
    }

    long offsetsStart() {
      return HEADER_BYTES + tableLength * INT_BYTES;
    }

    long locationsStart() {
      return offsetsStart() + tableLength * INT_BYTES;
    }

    long stringsStart() {
      return locationsStart() + locations;
    }

    long end() {
      return stringsStart() + strings;
    }
  }

  @Override
  public long wants(String path, long length, byte[] start) {
    return Header.of(start).map(Header::end).filter(end -> end <= length).orElse(0L);
  }

  @Override
  public Optional<FileFacts> examine(String path, long length, byte[] content) {
    try {
      return Header.of(content).map(header -> facts(length, content, header));
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      // The index points outside of itself: not what it seemed to be.
      return Optional.empty();
    }
  }

  private static FileFacts facts(long length, byte[] content, Header header) {
    ByteBuffer buffer = ByteBuffer.wrap(content).order(header.order());
    long saved = 0;
    Map<Long, String> modules = new HashMap<>();
    Map<Long, Long> stored = new HashMap<>();
    long[] attributes = new long[ATTRIBUTES];
    for (int i = 0; i < header.tableLength(); i++) {
      int offset = buffer.getInt((int) header.offsetsStart() + i * INT_BYTES);
      Objects.checkIndex(offset, header.locations());
      read(buffer, (int) header.locationsStart() + offset, attributes);
      long compressed = attributes[ATTRIBUTE_COMPRESSED];
      long uncompressed = attributes[ATTRIBUTE_UNCOMPRESSED];
      if (compressed > 0) {
        requireInRange(compressed, length);
        requireInRange(uncompressed, compressed * Examiner.MOST_UNPACKED);
        saved += uncompressed - compressed;
        requireInRange(length + saved, length * Examiner.MOST_UNPACKED);
      }
      stored.merge(
          attributes[ATTRIBUTE_MODULE], compressed > 0 ? compressed : uncompressed, Long::sum);
      // Most resources share few modules: each is read once.
      modules.computeIfAbsent(
          attributes[ATTRIBUTE_MODULE], name -> text(content, header.stringsStart() + name));
      if (modules.size() > MOST_MODULES) {
        throw new IndexOutOfBoundsException("no Java run-time has that many modules");
      }
    }
    return new FileFacts(
            Kind.JIMAGE,
            0,
            saved > 0 ? OptionalLong.of(length + saved) : OptionalLong.empty(),
            modules.values().stream()
                .filter(name -> !LISTS.contains(name))
                .distinct()
                .sorted()
                .map(name -> new SoftwarePackage(SoftwarePackage.Type.JDK_MODULE, name, ""))
                .toList(),
            List.of(),
            List.of())
        .withParts(
            length < FileInside.MIN_FILE_BYTES
                ? List.of()
                : parts(length, header, modules, stored));
  }

  private static List<FilePart> parts(
      long length, Header header, Map<Long, String> modules, Map<Long, Long> stored) {
    PartSums parts = new PartSums();
    parts.add("", INDEX, header.end());
    stored.forEach(
        (module, bytes) ->
            parts.add(
                "", LISTS.contains(modules.get(module)) ? INDEX : modules.get(module), bytes));
    return parts.of(length, "padding");
  }

  private static void requireInRange(long bytes, long most) {
    if (bytes < 0 || bytes > most) {
      throw new IndexOutOfBoundsException("no resource has that length");
    }
  }

  /** Each attribute is a byte with its kind and length, and its value, highest byte first. */
  private static void read(ByteBuffer buffer, int start, long[] attributes) {
    Arrays.fill(attributes, 0);
    int position = start;
    for (int i = 0; i < ATTRIBUTES; i++) {
      int head = buffer.get(position) & 0xff;
      int kind = head >>> 3;
      int bytes = (head & 7) + 1;
      if (kind == ATTRIBUTE_END) {
        return;
      }
      if (kind >= ATTRIBUTES) {
        throw new IndexOutOfBoundsException("attribute " + kind);
      }
      long value = 0;
      for (int j = 1; j <= bytes; j++) {
        value = value << 8 | buffer.get(position + j) & 0xff;
      }
      attributes[kind] = value;
      position += 1 + bytes;
    }
    throw new IndexOutOfBoundsException("more attributes than there are kinds");
  }

  private static String text(byte[] content, long start) {
    int from = Math.toIntExact(Objects.checkIndex(start, (long) content.length));
    for (int end = from; end <= from + LONGEST_NAME; end++) {
      if (content[end] == 0) {
        return new String(content, from, end - from, StandardCharsets.UTF_8);
      }
    }
    throw new IndexOutOfBoundsException("no module has a name that long");
  }
}
