package multistage.image.content.internal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.SoftwarePackage;

/** What all records of packages have in common. */
final class Records {
  /** Longer names, versions and the like are no such thing. */
  private static final int LONGEST = 300;

  /** As long as a path can be on Linux. */
  private static final int LONGEST_PATH = 4096;

  /** Lists write a path from the root as {@code /PATH}, {@code ./PATH} or {@code PATH}. */
  private static final Pattern START = Pattern.compile("^\\.?/+");

  private Records() {}

  /** The text's lines one after the other, whether they end as Unix or Windows has it. */
  static Iterable<String> lines(String text) {
    return text.lines()::iterator;
  }

  /** A package, unless its name can't be one. */
  static Optional<SoftwarePackage> softwarePackage(
      SoftwarePackage.Type type, String name, String version, Optional<String> source) {
    return isName(name) && isShort(version)
        ? Optional.of(new SoftwarePackage(type, name, version, source.filter(Records::isName)))
        : Optional.empty();
  }

  /** Whether it can be a name: not empty, not endless, and nothing that can't be seen in it. */
  static boolean isName(String text) {
    return !text.isEmpty() && isShort(text) && text.chars().noneMatch(Character::isWhitespace);
  }

  static boolean isShort(String text) {
    return text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl);
  }

  /** A record of these packages; nothing when there is none. */
  static Optional<FileFacts> of(List<SoftwarePackage> packages) {
    return of(packages, List.of());
  }

  /** A record of these packages and files; nothing when there is none. */
  static Optional<FileFacts> of(List<SoftwarePackage> packages, List<String> paths) {
    return packages.isEmpty() && paths.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FileFacts(
                Kind.RECORD, 0, OptionalLong.empty(), packages, paths(paths.stream()), List.of()));
  }

  /** A record that lists a package's files, by paths that may begin with a slash. */
  static Optional<FileFacts> covering(Stream<String> paths) {
    return of(List.of(), paths(paths));
  }

  private static List<String> paths(Stream<String> paths) {
    return paths
        .map(path -> START.matcher(path).replaceFirst(""))
        .filter(path -> !path.isEmpty() && path.length() <= LONGEST_PATH)
        .toList();
  }
}
