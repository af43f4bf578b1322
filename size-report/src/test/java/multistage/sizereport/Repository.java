package multistage.sizereport;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that these tests belong to. */
public final class Repository {
  /** The folder above {@code dockerfiles/}. */
  public static final Path ROOT = root();

  private Repository() {}

  /** Maven runs tests in the module's folder, an editor perhaps in the one above. */
  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("dockerfiles"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("the tests run outside their repository");
      }
    }
    return folder;
  }
}
