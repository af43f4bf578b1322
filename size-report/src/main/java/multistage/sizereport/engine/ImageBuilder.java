package multistage.sizereport.engine;

import java.nio.file.Path;
import java.util.function.Consumer;
import multistage.sizereport.model.Variant;

/** Builds a variant's image, as {@code docker build} would, and tags it with the variant's name. */
public interface ImageBuilder {
  /**
   * Builds one image; layers that the engine has already are taken from its cache.
   *
   * @param root the repository's root, which the variant's paths start from
   * @param log is handed each line of output as it comes
   * @throws BuildFailedException when the engine can't build it
   */
  void build(Path root, Variant variant, Consumer<String> log) throws BuildFailedException;
}
