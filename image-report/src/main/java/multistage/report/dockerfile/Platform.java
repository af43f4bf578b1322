package multistage.report.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.diagnostic.UserError;

/**
 * What an image runs on.
 *
 * @param system the operating system, such as {@code linux}
 * @param architecture as Go calls it, such as {@code amd64}
 * @param variant such as {@code v7}, or empty
 * @see <a href="https://github.com/containerd/platforms/blob/v1.0.0-rc.5/platforms.go">containerd,
 *     platforms</a>
 */
record Platform(String system, String architecture, String variant) {
  private static final Pattern SYSTEM =
      Pattern.compile("([A-Za-z0-9_-]+)(?:\\([A-Za-z0-9_.%-]*(?:\\+[A-Za-z0-9_.%-]+)*\\))?");
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Set<String> SYSTEMS =
      Set.of(
          "aix",
          "android",
          "darwin",
          "dragonfly",
          "freebsd",
          "hurd",
          "illumos",
          "ios",
          "js",
          "linux",
          "nacl",
          "netbsd",
          "openbsd",
          "plan9",
          "solaris",
          "windows",
          "zos",
          "macos");
  private static final Set<String> ARCHITECTURES =
      Set.of(
          "386",
          "amd64",
          "amd64p32",
          "arm",
          "armbe",
          "arm64",
          "arm64be",
          "ppc64",
          "ppc64le",
          "loong64",
          "mips",
          "mipsle",
          "mips64",
          "mips64le",
          "mips64p32",
          "mips64p32le",
          "ppc",
          "riscv",
          "riscv64",
          "s390",
          "s390x",
          "sparc",
          "sparc64",
          "wasm");

  /** What containers on this machine run on, on macOS and Windows as well. */
  static Platform ofThisMachine() {
    return new Platform("linux", architecture(System.getProperty("os.arch")), "");
  }

  /**
   * Reads a platform.
   *
   * @throws UserError when it is none
   */
  static Platform read(String written) {
    String[] parts = written.split("/", 4);
    boolean ok =
        SYSTEM.matcher(parts[0]).matches()
            && Stream.of(parts).skip(1).allMatch(part -> PART.matcher(part).matches())
            && parts.length <= 3;
    String first = parts[0].replaceFirst("\\(.*", "").toLowerCase(Locale.ROOT);
    if (ok && parts.length == 1) {
      if (SYSTEMS.contains(first)) {
        return new Platform(first, ofThisMachine().architecture(), "");
      }
      String architecture = architecture(parts[0]);
      ok = ARCHITECTURES.contains(architecture);
      if (ok) {
        return new Platform("linux", architecture, variant(parts[0], ""));
      }
    }
    if (!ok) {
      throw new UserError(
          "\"" + written + "\" is no platform", "write one such as linux/arm64 or $BUILDPLATFORM");
    }
    String variant = parts.length == 3 ? parts[2].toLowerCase(Locale.ROOT) : "";
    return new Platform(first, architecture(parts[1]), variant(parts[1], variant));
  }

  private static String architecture(String written) {
    String lower = written.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "i386" -> "386";
      case "x86_64", "x86-64" -> "amd64";
      case "aarch64" -> "arm64";
      case "armhf", "armel" -> "arm";
      default -> lower;
    };
  }

  private static String variant(String architecture, String variant) {
    return switch (architecture.toLowerCase(Locale.ROOT)) {
      case "armel" -> "v6";
      case "armhf" -> "";
      case "arm" -> variant.matches("[5678]") ? "v" + variant : variant;
      case "x86_64", "x86-64", "amd64" -> variant.equals("v1") ? "" : variant;
      default -> variant;
    };
  }

  /**
   * The variables that there are before the first {@code FROM}.
   *
   * @param build what the build runs on
   * @param target what the image is for
   * @param stage the stage that is built, {@code default} if it has no name
   * @see <a
   *     href="https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope">Dockerfile
   *     reference, Automatic platform ARGs</a>
   */
  static Map<String, String> variables(Platform build, Platform target, String stage) {
    return Map.ofEntries(
        Map.entry("BUILDPLATFORM", build.toString()),
        Map.entry("BUILDOS", build.system()),
        Map.entry("BUILDOSVERSION", ""),
        Map.entry("BUILDARCH", build.architecture()),
        Map.entry("BUILDVARIANT", build.variant()),
        Map.entry("TARGETPLATFORM", target.toString()),
        Map.entry("TARGETOS", target.system()),
        Map.entry("TARGETOSVERSION", ""),
        Map.entry("TARGETARCH", target.architecture()),
        Map.entry("TARGETVARIANT", target.variant()),
        Map.entry("TARGETSTAGE", stage));
  }

  @Override
  public String toString() {
    return List.of(system, architecture, variant).stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("/"));
  }
}
