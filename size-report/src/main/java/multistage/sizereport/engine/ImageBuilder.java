package multistage.sizereport.engine;

import java.nio.file.Path;
import java.util.function.Consumer;
import multistage.sizereport.model.Variant;

/** Builds a variant's image, as {@code docker build} would. */
public interface ImageBuilder {
  /**
   * Builds one image; layers that the engine has already are taken from its cache.
   *
   * @param root the repository's root, which the variant's paths start from
   * @param name what the image is called
   * @param log is handed each line of output as it comes
   * @throws BuildFailedException when it can't be built
   */
  void build(Path root, Variant variant, String name, Consumer<String> log)
      throws BuildFailedException;
}
