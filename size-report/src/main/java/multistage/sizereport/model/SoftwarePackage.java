package multistage.sizereport.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A piece of software that a record in the image names.
 *
 * @param type whose record it is
 * @param name its name, as the record has it; with a group before a colon for Maven's
 * @param version its version, empty where the record has none
 */
public record SoftwarePackage(Type type, String name, String version) {
  /** The kinds of records, and so of packages. */
  public enum Type {
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
    /** A jar with the coordinates that Maven wrote into it. */
    @JsonProperty("maven")
    MAVEN
  }
}
