package multistage.report.render.image;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import multistage.image.Cause;
import multistage.image.CauseShare;
import multistage.image.Image;

/** What an image's bytes are there for, in the few parts that a bar can show. */
public enum Purpose {
  PROGRAM("your program", "your program", "your program"),
  DEBUG("debug information", "the debug information", "the debug information"),
  JAVA("Java runtime", "the JDK", "a Java runtime"),
  SYSTEM("operating system", "the operating system", "parts of the operating system"),
  BUILD("compiler, sources, caches", "the compiler", "parts of the compiler"),
  REST("replaced or unknown", "the hidden files", "the hidden files");

  private final String title;
  private final String gone;
  private final String left;

  Purpose(String title, String gone, String left) {
    this.title = title;
    this.gone = gone;
    this.left = left;
  }

  /** For a legend. */
  public String title() {
    return title;
  }

  /** For a sentence on what went. */
  public String gone() {
    return gone;
  }

  /** For a sentence on what stayed. */
  public String left() {
    return left;
  }

  /** As the style sheet names it. */
  public String style() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Purpose of(Cause cause) {
    return switch (cause) {
      case PROGRAM, PROGRAM_LIBRARIES -> PROGRAM;
      case DEBUG_INFORMATION -> DEBUG;
      case JVM, JDK_MODULES, JVM_CACHES -> JAVA;
      case PACKAGE_MANAGER,
          SYSTEM_TOOLS,
          C_LIBRARY,
          SYSTEM_LIBRARIES,
          SYSTEM_DATA,
          DOCUMENTATION,
          BASE_IMAGE ->
          SYSTEM;
      case TOOLCHAIN, LEFTOVERS, CACHES -> BUILD;
      case COMPRESSION, HIDDEN, OTHER -> REST;
    };
  }

  /**
   * An image's file bytes by purpose. What compression takes away is taken from what was
   * compressed: Java's modules where there are any, else the program.
   */
  public static Map<Purpose, Long> of(Image image) {
    return of(image.explanation().causes());
  }

  /** The same for a part of an image. */
  public static Map<Purpose, Long> of(List<CauseShare> causes) {
    Map<Purpose, Long> bytes = new EnumMap<>(Purpose.class);
    Arrays.stream(values()).forEach(purpose -> bytes.put(purpose, 0L));
    for (CauseShare share : causes) {
      Purpose purpose = of(share.cause() == Cause.COMPRESSION ? compressed(causes) : share.cause());
      bytes.merge(purpose, share.fileBytes(), Long::sum);
    }
    return bytes;
  }

  /** What was compressed, if anything was. */
  public static Cause compressed(List<CauseShare> causes) {
    return causes.stream().anyMatch(share -> share.cause() == Cause.JDK_MODULES)
        ? Cause.JDK_MODULES
        : Cause.PROGRAM;
  }
}
