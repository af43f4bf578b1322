package multistage.image.explain;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import multistage.image.FileEntry;
import multistage.image.FileEntry.Type;
import multistage.image.explain.internal.Shells;

/**
 * What an image has that a server doesn't need, found by its files' names and modes. Nothing of the
 * image is run for it, so it works on images without a shell and for other processors.
 *
 * <p>Each method gives paths in their order, without a leading {@code /}.
 */
public final class Surplus {
  private static final Set<String> PACKAGE_MANAGERS =
      Set.of("apk", "apt", "apt-get", "dnf", "dpkg", "microdnf", "pacman", "rpm", "yum", "zypper");
  private static final Set<String> COMPILERS =
      Set.of(
          "as", "c++", "cc", "clang", "g++", "gcc", "go", "javac", "ld", "native-image", "rustc");

  // Folders of commands: on the search path, or a tool chain's own.
  private static final Pattern COMMAND = Pattern.compile("(?:.*/)?s?bin/([^/]+)");

  // Tool chains bring sources of their own (a Go distribution's src/); they count as well.
  private static final Pattern SOURCE_CODE =
      Pattern.compile(".*\\.(?:go|java|kt|rs|c|cc|cpp)|(?:.*/)?(?:go\\.mod|pom\\.xml)");

  private Surplus() {}

  /** All shells, links to shells included. */
  public static List<String> shells(ImageFiles files) {
    return List.copyOf(Shells.in(files.merged()));
  }

  /** What installs packages: {@code apt}, {@code apk} and the like. */
  public static List<String> packageManagers(ImageFiles files) {
    return paths(files, entry -> isCommand(entry, PACKAGE_MANAGERS));
  }

  /** Compilers, assemblers and linkers. */
  public static List<String> compilers(ImageFiles files) {
    return paths(files, entry -> isCommand(entry, COMPILERS));
  }

  /**
   * All files that lend their owner's or group's rights to whoever runs them, under each of their
   * names.
   */
  public static List<String> setuidFiles(ImageFiles files) {
    return files.merged().setuidFiles();
  }

  /** Source code, and what describes a build of it. */
  public static List<String> sourceCode(ImageFiles files) {
    return paths(
        files,
        entry -> entry.type() == Type.REGULAR && SOURCE_CODE.matcher(entry.path()).matches());
  }

  private static List<String> paths(ImageFiles files, Predicate<FileEntry> isMeant) {
    return files.all().stream().filter(isMeant).map(FileEntry::path).toList();
  }

  /** A link to a command is as good as the command. */
  private static boolean isCommand(FileEntry entry, Set<String> names) {
    var matcher = COMMAND.matcher(entry.path());
    return entry.type() != Type.DIRECTORY && matcher.matches() && names.contains(matcher.group(1));
  }
}
