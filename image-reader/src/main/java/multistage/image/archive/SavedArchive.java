package multistage.image.archive;

import java.util.List;
import java.util.Map;
import multistage.image.DiffId;
import multistage.image.LayerContents;

/**
 * What an archive holds.
 *
 * @param images the images in the archive's order, each once, whatever number of names it has
 * @param layers the contents of every layer that one of the images has
 * @param warnings what a reader should know, though the images can be explained
 */
public record SavedArchive(
    List<ArchivedImage> images, Map<DiffId, LayerContents> layers, List<String> warnings) {
  /** Copies the collections. */
  public SavedArchive {
    images = List.copyOf(images);
    layers = Map.copyOf(layers);
    warnings = List.copyOf(warnings);
  }
}
