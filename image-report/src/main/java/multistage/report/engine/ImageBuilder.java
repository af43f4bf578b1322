package multistage.report.engine;

import java.nio.file.Path;
import java.util.function.Consumer;
import multistage.report.model.Builder;
import multistage.report.model.Variant;

/** Builds a variant's image, as {@code docker build} would. */
public interface ImageBuilder {
  /** Which one it is. */
  Builder kind();

  /**
   * Builds one image; as far as the inputs allow, layers are taken from the engine's cache.
   *
   * @param root the repository's root, which the variant's paths start from
   * @param name what the image is called
   * @param inputs what else the build is given
   * @param log is handed each line of output as it comes
   * @throws BuildFailedException when it can't be built
   */
  void build(Path root, Variant variant, String name, BuildInputs inputs, Consumer<String> log)
      throws BuildFailedException;
}
