package multistage.image;

import java.util.Locale;
import java.util.Optional;

/**
 * A piece of software that a record in the image names.
 *
 * @param type whose record it is
 * @param name its name, as the record has it; with a group before a colon for Maven's
 * @param version its version, empty where the record has none
 * @param source the source package that it was built from, where its name or version is another
 *     one: {@code NAME} or {@code NAME@VERSION}. Distributions publish vulnerabilities by it.
 */
public record SoftwarePackage(Type type, String name, String version, Optional<String> source) {
  /** The kinds of records, and so of packages. */
  public enum Type {
    /** The distribution that {@code os-release} names. */
    OPERATING_SYSTEM,
    /** Debian's dpkg. */
    DEB,
    /** Alpine's apk. */
    APK,
    /** A module of a Java runtime. */
    JDK_MODULE,
    /** A module that a Go binary says it was built from. */
    GO_MODULE,
    /** A jar with the coordinates that its build wrote into it. */
    MAVEN,
    /** Red Hat's, Fedora's and SUSE's rpm. */
    RPM,
    /** A Python distribution, as pip notes it. */
    PYTHON,
    /** A package of Node.js. */
    NPM,
    /** A Ruby gem. */
    GEM;

    /** As reports name it, such as {@code jdk-module}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A package of whose source nothing else is known. */
  public SoftwarePackage(Type type, String name, String version) {
    this(type, name, version, Optional.empty());
  }

  /** Whether a Java module has the run-time's version; jlink takes others' modules as well. */
  public static boolean isJdkModule(String name) {
    return name.startsWith("java.") || name.startsWith("jdk.");
  }
}
