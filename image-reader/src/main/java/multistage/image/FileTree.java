package multistage.image;

import java.util.List;

/**
 * Where an image's file bytes are, folder by folder; small things are put together.
 *
 * @param name a file's or folder's name; empty for the root; for what is put together a text in
 *     parentheses
 * @param fileBytes the bytes in it, in all layers
 * @param children what is in it, largest first; for a folder their sum is its own number
 */
public record FileTree(String name, long fileBytes, List<FileTree> children) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when the children's sum isn't the folder's number
   */
  public FileTree {
    children = List.copyOf(children);
    long sum = children.stream().mapToLong(FileTree::fileBytes).sum();
    if (!children.isEmpty() && sum != fileBytes) {
      throw new IllegalArgumentException(
          "folder " + name + " states " + fileBytes + " file bytes, its children have " + sum);
    }
  }
}
