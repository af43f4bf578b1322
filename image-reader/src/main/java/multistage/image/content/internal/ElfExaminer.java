package multistage.image.content.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.FileInside;
import multistage.image.SoftwarePackage;
import multistage.image.content.internal.ElfSections.Section;

/**
 * Programs and libraries: how much of them is for a debugger only, whether upx has packed them, and
 * of which modules Go has built them.
 */
public final class ElfExaminer implements Examiner {
  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};

  /** What upx writes behind the program headers: l_info's magic, and from it to p_filesize. */
  private static final String UPX = "UPX!";

  /** What is kept of a program that is too large to be kept as a whole. */
  private static final int LARGE_BEGINNING_BYTES = 4096;

  /** In programs with parts in C, tables of addresses come before the build information. */
  private static final int LARGE_DATA_BYTES = 32 << 20;

  private static final int UPX_FILE_SIZE_OFFSET = 12;
  private static final int UPX_SEARCH_BYTES = 1024;

  @Override
  public long wants(String path, long length, byte[] start) {
    if (!startsWith(start, MAGIC)) {
      return 0;
    }
    // Of a larger one, the table of what is loaded into memory, which stands at its beginning.
    return length <= Examiner.MOST_BYTES ? length : LARGE_BEGINNING_BYTES;
  }

  /** Where Go's linker writes the build information: the data that can be written to. */
  @Override
  public Optional<Part> further(long length, byte[] beginning) {
    return ElfSegments.firstWritable(beginning)
        .map(
            segment ->
                new Part(segment.offset(), (int) Math.min(segment.bytes(), LARGE_DATA_BYTES)));
  }

  @Override
  public Optional<FileFacts> examine(byte[] beginning, byte[] part) {
    List<SoftwarePackage> packages = GoBuildInformation.searchData(part);
    return Optional.of(
        FileFacts.of(packages.isEmpty() ? Kind.ELF : Kind.GO_PROGRAM).withPackages(packages));
  }

  @Override
  public Optional<FileFacts> examine(String path, long length, byte[] content) {
    long debugBytes = 0;
    byte[] goSection = null;
    List<Section> sections = ElfSections.of(content).orElse(List.of());
    for (Section section : sections) {
      if (isForDebuggers(section.name())) {
        debugBytes += section.bytes();
      } else if (section.name().equals(".go.buildinfo") && goSection == null) {
        int most = Math.min(section.bytes(), GoBuildInformation.MOST_SECTION_BYTES);
        goSection = Arrays.copyOfRange(content, section.offset(), section.offset() + most);
      }
    }
    List<SoftwarePackage> packages =
        goSection == null ? List.of() : GoBuildInformation.packages(goSection);
    if (packages.isEmpty()) {
      packages = GoBuildInformation.search(content);
    }
    FileFacts facts =
        new FileFacts(
            goSection == null && packages.isEmpty() ? Kind.ELF : Kind.GO_PROGRAM,
            // Sections that overlap would be counted twice; no linker writes such.
            debugBytes > length ? 0 : debugBytes,
            unpackedBytes(content),
            packages,
            List.of(),
            List.of(),
            ShellMarks.of(content),
            List.of());
    boolean isWhole = content.length == length && length >= FileInside.MIN_FILE_BYTES;
    return Optional.of(isWhole ? facts.withParts(ElfParts.of(content, sections, packages)) : facts);
  }

  /** What strip takes away; Go's own line table is needed for stack traces, and isn't in it. */
  private static boolean isForDebuggers(String section) {
    return section.equals(".symtab")
        || section.equals(".strtab")
        || section.startsWith(".debug_")
        || section.startsWith(".zdebug_")
        || section.equals(".gnu_debugdata");
  }

  /** The length that upx noted, little-endian on the processors that we know. */
  private static OptionalLong unpackedBytes(byte[] content) {
    int end = Math.min(content.length - UPX_FILE_SIZE_OFFSET - 4, UPX_SEARCH_BYTES);
    byte[] magic = UPX.getBytes(StandardCharsets.US_ASCII);
    for (int i = MAGIC.length; i < end; i++) {
      if (startsWith(content, i, magic)) {
        long size =
            ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(i + UPX_FILE_SIZE_OFFSET)
                & 0xffff_ffffL;
        return size >= content.length && size <= content.length * Examiner.MOST_UNPACKED
            ? OptionalLong.of(size)
            : OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  static boolean startsWith(byte[] bytes, byte[] prefix) {
    return startsWith(bytes, 0, prefix);
  }

  private static boolean startsWith(byte[] bytes, int offset, byte[] prefix) {
    if (bytes.length - offset < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[offset + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
