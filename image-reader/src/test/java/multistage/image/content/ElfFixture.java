package multistage.image.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A 64-bit, little-endian ELF file with nothing but sections, in the making. */
public final class ElfFixture {
  private static final int HEADER_BYTES = 64;
  private static final int SECTION_HEADER_BYTES = 64;
  private static final int PROGBITS = 1;
  private static final int STRTAB = 3;
  private static final int NOBITS = 8;

  private record Section(String name, int type, byte[] content, long size) {}

  private final List<Section> sections = new ArrayList<>();
  private byte[] behindTheHeader = {};

  public ElfFixture section(String name, int bytes) {
    return section(name, new byte[bytes]);
  }

  public ElfFixture section(String name, byte[] content) {
    sections.add(new Section(name, PROGBITS, content, content.length));
    return this;
  }

  /** A section that takes memory, but no place in the file. */
  public ElfFixture sectionInMemory(String name, long bytes) {
    sections.add(new Section(name, NOBITS, new byte[0], bytes));
    return this;
  }

  /** A section whose header states another size than the content's. */
  public ElfFixture lyingSection(String name, long bytes) {
    sections.add(new Section(name, PROGBITS, new byte[0], bytes));
    return this;
  }

  /** With the mark that upx leaves. */
  public ElfFixture packedFrom(int bytes) {
    behindTheHeader =
        ByteBuffer.allocate(28)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x12345678)
            .put("UPX!".getBytes(StandardCharsets.US_ASCII))
            .putInt(0)
            .putInt(0)
            .putInt(bytes)
            .putInt(bytes)
            .array();
    return this;
  }

  public byte[] bytes() {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    names.write(0);
    List<Section> all = new ArrayList<>(sections);
    all.add(new Section(".shstrtab", STRTAB, new byte[0], 0));
    List<Integer> nameOffsets = new ArrayList<>();
    for (Section section : all) {
      nameOffsets.add(names.size());
      names.writeBytes(section.name.getBytes(StandardCharsets.US_ASCII));
      names.write(0);
    }
    all.set(all.size() - 1, new Section(".shstrtab", STRTAB, names.toByteArray(), names.size()));
    int contentStart = HEADER_BYTES + behindTheHeader.length;
    int contentBytes = all.stream().mapToInt(section -> section.content.length).sum();
    int headersStart = contentStart + contentBytes;
    ByteBuffer file =
        ByteBuffer.allocate(headersStart + (all.size() + 1) * SECTION_HEADER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
    file.putShort((short) 2).putShort((short) 62).putInt(1);
    file.putLong(0).putLong(0).putLong(headersStart).putInt(0);
    file.putShort((short) HEADER_BYTES).putShort((short) 56).putShort((short) 0);
    file.putShort((short) SECTION_HEADER_BYTES).putShort((short) (all.size() + 1));
    file.putShort((short) all.size());
    file.put(behindTheHeader);
    List<Integer> offsets = new ArrayList<>();
    for (Section section : all) {
      offsets.add(file.position());
      file.put(section.content);
    }
    file.position(headersStart + SECTION_HEADER_BYTES);
    for (int i = 0; i < all.size(); i++) {
      Section section = all.get(i);
      file.putInt(nameOffsets.get(i)).putInt(section.type).putLong(0).putLong(0);
      file.putLong(offsets.get(i)).putLong(section.size).putInt(0).putInt(0).putLong(1).putLong(0);
    }
    return file.array();
  }
}
