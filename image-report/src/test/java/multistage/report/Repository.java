package multistage.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import multistage.report.build.Found;
import multistage.report.build.VariantFinder;
import multistage.report.model.Variant;

/** The checkout that these tests belong to. */
public final class Repository {
  /** The folder above {@code dockerfiles/}. */
  public static final Path ROOT = root();

  private Repository() {}

  /** The variant of that ID, from its Dockerfile. */
  public static Variant variant(String id) throws IOException {
    return VariantFinder.find(ROOT).stream()
        .filter(candidate -> candidate.id().toString().equals(id))
        .map(candidate -> ((Found.Readable) candidate).variant())
        .findFirst()
        .orElseThrow();
  }

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
