package multistage.image;

/**
 * An entry of a layer's tar archive, as it stands there: whiteouts, too, are files here.
 *
 * @param path the path in the image, without a leading {@code /} or {@code ./}, and without a
 *     trailing {@code /}
 * @param type what it is
 * @param bytes the size of a regular file's content; 0 for all other types
 * @param mode the permission bits, with setuid (04000), setgid (02000) and sticky bit (01000)
 * @param uid the numeric owner
 * @param gid the numeric group
 * @param linkTarget what a hard or symbolic link names, else empty
 * @param content tells a regular file's content from others
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md">OCI image
 *     specification, Image Layer Filesystem Changeset</a>
 */
public record FileEntry(
    String path,
    Type type,
    long bytes,
    int mode,
    long uid,
    long gid,
    String linkTarget,
    ContentHash content) {
  /** What an entry can be. */
  public enum Type {
    REGULAR,
    DIRECTORY,
    SYMLINK,
    HARD_LINK,
    DEVICE,
    FIFO
  }

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException when it is negative, or given for what isn't a regular file
   */
  public FileEntry {
    if (bytes < 0 || (bytes > 0 && type != Type.REGULAR)) {
      throw new IllegalArgumentException(path + " (" + type + ") can't have " + bytes + " bytes");
    }
  }
}
