package multistage.image;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Why bytes are in an image: what they are there for, as the files themselves tell. */
public enum Cause {
  /** Compilers, linkers, their headers and static libraries, build tools. */
  TOOLCHAIN("toolchain", "compiler and toolchain"),
  /** apt, dpkg, apk and the like, and what they note down. */
  PACKAGE_MANAGER("packageManager", "package manager and its database"),
  /** Shells and commands. */
  SYSTEM_TOOLS("systemTools", "shell and system tools"),
  /** The C library, its loader, and the compiler's own run-time libraries. */
  C_LIBRARY("cLibrary", "C library"),
  /** All other shared libraries of the distribution. */
  SYSTEM_LIBRARIES("systemLibraries", "other system libraries"),
  /** Certificates, time zones, locales, terminal descriptions, configuration. */
  SYSTEM_DATA("systemData", "certificates, time zones, locales, settings"),
  /** The JVM, its native libraries and commands. */
  JVM("jvm", "Java virtual machine"),
  /** Java's class library. */
  JDK_MODULES("jdkModules", "JDK modules"),
  /** What the JVM has prepared for its next start. */
  JVM_CACHES("jvmCaches", "class data and AOT caches"),
  /** What the image is for. */
  PROGRAM("program", "the program itself"),
  /** Libraries that came with the program: jars of others. */
  PROGRAM_LIBRARIES("programLibraries", "the program's libraries"),
  /** Symbol tables and all that only a debugger reads. */
  DEBUG_INFORMATION("debugInformation", "debug information"),
  /** Source code, and what a build leaves beside its result. */
  LEFTOVERS("leftovers", "source and build leftovers"),
  /** What is kept only to be quicker the next time: package lists, downloaded modules. */
  CACHES("caches", "caches"),
  /** Manuals, licenses, change logs. */
  DOCUMENTATION("documentation", "documentation"),
  /**
   * What compression takes away: packed programs and Java modules count with their unpacked size
   * where they belong, and with the difference, which is negative, here.
   */
  COMPRESSION("compression", "compression"),
  /** In a lower layer, but deleted or replaced by a higher one. */
  HIDDEN("hidden", "hidden by a later layer"),
  /** What no rule knows, in the base image's layers. */
  BASE_IMAGE("baseImage", "base image, the rest"),
  /** What no rule knows, in the image's own layers. */
  OTHER("other", "other");

  private final String text;
  private final String title;

  Cause(String text, String title) {
    this.text = text;
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /**
   * The cause of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Cause parse(String text) {
    return Arrays.stream(values())
        .filter(cause -> cause.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no cause "
                        + text
                        + "; there are: "
                        + Arrays.stream(values())
                            .map(Cause::toString)
                            .collect(Collectors.joining(", "))));
  }

  /** As reports and rules name it. */
  @Override
  public String toString() {
    return text;
  }
}
