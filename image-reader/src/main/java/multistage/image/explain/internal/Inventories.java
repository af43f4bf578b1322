package multistage.image.explain.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.FileEntry;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.Inventory;
import multistage.image.Inventory.Invisible;
import multistage.image.LayerContents;
import multistage.image.SizedPath;
import multistage.image.SoftwarePackage;
import multistage.image.SoftwarePackage.Type;
import multistage.image.explain.internal.MergedLayers.StoredFile;

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

  private static final Set<Type> LANGUAGES = Set.of(Type.PYTHON, Type.NPM, Type.GEM);

  private static final String MODULES = "lib/modules";
  private static final String RELEASE = "release";

  private static final Pattern STATUS = Pattern.compile("var/lib/dpkg/(?:status|status\\.d/.+)");

  /** For libraries that can be installed for several processors, one follows the name. */
  private static final Pattern LIST =
      Pattern.compile("var/lib/dpkg/info/([^/:]+)(?::[^/.]+)?\\.(?:list|md5sums)");

  private static final Pattern DISTROLESS_LIST =
      Pattern.compile("(var/lib/dpkg/status\\.d/.+)\\.(?:list|md5sums)");

  /** Python's, beside the file with the package's name and version. */
  private static final Pattern PYTHON_LIST =
      Pattern.compile("(.+/)(?:RECORD|installed-files\\.txt)");

  /** Where Ruby has a gem's compiled parts, apart from the gem itself. */
  private static final Pattern GEM_EXTENSION =
      Pattern.compile("(.*?)extensions/[^/]+/[^/]+/([^/]+)/.*");

  /** What files say that a container sees, by path. */
  private final Map<String, FileFacts> facts = new HashMap<>();

  private final List<StoredFile> visible;

  /** A content's names; several where there are hard links. */
  private final Map<StoredFile, List<String>> names = new HashMap<>();

  private Inventories(MergedLayers files) {
    visible = files.stored().stream().filter(file -> !file.isHidden()).toList();
    files
        .contents()
        .forEach(
            (path, file) -> {
              if (!file.facts().equals(FileFacts.NONE)) {
                facts.put(path, file.facts());
                names.computeIfAbsent(file, f -> new ArrayList<>(1)).add(path);
              }
            });
  }

  static Inventory of(MergedLayers files) {
    Inventories inventories = new Inventories(files);
    return new Inventory(
        inventories.packages(),
        List.copyOf(Shells.in(files)),
        files.setuidFiles(),
        inventories.facts("etc/passwd").users(),
        inventories.invisible());
  }

  /**
   * For each layer the packages that are recorded with it and not without it, lowest first. A
   * record that a layer writes anew names what lower ones brought, too.
   */
  static List<List<SoftwarePackage>> packagesByLayer(List<LayerContents> layers) {
    List<List<SoftwarePackage>> added = new ArrayList<>();
    Set<SoftwarePackage> before = Set.of();
    for (int i = 0; i < layers.size(); i++) {
      boolean hasRecords =
          layers.get(i).facts().values().stream().anyMatch(says -> !says.packages().isEmpty());
      if (!hasRecords) {
        added.add(List.of());
        continue;
      }
      List<SoftwarePackage> now =
          new Inventories(MergedLayers.of(layers.subList(0, i + 1))).packages();
      Set<SoftwarePackage> known = before;
      added.add(now.stream().filter(software -> !known.contains(software)).toList());
      before = Set.copyOf(now);
    }
    return added;
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

  /** The files of all packages that languages' own package managers have recorded. */
  static Covered ofLanguages(MergedLayers files) {
    return new Inventories(files).covered(Inventories::isOfLanguage);
  }

  /** The files of all packages that the distribution's package manager has recorded. */
  static Covered ofDistribution(MergedLayers files) {
    return new Inventories(files).covered((path, says) -> !isOfLanguage(path, says));
  }

  private static boolean isOfLanguage(String record, FileFacts says) {
    return PYTHON_LIST.matcher(record).matches()
        || says.packages().stream().map(SoftwarePackage::type).anyMatch(LANGUAGES::contains);
  }

  private Invisible invisible() {
    Covered covered = covered((path, says) -> true);
    PriorityQueue<SizedPath> largest = Explainer.largestQueue();
    long bytes = 0;
    int count = 0;
    for (StoredFile file : visible) {
      FileEntry entry = file.entry();
      if (SOFTWARE.contains(file.facts().kind())
          && !namesItself(file.facts())
          && names.getOrDefault(file, List.of(entry.path())).stream().noneMatch(covered::has)) {
        bytes += entry.bytes();
        count++;
        Explainer.keepLargest(largest, new SizedPath(entry.path(), entry.bytes()), MOST_FILES);
      }
    }
    return new Invisible(bytes, count, Explainer.largestFirst(largest));
  }

  /** The paths of all files of the packages in these records. */
  private Covered covered(BiPredicate<String, FileFacts> records) {
    Set<String> installed =
        facts.entrySet().stream()
            .filter(record -> STATUS.matcher(record.getKey()).matches())
            .flatMap(record -> record.getValue().packages().stream())
            .map(SoftwarePackage::name)
            .collect(Collectors.toUnmodifiableSet());
    Set<String> covered = new HashSet<>();
    facts.forEach(
        (path, says) -> {
          if (!says.coveredPaths().isEmpty()
              && records.test(path, says)
              && isInstalled(path, installed)) {
            covered.addAll(says.coveredPaths());
          }
        });
    return new Covered(covered);
  }

  /** Without the record of the package itself, the list of its files tells a scanner nothing. */
  private boolean isInstalled(String list, Set<String> installed) {
    Matcher dpkg = LIST.matcher(list);
    if (dpkg.matches()) {
      return installed.contains(dpkg.group(1));
    }
    Matcher distroless = DISTROLESS_LIST.matcher(list);
    if (distroless.matches()) {
      return !facts(distroless.group(1)).packages().isEmpty();
    }
    Matcher python = PYTHON_LIST.matcher(list);
    return !python.matches()
        || !facts(python.group(1) + "METADATA").packages().isEmpty()
        || !facts(python.group(1) + "PKG-INFO").packages().isEmpty();
  }

  private static boolean namesItself(FileFacts says) {
    return says.kind() != Kind.JIMAGE && !says.packages().isEmpty();
  }

  /** Paths that are packages', some of them folders with all that is in them. */
  static final class Covered {
    private final Set<String> paths;
    private final Set<String> folders;

    private Covered(Set<String> paths) {
      this.paths = paths;
      folders = paths.stream().filter(path -> path.endsWith("/")).collect(Collectors.toSet());
    }

    /**
     * Whether it is a package's file.
     *
     * <p>Records may name a file by the path it had before /bin, /lib and the like became links
     * into /usr.
     *
     * @see <a href="https://wiki.debian.org/UsrMerge">Debian, merged /usr</a>
     */
    boolean has(String path) {
      return paths.contains(path)
          || (path.startsWith("usr/") && paths.contains(path.substring("usr/".length())))
          || paths.contains("usr/" + path)
          || isInside(path);
    }

    /** Whether it is in a folder that is a package's as a whole. */
    private boolean isInside(String path) {
      if (folders.isEmpty()) {
        return false;
      }
      for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        if (folders.contains(path.substring(0, end + 1))) {
          return true;
        }
      }
      Matcher extension = GEM_EXTENSION.matcher(path);
      return extension.matches()
          && folders.contains(extension.group(1) + "gems/" + extension.group(2) + "/");
    }
  }
}
