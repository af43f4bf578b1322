package multistage.image.explain;

import java.util.List;
import java.util.Map;
import multistage.image.DiffId;
import multistage.image.Image;
import multistage.image.ImageConfig;
import multistage.image.LayerContents;

/**
 * An image of an archive, with all that is known of it.
 *
 * @param names the names it was saved under, such as {@code alpine:3.24}; empty when it was saved
 *     by its ID
 * @param config its layers' diff IDs, its history, and what its containers run
 * @param image its sizes, its layers, and what their bytes are there for. An archive states no size
 *     of the engine's, so {@code engineBytes} is 0, and no layer counts as the base image's.
 * @param files what a container sees
 */
public record ExplainedImage(
    List<String> names, ImageConfig config, Image image, ImageFiles files) {
  /** Copies the list. */
  public ExplainedImage {
    names = List.copyOf(names);
  }

  /**
   * The image with that configuration.
   *
   * @param layers the contents of all its layers, and maybe of others
   */
  public static ExplainedImage of(
      List<String> names, ImageConfig config, Map<DiffId, LayerContents> layers) {
    return new ExplainedImage(
        names,
        config,
        Images.of(config, layers, List.of(), 0),
        ImageFiles.of(config.diffIds().stream().map(layers::get).toList()));
  }

  /** What to call it in a message: its first name, else its ID. */
  public String displayName() {
    return names.isEmpty() ? config.id().value() : names.get(0);
  }
}
