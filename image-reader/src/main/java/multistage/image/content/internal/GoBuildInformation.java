package multistage.image.content.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import multistage.image.SoftwarePackage;

/**
 * Which modules a Go program was built from, as its linker wrote it into the section {@code
 * .go.buildinfo}, and {@code go version -m} shows it. In a program without a table of sections it
 * stands at the beginning of the data that can be written to. Programs of Go 1.17 and older have
 * pointers there instead of texts.
 *
 * @see <a href="https://github.com/golang/go/blob/go1.27/src/debug/buildinfo/buildinfo.go">The
 *     format's description in Go, debug/buildinfo</a>
 * @see <a href="https://pkg.go.dev/runtime/debug#BuildInfo">What its lines mean</a>
 */
final class GoBuildInformation {
  /** The standard library isn't a module, but scanners look for its vulnerabilities, too. */
  private static final String STANDARD_LIBRARY = "stdlib";

  private static final String MAGIC = "\u00ff Go buildinf:";
  private static final int ALIGNMENT = 16;
  private static final int POINTER_BYTES_OFFSET = 14;
  private static final int FLAGS_OFFSET = 15;
  private static final int BIG_ENDIAN = 1;
  private static final int TEXTS_FOLLOW = 2;
  private static final int TEXTS_OFFSET = 32;

  /** What stands before and behind the modules' lines, for who searches the whole program. */
  private static final int SENTINEL_BYTES = 16;

  /** What is looked at of a section: Kubernetes' has 30 KB. */
  static final int MOST_SECTION_BYTES = 1 << 20;

  private GoBuildInformation() {}

  /** The modules, the standard library first; none when that isn't what the section holds. */
  static List<SoftwarePackage> packages(byte[] section) {
    if (section.length < TEXTS_OFFSET
        || !hasMagic(section, 0)
        || (section[FLAGS_OFFSET] & TEXTS_FOLLOW) == 0) {
      return List.of();
    }
    ByteBuffer texts = ByteBuffer.wrap(section).position(TEXTS_OFFSET);
    return text(texts).map(version -> packages(version, text(texts))).orElse(List.of());
  }

  /**
   * The same from a program whose sections don't lead there: looks where Go's own reader does, for
   * the mark with which the information begins.
   */
  static List<SoftwarePackage> search(byte[] program) {
    Optional<ElfSegments> segments = ElfSegments.of(program);
    if (segments.isEmpty()) {
      return List.of();
    }
    return segments.get().writable().stream()
        .map(part -> search(program, (int) part.offset(), (int) part.end(), segments))
        .filter(packages -> !packages.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /**
   * The same from the beginning of the data that a program may change, if no more of it is kept.
   * What Go 1.17 and older wrote can't be read then: its pointers lead elsewhere.
   */
  static List<SoftwarePackage> searchData(byte[] data) {
    return search(data, 0, data.length, Optional.empty());
  }

  private static List<SoftwarePackage> search(
      byte[] bytes, int from, int end, Optional<ElfSegments> segments) {
    for (int at = from; at + TEXTS_OFFSET <= end; at += ALIGNMENT) {
      if (hasMagic(bytes, at)) {
        int start = at;
        List<SoftwarePackage> packages =
            (bytes[at + FLAGS_OFFSET] & TEXTS_FOLLOW) != 0
                ? packages(Arrays.copyOfRange(bytes, at, Math.min(end, at + MOST_SECTION_BYTES)))
                : segments.map(all -> behindPointers(bytes, start, all)).orElse(List.of());
        if (!packages.isEmpty()) {
          return packages;
        }
      }
    }
    return List.of();
  }

  /** As Go 1.13 to 1.17 wrote it: two pointers to pairs of a pointer and a length. */
  private static List<SoftwarePackage> behindPointers(
      byte[] program, int at, ElfSegments segments) {
    int bytes = program[at + POINTER_BYTES_OFFSET];
    boolean isBigEndian = (program[at + FLAGS_OFFSET] & BIG_ENDIAN) != 0;
    Optional<String> version = segments.text(at + 16, bytes, isBigEndian, MOST_SECTION_BYTES);
    return version
        .filter(text -> text.startsWith("go") || text.startsWith("devel"))
        .map(
            text ->
                packages(
                    text, segments.text(at + 16 + bytes, bytes, isBigEndian, MOST_SECTION_BYTES)))
        .orElse(List.of());
  }

  private static List<SoftwarePackage> packages(String version, Optional<String> modules) {
    List<SoftwarePackage> packages = new ArrayList<>();
    // Behind a blank are the experiments that were switched on.
    add(packages, STANDARD_LIBRARY, version.split(" ", 2)[0]);
    modules
        .filter(lines -> lines.length() > 2 * SENTINEL_BYTES)
        .map(lines -> lines.substring(SENTINEL_BYTES, lines.length() - SENTINEL_BYTES))
        .ifPresent(lines -> addModules(packages, lines));
    return packages;
  }

  private static boolean hasMagic(byte[] bytes, int at) {
    for (int i = 0; i < MAGIC.length(); i++) {
      if ((bytes[at + i] & 0xff) != MAGIC.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** A length in groups of seven bits, the lowest first, and so many bytes. */
  private static Optional<String> text(ByteBuffer texts) {
    long length = 0;
    for (int shift = 0; ; shift += 7) {
      if (!texts.hasRemaining() || shift > 28) {
        return Optional.empty();
      }
      byte group = texts.get();
      length |= (group & 0x7fL) << shift;
      if (group >= 0) {
        break;
      }
    }
    if (length > texts.remaining()) {
      return Optional.empty();
    }
    byte[] text = new byte[(int) length];
    texts.get(text);
    // The sentinels aren't UTF-8: so one byte is one character here.
    return Optional.of(new String(text, ISO_8859_1));
  }

  private static void addModules(List<SoftwarePackage> packages, String lines) {
    String[] module = {};
    for (String line : Records.lines(new String(lines.getBytes(ISO_8859_1), UTF_8))) {
      String[] fields = line.split("\t", -1);
      if (fields[0].equals("=>") && module.length > 0 && fields.length > 2) {
        // A module in a folder has no name but the one that it replaces.
        boolean isFolder = fields[1].startsWith(".") || fields[1].startsWith("/");
        module = isFolder ? new String[] {"", module[1], "(devel)"} : fields;
        continue;
      }
      addModule(packages, module);
      boolean isModule = fields[0].equals("mod") || fields[0].equals("dep");
      module = isModule && fields.length > 2 ? fields : new String[] {};
    }
    addModule(packages, module);
  }

  private static void addModule(List<SoftwarePackage> packages, String[] fields) {
    if (fields.length > 0) {
      add(packages, fields[1], fields[2]);
    }
  }

  private static void add(List<SoftwarePackage> packages, String name, String version) {
    Records.softwarePackage(SoftwarePackage.Type.GO_MODULE, name, version, Optional.empty())
        .ifPresent(packages::add);
  }
}
