package multistage.image.content.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import multistage.image.FilePart;
import multistage.image.SoftwarePackage;
import multistage.image.content.internal.ElfSections.Section;
import multistage.image.content.internal.GoFunctions.Function;

/**
 * What a program or library consists of: section by section, and what is of Go package by package.
 * Go's linker keeps no record of whose the constants are, so that they stay one part.
 */
final class ElfParts {
  private static final String REST = "headers and padding";
  private static final String STANDARD_LIBRARY = "standard library";
  private static final Pattern ESCAPED = Pattern.compile("%([0-9a-f]{2})");

  private ElfParts() {}

  /**
   * The parts, largest first.
   *
   * @param modules those that a Go program says it was built from; none for other programs
   * @return nothing for a program without sections, or with such that overlap
   */
  static List<FilePart> of(byte[] file, List<Section> sections, List<SoftwarePackage> modules) {
    if (sections.isEmpty() || overlap(sections)) {
      return List.of();
    }
    try {
      return parts(file, sections, modules);
    } catch (IndexOutOfBoundsException e) {
      // The table of functions isn't what it seemed to be.
      return parts(file, sections, List.of());
    }
  }

  private static List<FilePart> parts(
      byte[] file, List<Section> sections, List<SoftwarePackage> modules) {
    Optional<Section> text = named(sections, ".text");
    Optional<Section> table =
        named(sections, ".gopclntab").or(() -> named(sections, ".data.rel.ro.gopclntab"));
    List<Function> functions =
        modules.isEmpty() || text.isEmpty() || table.isEmpty()
            ? List.of()
            : GoFunctions.of(file, table.get());
    PartSums parts = new PartSums();
    Map<String, Long> packages = new HashMap<>();
    for (Function function : functions) {
      packages.merge(
          packageOf(function.name()), function.codeBytes() + function.tableBytes(), Long::sum);
    }
    packages.forEach((name, bytes) -> parts.add(moduleOf(name, modules), name, bytes));
    long code = functions.stream().mapToLong(Function::codeBytes).sum();
    long lines = functions.stream().mapToLong(Function::tableBytes).sum();
    for (Section section : sections) {
      long told =
          text.filter(section::equals).isPresent()
              ? code
              : table.filter(section::equals).isPresent() ? lines : 0;
      parts.add("", title(section.name(), told > 0), section.bytes() - told);
    }
    return parts.of(file.length, REST);
  }

  private static Optional<Section> named(List<Section> sections, String name) {
    return sections.stream().filter(section -> section.name().equals(name)).findFirst();
  }

  private static boolean overlap(List<Section> sections) {
    List<Section> sorted =
        sections.stream().sorted(Comparator.comparingInt(Section::offset)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i - 1).offset() + sorted.get(i - 1).bytes() > sorted.get(i).offset()
          && sorted.get(i).bytes() > 0) {
        return true;
      }
    }
    return false;
  }

  /** What is in front of the first dot behind the last slash, type arguments left out. */
  static String packageOf(String function) {
    int arguments = function.indexOf('[');
    String name = arguments < 0 ? function : function.substring(0, arguments);
    int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
    return dot <= 0 || name.startsWith("type:") || name.startsWith("go:")
        ? "functions that are in no package"
        : ESCAPED
            .matcher(name.substring(0, dot))
            .replaceAll((MatchResult code) -> unescaped(code.group(1)));
  }

  private static String unescaped(String code) {
    return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code, 16)));
  }

  private static String moduleOf(String name, List<SoftwarePackage> modules) {
    if (name.equals("main")) {
      return FilePart.OWN;
    }
    boolean isStandard = !name.contains(" ") && !name.split("/", 2)[0].contains(".");
    return modules.stream()
        .map(SoftwarePackage::name)
        .filter(path -> name.equals(path) || name.startsWith(path + "/"))
        .max(Comparator.comparingInt(String::length))
        .orElse(isStandard ? STANDARD_LIBRARY : "");
  }

  private static String title(String section, boolean isRest) {
    if (section.startsWith(".debug_")
        || section.startsWith(".zdebug_")
        || section.equals(".gnu_debugdata")) {
      return "debug information";
    }
    if (section.startsWith(".rel")) {
      return "relocations";
    }
    if (section.startsWith(".gnu.version")) {
      return "names for the linker";
    }
    return switch (section) {
      case ".text" -> isRest ? "other machine code (.text)" : "machine code (.text)";
      case ".gopclntab", ".data.rel.ro.gopclntab" ->
          isRest ? "file names and shared tables of lines" : "tables of lines (.gopclntab)";
      case ".rodata" -> "constants (.rodata)";
      case ".data", ".noptrdata", ".data.rel.ro" -> "initial values of variables";
      case ".symtab", ".strtab" -> "symbol table";
      case ".dynsym", ".dynstr", ".gnu.hash", ".hash" -> "names for the linker";
      case ".eh_frame", ".eh_frame_hdr", ".gcc_except_table" -> "tables of stack frames";
      case "" -> "a section without a name";
      default -> section;
    };
  }
}
