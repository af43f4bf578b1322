package multistage.image.explain;

import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import multistage.image.FileEntry;
import multistage.image.LayerContents;
import multistage.image.explain.internal.MergedLayers;

/** The files that a container of an image sees. */
public final class ImageFiles {
  private final MergedLayers layers;

  private ImageFiles(MergedLayers layers) {
    this.layers = layers;
  }

  /** The files of an image with these layers, lowest first. */
  public static ImageFiles of(List<LayerContents> layers) {
    return new ImageFiles(MergedLayers.of(layers));
  }

  /** All that a container sees, by path. */
  public Collection<FileEntry> all() {
    return layers.all();
  }

  /**
   * What a container sees at that path, if anything. Links in the path aren't followed.
   *
   * @param path with or without a leading {@code /}, and without a trailing one
   */
  public Optional<FileEntry> find(String path) {
    return layers.find(path);
  }

  /**
   * The number of the layer from which a container sees that path; the lowest is 1.
   *
   * @param path as {@link FileEntry#path} gives it
   * @throws NoSuchElementException when a container sees nothing there
   */
  public int layerOf(String path) {
    return layers.layerOf(path);
  }

  /** With what is stored though no container sees it. */
  MergedLayers merged() {
    return layers;
  }
}
