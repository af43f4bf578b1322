package multistage.image.explain;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.FileEntry;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.Inventory;
import multistage.image.Inventory.Invisible;
import multistage.image.SizedPath;
import multistage.image.SoftwarePackage;
import multistage.image.SoftwarePackage.Type;
import multistage.image.explain.ImageFiles.StoredFile;

/**
 * Lists what software is in an image.
 *
 * <p>A program, library, jar or Java run-time is visible to scanners when a package's record lists
 * its path and the package itself is recorded, or when it names itself: a Go program's build
 * information, a jar's coordinates. That is what both Syft and Trivy read. A Java run-time's file
 * {@code release} gives its modules their version here, but makes nothing visible: Trivy doesn't
 * read it.
 *
 * @see <a href="https://trivy.dev/docs/latest/coverage/os/debian">What Trivy detects</a>
 * @see <a href="https://github.com/aquasecurity/trivy/issues/3682">Trivy on Java that no package
 *     manager installed</a>
 */
final class Inventories {
  private static final int MOST_FILES = 5;
  private static final Set<Kind> SOFTWARE =
      Set.of(Kind.ELF, Kind.GO_PROGRAM, Kind.JIMAGE, Kind.JAR);

  private static final String MODULES = "lib/modules";
  private static final String RELEASE = "release";

  private static final String STATUS = "var/lib/dpkg/status";

  /** For libraries that can be installed for several processors, one follows the name. */
  private static final Pattern LIST =
      Pattern.compile("var/lib/dpkg/info/([^/:]+)(?::[^/.]+)?\\.(?:list|md5sums)");

  private static final Pattern DISTROLESS_LIST =
      Pattern.compile("(var/lib/dpkg/status\\.d/.+)\\.md5sums");

  /** What files say that a container sees, by path. */
  private final Map<String, FileFacts> facts = new HashMap<>();

  private final List<StoredFile> visible;

  private Inventories(ImageFiles files) {
    visible = files.stored().stream().filter(file -> !file.isHidden()).toList();
    for (StoredFile file : visible) {
      if (!file.facts().equals(FileFacts.NONE)) {
        facts.put(file.entry().path(), file.facts());
      }
    }
  }

  static Inventory of(ImageFiles files) {
    Inventories inventories = new Inventories(files);
    return new Inventory(
        inventories.packages(),
        Surplus.shells(files),
        Surplus.setuidFiles(files),
        inventories.facts("etc/passwd").users(),
        inventories.invisible());
  }

  private FileFacts facts(String path) {
    return facts.getOrDefault(path, FileFacts.NONE);
  }

  private List<SoftwarePackage> packages() {
    return facts.keySet().stream()
        .flatMap(this::packages)
        .distinct()
        .sorted(
            Comparator.comparing(SoftwarePackage::type)
                .thenComparing(SoftwarePackage::name)
                .thenComparing(SoftwarePackage::version)
                .thenComparing(software -> software.source().orElse("")))
        .toList();
  }

  /** A Java run-time's modules come without a version; it stands in the file beside. */
  private Stream<SoftwarePackage> packages(String path) {
    List<SoftwarePackage> packages = facts(path).packages();
    if (facts(path).kind() == Kind.JIMAGE) {
      Optional<String> version =
          beside(path, MODULES, RELEASE).packages().stream()
              .filter(module -> module.type() == Type.JDK_MODULE)
              .map(SoftwarePackage::version)
              .filter(v -> !v.isEmpty())
              .findFirst();
      return packages.stream()
          .map(
              module ->
                  new SoftwarePackage(
                      module.type(),
                      module.name(),
                      version
                          .filter(v -> SoftwarePackage.isJdkModule(module.name()))
                          .orElse(module.version())));
    }
    if (beside(path, RELEASE, MODULES).kind() == Kind.JIMAGE) {
      return Stream.empty();
    }
    return packages.stream();
  }

  /** What the other file says that is in the same Java run-time as this one. */
  private FileFacts beside(String path, String end, String otherEnd) {
    return path.equals(end) || path.endsWith("/" + end)
        ? facts(path.substring(0, path.length() - end.length()) + otherEnd)
        : FileFacts.NONE;
  }

  private Invisible invisible() {
    Set<String> covered = covered();
    PriorityQueue<SizedPath> largest = Explainer.largestQueue();
    long bytes = 0;
    int count = 0;
    for (StoredFile file : visible) {
      FileEntry entry = file.entry();
      if (SOFTWARE.contains(file.facts().kind())
          && !namesItself(file.facts())
          && !isCovered(entry.path(), covered)) {
        bytes += entry.bytes();
        count++;
        Explainer.keepLargest(largest, new SizedPath(entry.path(), entry.bytes()), MOST_FILES);
      }
    }
    return new Invisible(bytes, count, Explainer.largestFirst(largest));
  }

  /** The paths of all files of all packages that are recorded. */
  private Set<String> covered() {
    Set<String> installed =
        facts(STATUS).packages().stream()
            .map(SoftwarePackage::name)
            .collect(Collectors.toUnmodifiableSet());
    Set<String> covered = new HashSet<>();
    facts.forEach(
        (path, says) -> {
          if (!says.coveredPaths().isEmpty() && isInstalled(path, installed)) {
            covered.addAll(says.coveredPaths());
          }
        });
    return covered;
  }

  /** Without the record of the package itself, the list of its files tells a scanner nothing. */
  private boolean isInstalled(String list, Set<String> installed) {
    Matcher dpkg = LIST.matcher(list);
    if (dpkg.matches()) {
      return installed.contains(dpkg.group(1));
    }
    Matcher distroless = DISTROLESS_LIST.matcher(list);
    return !distroless.matches() || !facts(distroless.group(1)).packages().isEmpty();
  }

  private static boolean namesItself(FileFacts says) {
    return says.kind() != Kind.JIMAGE && !says.packages().isEmpty();
  }

  /**
   * Records may name a file by the path it had before /bin, /lib and the like became links into
   * /usr.
   *
   * @see <a href="https://wiki.debian.org/UsrMerge">Debian, merged /usr</a>
   */
  private static boolean isCovered(String path, Set<String> covered) {
    return covered.contains(path)
        || (path.startsWith("usr/") && covered.contains(path.substring("usr/".length())))
        || covered.contains("usr/" + path);
  }
}
