package multistage.sizereport.analysis;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import multistage.sizereport.model.Check;
import multistage.sizereport.model.CheckName;
import multistage.sizereport.model.FileEntry;
import multistage.sizereport.model.FileEntry.Type;
import multistage.sizereport.model.Variant;

/**
 * What an image has that a server doesn't need, found by its files' names and modes. Nothing of the
 * image is run for it, so it works on images without a shell and for other processors.
 */
public final class Inspection {
  /** The checks that are made here. */
  public static final Set<CheckName> NAMES =
      Set.of(
          CheckName.NO_SHELL,
          CheckName.NO_PACKAGE_MANAGER,
          CheckName.NO_COMPILER,
          CheckName.NO_SETUID,
          CheckName.NO_SOURCE_CODE);

  private static final int SETUID_OR_SETGID = 06000;
  private static final int MOST_EXAMPLES = 5;

  private static final Set<String> SHELLS =
      Set.of("sh", "ash", "bash", "busybox", "csh", "dash", "fish", "ksh", "mksh", "tcsh", "zsh");
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

  private Inspection() {}

  /** Checks what is in an image of that variant. */
  public static List<Check> of(Variant variant, ImageFiles files) {
    return List.of(
        check(variant, CheckName.NO_SHELL, files, entry -> isCommand(entry, SHELLS)),
        check(
            variant,
            CheckName.NO_PACKAGE_MANAGER,
            files,
            entry -> isCommand(entry, PACKAGE_MANAGERS)),
        check(variant, CheckName.NO_COMPILER, files, entry -> isCommand(entry, COMPILERS)),
        check(variant, CheckName.NO_SETUID, files, Inspection::isSetuid),
        check(
            variant,
            CheckName.NO_SOURCE_CODE,
            files,
            entry -> entry.type() == Type.REGULAR && SOURCE_CODE.matcher(entry.path()).matches()));
  }

  /** The paths of all shells, links to shells included. */
  static List<String> shells(ImageFiles files) {
    return paths(files, entry -> isCommand(entry, SHELLS));
  }

  /** The paths of all files that lend their owner's or group's rights. */
  static List<String> setuidFiles(ImageFiles files) {
    return paths(files, Inspection::isSetuid);
  }

  private static List<String> paths(ImageFiles files, Predicate<FileEntry> isMeant) {
    return files.all().stream().filter(isMeant).map(FileEntry::path).toList();
  }

  private static boolean isSetuid(FileEntry entry) {
    return entry.type() == Type.REGULAR && (entry.mode() & SETUID_OR_SETGID) != 0;
  }

  /** A link to a shell is as good as a shell: Alpine's and Debian's {@code sh} are such. */
  private static boolean isCommand(FileEntry entry, Set<String> names) {
    var matcher = COMMAND.matcher(entry.path());
    return entry.type() != Type.DIRECTORY && matcher.matches() && names.contains(matcher.group(1));
  }

  private static Check check(
      Variant variant, CheckName name, ImageFiles files, Predicate<FileEntry> isUnwanted) {
    List<String> found = paths(files, isUnwanted).stream().map(path -> "/" + path).toList();
    String examples =
        String.join(", ", found.subList(0, Math.min(found.size(), MOST_EXAMPLES)))
            + (found.size() > MOST_EXAMPLES
                ? " and " + (found.size() - MOST_EXAMPLES) + " more"
                : "");
    return new Check(
        name.toString(),
        found.isEmpty(),
        variant.requires(name),
        (found.isEmpty() ? "none" : examples)
            + " among "
            + files.all().size()
            + " files and folders");
  }
}
