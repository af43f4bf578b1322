package multistage.image.content.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import multistage.image.FileFacts;
import multistage.image.SoftwarePackage;

/**
 * What Debian's dpkg notes of the packages it has installed. Distroless images have the same in
 * another place: a file for each package below {@code status.d}.
 *
 * @see <a href="https://www.debian.org/doc/debian-policy/ch-controlfields.html">Debian policy,
 *     Control files and their fields</a>
 * @see <a href="https://manpages.debian.org/trixie/dpkg/dpkg.1.en.html">dpkg(1), Files</a>
 */
final class DpkgRecords {
  private static final Pattern SOURCE = Pattern.compile("(\\S+)(?:\\s+\\((\\S+)\\))?");
  // An MD5 digest, and a path from the root.
  private static final Pattern MD5SUM = Pattern.compile("[0-9a-f]{32} [ *](.+)");

  private DpkgRecords() {}

  /** The packages in a status file, without those of which only the configuration is left. */
  static Optional<FileFacts> packages(String text) {
    List<SoftwarePackage> packages = new ArrayList<>();
    Map<String, String> fields = new HashMap<>();
    for (String line : Records.lines(text)) {
      if (line.isBlank()) {
        softwarePackage(fields).ifPresent(packages::add);
        fields.clear();
      } else if (!Character.isWhitespace(line.charAt(0))) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          fields.put(
              line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
      }
    }
    softwarePackage(fields).ifPresent(packages::add);
    return Records.of(packages);
  }

  /** The paths in a list of a package's files: one a line, folders among them. */
  static Optional<FileFacts> files(String text) {
    return Records.covering(text.lines());
  }

  /** The paths in a list of a package's files and their digests. */
  static Optional<FileFacts> md5sums(String text) {
    return Records.covering(
        text.lines()
            .flatMap(
                line -> {
                  Matcher matcher = MD5SUM.matcher(line);
                  return matcher.matches() ? Stream.of(matcher.group(1)) : Stream.empty();
                }));
  }

  private static Optional<SoftwarePackage> softwarePackage(Map<String, String> fields) {
    String status = fields.getOrDefault("status", "");
    if (status.endsWith(" config-files") || status.endsWith(" not-installed")) {
      return Optional.empty();
    }
    return Records.softwarePackage(
        SoftwarePackage.Type.DEB,
        fields.getOrDefault("package", ""),
        fields.getOrDefault("version", ""),
        Optional.ofNullable(fields.get("source")).flatMap(DpkgRecords::source));
  }

  /** {@code NAME} or {@code NAME (VERSION)}, the latter where the version is another one. */
  private static Optional<String> source(String field) {
    Matcher matcher = SOURCE.matcher(field);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String version = matcher.group(2);
    return Optional.of(matcher.group(1) + (version == null ? "" : "@" + version));
  }
}
