package multistage.report.annotate;

import java.util.List;
import java.util.Optional;
import multistage.image.Image;
import multistage.image.ImageConfig;
import multistage.image.LayerShare;

/**
 * A stage that was built and read as an image.
 *
 * @param config its configuration
 * @param image its sizes
 * @param shares what each of its layers is there for, lowest first
 * @param base the configuration of the image that it starts from, if that is known
 */
public record BuiltStage(
    ImageConfig config, Image image, List<LayerShare> shares, Optional<ImageConfig> base) {
  /** Copies the list. */
  public BuiltStage {
    shares = List.copyOf(shares);
  }
}
