package multistage.image;

import java.util.List;

/**
 * The part of an image's file bytes that one cause accounts for.
 *
 * @param cause which
 * @param fileBytes how many; {@link Cause#COMPRESSION} takes away, so its number is negative
 * @param files how many files they are in, each counted with the cause that has most of it
 * @param largest the largest of them, largest first
 */
public record CauseShare(Cause cause, long fileBytes, int files, List<SizedPath> largest) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when a number is negative that can't be
   */
  public CauseShare {
    largest = List.copyOf(largest);
    if (files < 0 || (fileBytes < 0 && cause != Cause.COMPRESSION)) {
      throw new IllegalArgumentException(cause + " can't have " + fileBytes + " file bytes");
    }
  }
}
