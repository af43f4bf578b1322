package multistage.image;

import java.util.List;

/**
 * What one file consists of.
 *
 * @param path its path in the image, without a leading {@code /}
 * @param fileBytes its size
 * @param parts largest first; their sum is the size. Empty for a content that nothing tells of
 */
public record FileInside(String path, long fileBytes, List<FilePart> parts) {
  /** Of a smaller file nobody asks what is in it, and an image can have a hundred thousand. */
  public static final int MIN_FILE_BYTES = 1 << 20;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when the parts aren't the file
   */
  public FileInside {
    parts = List.copyOf(parts);
    long sum = parts.stream().mapToLong(FilePart::fileBytes).sum();
    if (!parts.isEmpty() && sum != fileBytes) {
      throw new IllegalArgumentException(
          path + " has " + fileBytes + " bytes, its parts have " + sum);
    }
  }
}
