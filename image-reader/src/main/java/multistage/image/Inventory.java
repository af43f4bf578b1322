package multistage.image;

import java.util.List;

/**
 * What software is in an image, as scanners see it, and what they don't.
 *
 * @param packages what records name, by type and name
 * @param shells the paths of shells, without a leading {@code /}
 * @param setuidFiles the files that lend their owner's or group's rights to whoever runs them
 * @param users who is in {@code /etc/passwd}
 * @param invisible programs and libraries that no package record covers: invisible to scanners
 */
public record Inventory(
    List<SoftwarePackage> packages,
    List<String> shells,
    List<String> setuidFiles,
    List<User> users,
    Invisible invisible) {
  /** Copies the lists. */
  public Inventory {
    packages = List.copyOf(packages);
    shells = List.copyOf(shells);
    setuidFiles = List.copyOf(setuidFiles);
    users = List.copyOf(users);
  }

  /**
   * Programs and libraries that no package record covers.
   *
   * @param fileBytes their bytes
   * @param files how many there are
   * @param largest the largest of them, largest first
   */
  public record Invisible(long fileBytes, int files, List<SizedPath> largest) {
    /** Copies the list. */
    public Invisible {
      largest = List.copyOf(largest);
    }
  }
}
