package multistage.image;

import java.util.List;

/**
 * What one layer of an image is there for.
 *
 * @param fileBytes the bytes of its regular files
 * @param hidesFileBytes how many bytes of lower layers it deletes or replaces
 * @param causes its bytes by cause, in the order of {@link Cause}; what a higher layer hides of it
 *     is {@link Cause#HIDDEN}; those without a byte are left out
 * @param largest its largest files, largest first
 * @param packages the packages that records name with it, and don't name without it
 * @param setuidFiles what lends its owner's or group's rights, as a container sees it
 * @param shells the shells that a container sees and has from it
 * @param secrets files under names that keys, tokens and passwords are kept under, hidden or not
 */
public record LayerShare(
    long fileBytes,
    long hidesFileBytes,
    List<CauseShare> causes,
    List<SizedPath> largest,
    List<SoftwarePackage> packages,
    List<String> setuidFiles,
    List<String> shells,
    List<String> secrets) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when the causes' sum isn't the layer's bytes
   */
  public LayerShare {
    causes = List.copyOf(causes);
    largest = List.copyOf(largest);
    packages = List.copyOf(packages);
    setuidFiles = List.copyOf(setuidFiles);
    shells = List.copyOf(shells);
    secrets = List.copyOf(secrets);
    long sum = causes.stream().mapToLong(CauseShare::fileBytes).sum();
    if (sum != fileBytes) {
      throw new IllegalArgumentException(
          "a layer has " + fileBytes + " file bytes, its causes state " + sum);
    }
  }
}
