package multistage.image;

import java.util.List;

/**
 * What is pulled and stored with an image and never seen by a container: files of lower layers that
 * higher ones delete or replace.
 *
 * @param fileBytes the bytes of all of them, each file's once
 * @param files how many there are
 * @param largest the largest of them, and all that look like secrets, these first
 */
public record Waste(long fileBytes, int files, List<WastedFile> largest) {
  /** Copies the list. */
  public Waste {
    largest = List.copyOf(largest);
  }
}
