package multistage.image.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import multistage.image.DiffId;
import multistage.image.FileEntry;
import multistage.image.Image;
import multistage.image.ImageConfig;
import multistage.image.Layer;
import multistage.image.LayerContents;
import multistage.image.LayerShare;
import multistage.image.SizedPath;
import multistage.image.explain.internal.Explainer;
import multistage.image.explain.internal.Instructions;
import multistage.image.explain.internal.MergedLayers;

/** Puts together what a report says of an image. */
public final class Images {
  private static final int MOST_PATHS = 5;

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
    List<Optional<String>> instructions = Instructions.ofLayers(config);
    int baseLayers = baseLayers(config, baseDiffIds);
    List<LayerContents> read = contents(config, layers);
    List<Layer> result = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      result.add(layer(read.get(i), instructions.get(i), i < baseLayers));
    }
    return Image.of(
        config.id(), engineBytes, result, Explainer.explain(MergedLayers.of(read), baseLayers));
  }

  /**
   * What each of the image's layers is there for, lowest first.
   *
   * @param layers the contents of all its layers, and maybe of others
   * @param baseDiffIds the layers of the image that its last stage starts from, lowest first
   * @throws IllegalArgumentException when a layer's contents are missing
   */
  public static List<LayerShare> layerShares(
      ImageConfig config, Map<DiffId, LayerContents> layers, List<DiffId> baseDiffIds) {
    List<LayerContents> read = contents(config, layers);
    return Explainer.layers(read, baseLayers(config, baseDiffIds));
  }

  /**
   * A step of a history as a Dockerfile has it, on one line; what no builder wrote stays as it is.
   */
  public static String instruction(ImageConfig.HistoryEntry step) {
    return Instructions.instruction(step.createdBy());
  }

  private static int baseLayers(ImageConfig config, List<DiffId> base) {
    List<DiffId> diffIds = config.diffIds();
    boolean hasBase = diffIds.size() >= base.size() && diffIds.subList(0, base.size()).equals(base);
    return hasBase ? base.size() : 0;
  }

  private static List<LayerContents> contents(
      ImageConfig config, Map<DiffId, LayerContents> layers) {
    List<LayerContents> read = new ArrayList<>();
    for (DiffId diffId : config.diffIds()) {
      LayerContents contents = layers.get(diffId);
      if (contents == null) {
        throw new IllegalArgumentException(
            "layer " + diffId + " of the image " + config.id() + " was not read");
      }
      read.add(contents);
    }
    return read;
  }

  private static Layer layer(
      LayerContents contents, Optional<String> instruction, boolean fromBase) {
    Map<String, Long> folders = new HashMap<>();
    PriorityQueue<SizedPath> largestFiles = Explainer.largestQueue();
    int files = 0;
    for (FileEntry entry : contents.entries()) {
      if (entry.type() == FileEntry.Type.REGULAR) {
        files++;
        String path = entry.path();
        Explainer.keepLargest(largestFiles, new SizedPath(path, entry.bytes()), MOST_PATHS);
        // A folder further down comes behind all those that it is in, which are no smaller.
        int end = path.indexOf('/');
        for (int depth = 0; end > 0 && depth < MOST_PATHS; depth++) {
          folders.merge(path.substring(0, end), entry.bytes(), Long::sum);
          end = path.indexOf('/', end + 1);
        }
      }
    }
    PriorityQueue<SizedPath> largestFolders = Explainer.largestQueue();
    folders.forEach(
        (path, bytes) ->
            Explainer.keepLargest(largestFolders, new SizedPath(path, bytes), MOST_PATHS));
    return new Layer(
        contents.diffId(),
        instruction,
        fromBase,
        contents.fileBytes(),
        contents.tarBytes(),
        contents.gzipBytes(),
        files,
        Explainer.largestFirst(largestFiles),
        Explainer.largestFirst(largestFolders));
  }
}
