package multistage.image;

import java.util.List;

/**
 * Where an image's bytes went.
 *
 * @param causes each cause's part, in the order of {@link Cause}; those without a byte are left out
 * @param waste what no container sees
 * @param duplicates what is there more than once
 * @param tree the same bytes folder by folder
 * @param inventory what software it is
 * @param inside what its largest files consist of, largest first
 */
public record Explanation(
    List<CauseShare> causes,
    Waste waste,
    Duplicates duplicates,
    FileTree tree,
    Inventory inventory,
    List<FileInside> inside) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when the parts that count the same bytes differ
   */
  public Explanation {
    causes = List.copyOf(causes);
    inside = List.copyOf(inside);
    long hidden = fileBytes(causes, Cause.HIDDEN);
    if (hidden != waste.fileBytes()) {
      throw new IllegalArgumentException(
          "causes state " + hidden + " hidden file bytes, waste " + waste.fileBytes());
    }
    long sum = causes.stream().mapToLong(CauseShare::fileBytes).sum();
    if (sum != tree.fileBytes()) {
      throw new IllegalArgumentException(
          "causes state " + sum + " file bytes, the tree " + tree.fileBytes());
    }
  }

  /** The file bytes of that cause; 0 where it has none. */
  public long fileBytes(Cause cause) {
    return fileBytes(causes, cause);
  }

  private static long fileBytes(List<CauseShare> causes, Cause cause) {
    return causes.stream()
        .filter(share -> share.cause() == cause)
        .mapToLong(CauseShare::fileBytes)
        .sum();
  }
}
