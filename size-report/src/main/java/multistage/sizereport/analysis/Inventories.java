package multistage.sizereport.analysis;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import multistage.sizereport.analysis.ImageFiles.StoredFile;
import multistage.sizereport.model.FileEntry;
import multistage.sizereport.model.FileFacts.Kind;
import multistage.sizereport.model.Inventory;
import multistage.sizereport.model.Inventory.Invisible;
import multistage.sizereport.model.SizedPath;
import multistage.sizereport.model.SoftwarePackage;

/** Lists what software is in an image. */
final class Inventories {
  private static final int MOST_FILES = 5;
  private static final Set<Kind> SOFTWARE =
      Set.of(Kind.ELF, Kind.GO_PROGRAM, Kind.JIMAGE, Kind.JAR);

  private Inventories() {}

  static Inventory of(ImageFiles files) {
    List<StoredFile> visible = files.stored().stream().filter(file -> !file.isHidden()).toList();
    return new Inventory(
        visible.stream()
            .flatMap(file -> file.facts().packages().stream())
            .distinct()
            .sorted(
                Comparator.comparing(SoftwarePackage::type)
                    .thenComparing(SoftwarePackage::name)
                    .thenComparing(SoftwarePackage::version))
            .toList(),
        Inspection.shells(files),
        Inspection.setuidFiles(files),
        visible.stream().flatMap(file -> file.facts().users().stream()).toList(),
        invisible(visible));
  }

  private static Invisible invisible(List<StoredFile> visible) {
    Set<String> covered = new HashSet<>();
    for (StoredFile file : visible) {
      covered.addAll(file.facts().coveredPaths());
    }
    PriorityQueue<SizedPath> largest = Explainer.largestQueue();
    long bytes = 0;
    int count = 0;
    for (StoredFile file : visible) {
      FileEntry entry = file.entry();
      if (SOFTWARE.contains(file.facts().kind())
          && !tellsItself(file)
          && !isCovered(entry.path(), covered)) {
        bytes += entry.bytes();
        count++;
        Explainer.keepLargest(largest, new SizedPath(entry.path(), entry.bytes()), MOST_FILES);
      }
    }
    return new Invisible(bytes, count, Explainer.largestFirst(largest));
  }

  /** Scanners read Go's build information and a jar's coordinates, but no Java run-time image. */
  private static boolean tellsItself(StoredFile file) {
    return file.facts().kind() != Kind.JIMAGE && !file.facts().packages().isEmpty();
  }

  /**
   * Debian's records may name a file by the path it had before /bin, /lib and the like became links
   * into /usr.
   */
  private static boolean isCovered(String path, Set<String> covered) {
    return covered.contains(path)
        || (path.startsWith("usr/") && covered.contains(path.substring("usr/".length())))
        || covered.contains("usr/" + path);
  }
}
