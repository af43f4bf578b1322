package multistage.image.explain.internal;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import multistage.image.ContentHash;
import multistage.image.FileEntry;
import multistage.image.FileEntry.Type;
import multistage.image.FileFacts.Kind;
import multistage.image.FileFacts.Shell;
import multistage.image.explain.internal.MergedLayers.StoredFile;

/**
 * Finds the shells in an image, by name and by content: a command that is called like one, a
 * program elsewhere that is called like one, and a program that is one whatever it is called. Links
 * to a shell are as good as a shell: Alpine's and Debian's {@code sh} are such.
 */
public final class Shells {
  private static final Set<String> NAMES =
      Set.of(
          "ash",
          "bash",
          "bash-static",
          "cmd.exe",
          "csh",
          "dash",
          "elvish",
          "fish",
          "hush",
          "ksh",
          "ksh93",
          "lksh",
          "mksh",
          "mksh-static",
          "oksh",
          "posh",
          "powershell.exe",
          "pwsh",
          "pwsh.exe",
          "rbash",
          "rksh",
          "sash",
          "sh",
          "static-sh",
          "tcsh",
          "toybox",
          "yash",
          "zsh",
          "zsh-static",
          "zsh5");

  /** Also {@code busybox-static} and {@code busybox.static}, which behave alike. */
  private static final String BUSYBOX = "busybox";

  // Folders of commands: on the search path, or a tool chain's own.
  private static final Pattern COMMAND = Pattern.compile("(?:.*/)?s?bin/[^/]+");

  private final MergedLayers files;
  private final Set<String> found = new TreeSet<>();

  private Shells(MergedLayers files) {
    this.files = files;
  }

  /** The paths of all shells. */
  public static Set<String> in(MergedLayers files) {
    Shells shells = new Shells(files);
    shells.addByName();
    shells.addByContent();
    return shells.found;
  }

  private void addByName() {
    for (FileEntry entry : files.all()) {
      if (entry.type() != Type.DIRECTORY
          && isName(name(entry.path()))
          && (COMMAND.matcher(entry.path()).matches()
              || entry.path().endsWith(".exe")
              || files.contentAt(entry.path()).filter(Shells::isProgram).isPresent())) {
        found.add(entry.path());
      }
    }
  }

  private void addByContent() {
    Map<String, StoredFile> contents = new TreeMap<>();
    Set<StoredFile> called = new HashSet<>();
    Set<StoredFile> multiCall = new HashSet<>();
    for (FileEntry entry : files.all()) {
      Optional<StoredFile> content =
          entry.type() == Type.DIRECTORY ? Optional.empty() : files.contentAt(entry.path());
      content
          .filter(Shells::isProgram)
          .ifPresent(
              file -> {
                contents.put(entry.path(), file);
                if (found.contains(entry.path())) {
                  called.add(file);
                }
                if (isMultiCall(name(entry.path()), file)) {
                  multiCall.add(file);
                }
              });
    }
    Set<ContentHash> hashes = new HashSet<>();
    called.stream()
        .filter(file -> !multiCall.contains(file))
        .forEach(file -> hashes.add(file.entry().content()));
    Set<StoredFile> uncalled = new LinkedHashSet<>();
    contents.forEach(
        (path, file) -> {
          if (file.facts().shell() == Shell.UNDER_ANY_NAME
              || hashes.contains(file.entry().content())) {
            found.add(path);
          } else if (file.facts().shell() == Shell.BY_NAME
              && !called.contains(file)
              && uncalled.add(file)) {
            // Called like none, it becomes one by a link or a copy.
            found.add(path);
          }
        });
  }

  private static boolean isMultiCall(String name, StoredFile file) {
    return file.facts().shell() == Shell.BY_NAME
        || name.startsWith(BUSYBOX)
        || List.of("toybox", "coreutils").contains(name);
  }

  private static boolean isProgram(StoredFile file) {
    return file.facts().kind() == Kind.ELF || file.facts().kind() == Kind.GO_PROGRAM;
  }

  private static boolean isName(String name) {
    return NAMES.contains(name) || name.startsWith(BUSYBOX);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
