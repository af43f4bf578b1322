package multistage.image;

import com.fasterxml.jackson.annotation.JsonProperty;
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
    @JsonProperty("operating-system")
    OPERATING_SYSTEM,
    /** Debian's dpkg. */
    @JsonProperty("deb")
    DEB,
    /** Alpine's apk. */
    @JsonProperty("apk")
    APK,
    /** A module of a Java run-time image. */
    @JsonProperty("jdk-module")
    JDK_MODULE,
    /** A module that a Go binary says it was built from. */
    @JsonProperty("go-module")
    GO_MODULE,
    /** A jar with the coordinates that its build wrote into it. */
    @JsonProperty("maven")
    MAVEN,
    /** Red Hat's, Fedora's and SUSE's rpm. */
    @JsonProperty("rpm")
    RPM,
    /** A Python distribution, as pip notes it. */
    @JsonProperty("python")
    PYTHON,
    /** A package of Node.js. */
    @JsonProperty("npm")
    NPM,
    /** A Ruby gem. */
    @JsonProperty("gem")
    GEM
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
