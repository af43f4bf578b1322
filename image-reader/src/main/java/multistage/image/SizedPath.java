package multistage.image;

/**
 * A file or folder and its size.
 *
 * @param path its path in the image, without a leading {@code /}
 * @param fileBytes a file's bytes, or those of all files below a folder
 */
public record SizedPath(String path, long fileBytes) {}
