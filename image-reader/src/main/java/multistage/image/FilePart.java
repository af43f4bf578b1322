package multistage.image;

/**
 * A part of a file.
 *
 * @param group what it belongs to, such as a Go module; empty where it belongs to none
 * @param name what it is: a Go package, a Java package, a jar in a jar, a module, or a section
 * @param fileBytes how many of the file's bytes it takes
 */
public record FilePart(String group, String name, long fileBytes) {
  /** The group of what isn't from a library: it is named however small it is. */
  public static final String OWN = "the program itself";

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public FilePart {
    if (fileBytes < 0) {
      throw new IllegalArgumentException(name + " can't have " + fileBytes + " file bytes");
    }
  }
}
