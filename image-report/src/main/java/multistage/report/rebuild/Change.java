package multistage.report.rebuild;

/**
 * A change to a source file, as a programmer might make it.
 *
 * @param file the path in the build context
 * @param line what is added at the file's end
 */
public record Change(String file, String line) {
  /**
   * Checks that both are given.
   *
   * @throws IllegalArgumentException when one is missing
   */
  public Change {
    if (file == null || file.isBlank() || line == null) {
      throw new IllegalArgumentException("a change has a file and a line that is added to it");
    }
  }
}
