package multistage.sizereport.analysis;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import multistage.sizereport.model.FileFacts;
import multistage.sizereport.model.FileFacts.Kind;
import multistage.sizereport.model.SoftwarePackage;

/**
 * The file {@code lib/modules} of a Java run-time: which modules are in it, and what its resources
 * would take uncompressed. Its index comes first, so the rest needn't be seen.
 *
 * @see <a
 *     href="https://github.com/openjdk/jdk/blob/jdk-25%2B36/src/java.base/share/native/libjimage/imageFile.hpp">The
 *     format's description in the JDK, imageFile.hpp</a>
 */
final class JimageExaminer implements ContentExaminer.Examiner {
  private static final int MAGIC = 0xCAFEDADA;
  private static final int HEADER_BYTES = 28;
  private static final int INT_BYTES = 4;

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
    TreeSet<String> modules = new TreeSet<>();
    long[] attributes = new long[ATTRIBUTES];
    for (int i = 0; i < header.tableLength(); i++) {
      int offset = buffer.getInt((int) header.offsetsStart() + i * INT_BYTES);
      Objects.checkIndex(offset, header.locations());
      read(buffer, (int) header.locationsStart() + offset, attributes);
      if (attributes[ATTRIBUTE_COMPRESSED] > 0) {
        // A resource is a byte array once it is read, so it can't be longer than one.
        Objects.checkIndex(attributes[ATTRIBUTE_UNCOMPRESSED], Integer.MAX_VALUE);
        Objects.checkIndex(attributes[ATTRIBUTE_COMPRESSED], length);
        saved += attributes[ATTRIBUTE_UNCOMPRESSED] - attributes[ATTRIBUTE_COMPRESSED];
      }
      String module = text(content, (int) (header.stringsStart() + attributes[ATTRIBUTE_MODULE]));
      // The other names are lists of packages and modules.
      if (!module.isEmpty() && !module.equals("modules") && !module.equals("packages")) {
        modules.add(module);
      }
    }
    return new FileFacts(
        Kind.JIMAGE,
        0,
        saved > 0 ? OptionalLong.of(length + saved) : OptionalLong.empty(),
        modules.stream()
            .map(name -> new SoftwarePackage(SoftwarePackage.Type.JDK_MODULE, name, ""))
            .toList(),
        List.of(),
        List.of());
  }

  /** Each attribute is a byte with its kind and length, and its value, highest byte first. */
  private static void read(ByteBuffer buffer, int start, long[] attributes) {
    Arrays.fill(attributes, 0);
    int position = start;
    for (int head = buffer.get(position) & 0xff; ; head = buffer.get(position) & 0xff) {
      int kind = head >>> 3;
      int bytes = (head & 7) + 1;
      if (kind == ATTRIBUTE_END) {
        return;
      }
      if (kind >= ATTRIBUTES) {
        throw new IndexOutOfBoundsException("attribute " + kind);
      }
      long value = 0;
      for (int i = 1; i <= bytes; i++) {
        value = value << 8 | buffer.get(position + i) & 0xff;
      }
      attributes[kind] = value;
      position += 1 + bytes;
    }
  }

  private static String text(byte[] content, int start) {
    int end = start;
    while (content[end] != 0) {
      end++;
    }
    return new String(content, start, end - start, StandardCharsets.UTF_8);
  }
}
