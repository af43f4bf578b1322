package multistage.image.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.ImageConfig;
import multistage.image.LayerContents;
import multistage.image.archive.ArchiveReader;
import multistage.image.archive.ArchivedImage;
import multistage.image.archive.LayerCache;
import multistage.image.archive.SavedArchive;
import multistage.image.cache.internal.FolderLayerCache;
import multistage.image.explain.ExplainedImage;

/**
 * Images that were read before, by the ID that an engine gives them. One that is known needs no
 * saving: its configuration is on disk, and so are its layers, which other images may share.
 *
 * <p>Several threads and several processes may use the same directory. Nothing is ever removed from
 * it here; removing it costs time, nothing else.
 */
public final class ImageCache {
  private final LayerCache layers;
  private final ConfigCache configs;
  private final Map<DiffId, LayerContents> inMemory = new ConcurrentHashMap<>();

  /** Saves one image of an engine, as {@code docker save} does. */
  @FunctionalInterface
  public interface Save {
    /** Opens the archive. */
    InputStream open() throws IOException;
  }

  /**
   * Touches nothing yet.
   *
   * @param directory made when the first image is stored
   * @param warnings is told, once, when the directory can't be read or written; nothing else
   *     happens then but that images aren't known
   */
  public ImageCache(Path directory, Consumer<String> warnings) {
    layers = layers(directory, warnings).withPullSizes();
    configs = configs(directory, warnings);
  }

  /** This user's directory, in {@code $XDG_CACHE_HOME} or {@code ~/.cache}. */
  public static Path userDirectory() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return caches.resolve("multistage-image-report");
  }

  /** The layers in such a directory; what is kept there in another form is replaced. */
  public static LayerCache layers(Path directory, Consumer<String> warnings) {
    return new FolderLayerCache(directory.resolve("layers-v4"), warnings);
  }

  /** The configurations in such a directory. */
  public static ConfigCache configs(Path directory, Consumer<String> warnings) {
    return new ConfigCache(directory.resolve("configs-v1"), warnings);
  }

  /**
   * The image with that ID: from the cache, or else from the archive.
   *
   * @param save is called only when the image isn't known
   * @throws IOException when the archive can't be opened or read, or holds several images and none
   *     with that ID
   */
  public ExplainedImage get(Digest id, Save save) throws IOException {
    Optional<ExplainedImage> known = find(id);
    if (known.isPresent()) {
      return known.get();
    }
    SavedArchive archive;
    try (InputStream in = save.open()) {
      archive = new ArchiveReader(layers).read(in);
    }
    ArchivedImage image = only(id, archive);
    configs.store(id, image.config());
    return ExplainedImage.of(image.names(), image.config(), archive.layers());
  }

  /** The image with that ID, where its configuration and all of its layers are known. */
  public Optional<ExplainedImage> find(Digest id) {
    Optional<ImageConfig> config = configs.find(id);
    if (config.isEmpty()) {
      return Optional.empty();
    }
    Map<DiffId, LayerContents> contents = new HashMap<>();
    for (DiffId diffId : config.get().diffIds()) {
      LayerContents layer = inMemory.computeIfAbsent(diffId, key -> layers.find(key).orElse(null));
      if (layer == null) {
        return Optional.empty();
      }
      contents.put(diffId, layer);
    }
    return Optional.of(ExplainedImage.of(List.of(), config.get(), contents));
  }

  /** With the containerd image store, an engine's ID isn't the configuration's digest. */
  private static ArchivedImage only(Digest id, SavedArchive archive) throws IOException {
    List<ArchivedImage> images = archive.images();
    return images.stream()
        .filter(image -> images.size() == 1 || image.config().id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "the archive holds " + images.size() + " images, and none of them is " + id));
  }
}
