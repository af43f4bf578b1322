package multistage.image.content.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.FileFacts;
import multistage.image.SoftwarePackage;

/**
 * What Alpine's apk notes of the packages it has installed: a letter, a colon and a value on each
 * line, an empty line after each package.
 *
 * @see <a href="https://wiki.alpinelinux.org/wiki/Apk_spec#Installed_Database_V2">Alpine's
 *     description of the format</a>
 */
final class ApkRecords {
  private ApkRecords() {}

  /** The packages, and all their files. */
  static Optional<FileFacts> packages(String text) {
    List<SoftwarePackage> packages = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    Map<String, String> fields = new HashMap<>();
    String folder = "";
    for (String line : Records.lines(text)) {
      if (line.isBlank()) {
        softwarePackage(fields).ifPresent(packages::add);
        fields.clear();
        folder = "";
      } else if (line.startsWith("F:")) {
        folder = line.substring(2);
      } else if (line.startsWith("R:")) {
        paths.add(folder.isEmpty() ? line.substring(2) : folder + "/" + line.substring(2));
      } else if (line.startsWith("P:") || line.startsWith("V:") || line.startsWith("o:")) {
        fields.put(line.substring(0, 1), line.substring(2).strip());
      }
    }
    softwarePackage(fields).ifPresent(packages::add);
    return packages.isEmpty() ? Optional.empty() : Records.of(packages, paths);
  }

  private static Optional<SoftwarePackage> softwarePackage(Map<String, String> fields) {
    String name = fields.getOrDefault("P", "");
    return Records.softwarePackage(
        SoftwarePackage.Type.APK,
        name,
        fields.getOrDefault("V", ""),
        Optional.ofNullable(fields.get("o")).filter(origin -> !origin.equals(name)));
  }
}
