package multistage.sizereport.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.sizereport.model.DiffId;
import multistage.sizereport.model.Image;
import multistage.sizereport.model.ImageConfig;
import multistage.sizereport.model.Layer;
import multistage.sizereport.model.LayerContents;

/** Puts together what a report says of an image. */
public final class Images {
  private Images() {}

  /**
   * The image with its sizes and where each layer comes from.
   *
   * @param config the image's configuration
   * @param layers the contents of all its layers, and maybe of others
   * @param baseDiffIds the layers of the image that its last stage starts from, lowest first; none
   *     for {@code scratch}. They count as the base image's if the image begins with all of them.
   * @param engineBytes the size that the engine states
   * @throws IllegalArgumentException when a layer's contents are missing
   */
  public static Image of(
      ImageConfig config,
      Map<DiffId, LayerContents> layers,
      List<DiffId> baseDiffIds,
      long engineBytes) {
    List<DiffId> diffIds = config.diffIds();
    List<Optional<String>> instructions = Instructions.ofLayers(config);
    boolean hasBase =
        diffIds.size() >= baseDiffIds.size()
            && diffIds.subList(0, baseDiffIds.size()).equals(baseDiffIds);
    List<Layer> result = new ArrayList<>();
    for (int i = 0; i < diffIds.size(); i++) {
      LayerContents contents = layers.get(diffIds.get(i));
      if (contents == null) {
        throw new IllegalArgumentException(
            "layer " + diffIds.get(i) + " of the image " + config.id() + " was not read");
      }
      result.add(
          new Layer(
              contents.diffId(),
              instructions.get(i),
              hasBase && i < baseDiffIds.size(),
              contents.fileBytes(),
              contents.tarBytes(),
              contents.gzipBytes()));
    }
    return Image.of(config.id(), engineBytes, result);
  }
}
