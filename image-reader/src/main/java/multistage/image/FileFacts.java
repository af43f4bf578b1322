package multistage.image;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a file's content says, as far as it was looked into.
 *
 * @param kind what the content is
 * @param debugBytes how many of its bytes only a debugger reads
 * @param unpackedBytes its length before it was compressed, for what unpacks itself when it is used
 * @param packages the software that it is a record of, or that says so itself
 * @param coveredPaths the files that it lists as a package's; with a {@code /} at its end a path
 *     stands for all that is in that folder
 * @param users the users that it lists
 * @param shell whether it is a shell, whatever it is called
 * @param parts what a large one consists of; none where nothing tells
 */
public record FileFacts(
    Kind kind,
    long debugBytes,
    OptionalLong unpackedBytes,
    List<SoftwarePackage> packages,
    List<String> coveredPaths,
    List<User> users,
    Shell shell,
    List<FilePart> parts) {
  /** What wasn't looked into, or says nothing. */
  public static final FileFacts NONE = of(Kind.UNKNOWN);

  /** What a content can be, as far as it matters. */
  public enum Kind {
    UNKNOWN,
    /** A program or library for Linux. */
    ELF,
    /** An ELF program with a Go toolchain's build information. */
    GO_PROGRAM,
    /** A Java run-time's modules. */
    JIMAGE,
    /** A jar or another zip archive. */
    JAR,
    /** A record of packages, files or users. */
    RECORD
  }

  /** What a program's content tells of it as a shell. */
  public enum Shell {
    /** That it is none, or nothing. */
    NONE,
    /** It is one under whichever name it is started. */
    UNDER_ANY_NAME,
    /** It is a shell, and much else, depending on its name: busybox and toybox. */
    BY_NAME
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when a number is negative
   */
  public FileFacts {
    packages = List.copyOf(packages);
    coveredPaths = List.copyOf(coveredPaths);
    users = List.copyOf(users);
    parts = List.copyOf(parts);
    if (debugBytes < 0 || unpackedBytes.orElse(0) < 0) {
      throw new IllegalArgumentException("a part of a file can't have a negative size");
    }
  }

  /** The facts of what is no shell, and hasn't been taken apart. */
  public FileFacts(
      Kind kind,
      long debugBytes,
      OptionalLong unpackedBytes,
      List<SoftwarePackage> packages,
      List<String> coveredPaths,
      List<User> users) {
    this(kind, debugBytes, unpackedBytes, packages, coveredPaths, users, Shell.NONE, List.of());
  }

  /** That kind of content, and nothing more. */
  public static FileFacts of(Kind kind) {
    return new FileFacts(kind, 0, OptionalLong.empty(), List.of(), List.of(), List.of());
  }

  /** The same with these packages. */
  public FileFacts withPackages(List<SoftwarePackage> found) {
    return new FileFacts(kind, debugBytes, unpackedBytes, found, coveredPaths, users, shell, parts);
  }

  /** The same with these parts. */
  public FileFacts withParts(List<FilePart> found) {
    return new FileFacts(
        kind, debugBytes, unpackedBytes, packages, coveredPaths, users, shell, found);
  }
}
