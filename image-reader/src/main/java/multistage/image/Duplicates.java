package multistage.image;

import java.util.List;

/**
 * Contents that an image's visible files have more than once, other than by hard links.
 *
 * @param fileBytes what one copy each would save
 * @param largest those that cost most, most first
 */
public record Duplicates(long fileBytes, List<Duplicate> largest) {
  /** Copies the list. */
  public Duplicates {
    largest = List.copyOf(largest);
  }

  /**
   * One content in several files.
   *
   * @param fileBytes the size of each copy
   * @param copies how many there are
   * @param paths where some of them are, without a leading {@code /}
   */
  public record Duplicate(long fileBytes, int copies, List<String> paths) {
    /** Copies the list. */
    public Duplicate {
      paths = List.copyOf(paths);
    }
  }
}
