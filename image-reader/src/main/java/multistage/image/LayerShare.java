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
 */
public record LayerShare(
    long fileBytes, long hidesFileBytes, List<CauseShare> causes, List<SizedPath> largest) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when the causes' sum isn't the layer's bytes
   */
  public LayerShare {
    causes = List.copyOf(causes);
    largest = List.copyOf(largest);
    long sum = causes.stream().mapToLong(CauseShare::fileBytes).sum();
    if (sum != fileBytes) {
      throw new IllegalArgumentException(
          "a layer has " + fileBytes + " file bytes, its causes state " + sum);
    }
  }
}
