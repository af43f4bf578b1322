package multistage.report.model;

import java.util.List;

/**
 * What software came with the same lines of a Dockerfile, and what of it calls for care.
 *
 * @param packages how many packages records name with them, and not without them
 * @param firstPackages names and versions of the first of these
 * @param setuidFiles the files that lend their owner's or group's rights to whoever runs them
 * @param shells the shells that a container has from them
 * @param secrets files under names that keys, tokens and passwords are kept under, whether a
 *     container sees them or not
 */
public record LineContents(
    int packages,
    List<String> firstPackages,
    List<String> setuidFiles,
    List<String> shells,
    List<String> secrets) {
  /** Copies the lists. */
  public LineContents {
    firstPackages = List.copyOf(firstPackages);
    setuidFiles = List.copyOf(setuidFiles);
    shells = List.copyOf(shells);
    secrets = List.copyOf(secrets);
  }
}
