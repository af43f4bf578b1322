package multistage.report.weigh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.Image;
import multistage.image.ImageConfig;
import multistage.image.LayerContents;
import multistage.image.LayerShare;
import multistage.image.archive.ArchiveReader;
import multistage.image.archive.ArchivedImage;
import multistage.image.archive.LayerCache;
import multistage.image.archive.SavedArchive;
import multistage.image.cache.ConfigCache;
import multistage.image.cache.ImageCache;
import multistage.image.explain.ImageFiles;
import multistage.image.explain.Images;
import multistage.report.engine.Bug;
import multistage.report.engine.ImageStore;
import multistage.report.engine.StoredImage;
import multistage.report.model.BaseImage;
import multistage.report.model.Result;
import multistage.report.process.Progress;

/**
 * Reads images' layers, each once, and only those that weren't read in an earlier run. For one
 * thread at a time.
 */
public final class Weigher {
  private final ImageStore store;
  private final LayerCache layers;
  private final ArchiveReader reader;
  private final ConfigCache configs;
  private final Progress progress;

  /** What was read or taken from the cache; images share layers, such as their base image's. */
  private final Map<DiffId, LayerContents> knownLayers = new HashMap<>();

  private final Map<Digest, ImageConfig> knownConfigs = new HashMap<>();

  /** One that also finds out about how much of each layer is pulled, by compressing it. */
  public Weigher(ImageStore store, Path cache, Progress progress) {
    this(store, cache, progress, true);
  }

  /**
   * Reads nothing yet.
   *
   * @param pullSizes whether layers are compressed, which takes longer than reading them
   */
  public Weigher(ImageStore store, Path cache, Progress progress, boolean pullSizes) {
    LayerCache all = ImageCache.layers(cache, progress::say);
    this.store = store;
    this.layers = pullSizes ? all.withPullSizes() : all.withoutPullSizes();
    this.reader = pullSizes ? new ArchiveReader(all) : ArchiveReader.withoutPullSizes(all);
    this.configs = ImageCache.configs(cache, progress::say);
    this.progress = progress;
  }

  /**
   * An image and what its layers hold.
   *
   * @param engineBytes the size that the engine states; 0 where none was asked
   */
  public record Contents(long engineBytes, ImageConfig config, Map<DiffId, LayerContents> layers) {
    public Image asImage(List<DiffId> base) {
      return Images.of(config, layers, base, engineBytes);
    }

    /** What each layer is there for, lowest first. */
    public List<LayerShare> layerShares(List<DiffId> base) {
      return Images.layerShares(config, layers, base);
    }

    /** The bytes of the regular files in all layers. */
    public long fileBytes() {
      return config.diffIds().stream().mapToLong(id -> layers.get(id).fileBytes()).sum();
    }

    public ImageFiles files() {
      return ImageFiles.of(config.diffIds().stream().map(layers::get).toList());
    }
  }

  /**
   * Reads images in one stream, in which a layer that several have is there once: weighing finds
   * them known then.
   */
  void readAhead(Map<String, StoredImage> images) throws IOException {
    Map<String, StoredImage> unknown = new LinkedHashMap<>(images);
    unknown.values().removeIf(stored -> known(stored).isPresent());
    if (!unknown.isEmpty()) {
      String what =
          unknown.size() == 1 ? unknown.keySet().iterator().next() : unknown.size() + " images";
      progress.call("reading " + what, () -> read(unknown));
    }
  }

  /** Weighs the image of that name. */
  public Result<Contents> weigh(String reference) {
    return store
        .find(reference)
        .map(stored -> weigh(Map.of(reference, stored)).get(reference))
        .orElseGet(() -> missing(reference));
  }

  /** What weighing an image comes to that the engine doesn't have. */
  public static <T> Result<T> missing(String reference) {
    return new Result.Failed<>("the engine has no image " + reference);
  }

  /** Weighs images, by name. */
  public Map<String, Result<Contents>> weigh(Map<String, StoredImage> images) {
    Map<String, Result<Contents>> weighed = new LinkedHashMap<>();
    Map<String, StoredImage> unknown = new LinkedHashMap<>();
    images.forEach(
        (reference, stored) ->
            known(stored)
                .ifPresentOrElse(
                    known -> weighed.put(reference, new Result.Done<>(known)),
                    () -> unknown.put(reference, stored)));
    if (!unknown.isEmpty()) {
      progress.say("saving and reading " + unknown.size() + " images");
      try {
        weighed.putAll(progress.call("reading " + unknown.size() + " images", () -> read(unknown)));
      } catch (IOException | RuntimeException e) {
        progress.say("not all could be read at once: " + e.getMessage());
        // One image spoils the stream for all: read each by itself to find which.
        for (Map.Entry<String, StoredImage> image : unknown.entrySet()) {
          weighed.putAll(readAlone(image.getKey(), image.getValue()));
        }
      }
    }
    return weighed;
  }

  /**
   * Weighs base images, by name. One whose layers are known isn't saved: all that counts is what
   * they hold.
   */
  public Map<String, Result<BaseImage>> weighBases(Map<String, StoredImage> bases) {
    Map<String, Result<BaseImage>> weighed = new TreeMap<>();
    Map<String, StoredImage> unknown = new LinkedHashMap<>();
    bases.forEach(
        (reference, stored) ->
            base(reference, stored)
                .ifPresentOrElse(
                    base -> weighed.put(reference, new Result.Done<>(base)),
                    () -> unknown.put(reference, stored)));
    weigh(unknown)
        .forEach(
            (reference, contents) ->
                weighed.put(
                    reference,
                    base(reference, unknown.get(reference))
                        .<Result<BaseImage>>map(Result.Done::new)
                        .orElseGet(
                            () ->
                                new Result.Failed<>(
                                    contents
                                        .failure()
                                        .orElse(
                                            "its layers aren't those that the engine names")))));
    return weighed;
  }

  /** A base image, where its layers are known. */
  private Optional<BaseImage> base(String reference, StoredImage stored) {
    OptionalLong fileBytes = knownFileBytes(stored);
    return fileBytes.isPresent()
        ? Optional.of(new BaseImage(reference, stored.id(), stored.origin(), fileBytes.getAsLong()))
        : Optional.empty();
  }

  /** The file bytes of an image, where all of its layers have been read, in whichever run. */
  public OptionalLong knownFileBytes(StoredImage stored) {
    if (stored.diffIds().isEmpty()) {
      return OptionalLong.empty();
    }
    long bytes = 0;
    for (DiffId diffId : stored.diffIds()) {
      LayerContents layer = knownLayers.computeIfAbsent(diffId, id -> layers.find(id).orElse(null));
      if (layer == null) {
        return OptionalLong.empty();
      }
      bytes += layer.fileBytes();
    }
    return OptionalLong.of(bytes);
  }

  /** The digest of an image's configuration, where it has been read, in whichever run. */
  public Optional<Digest> knownId(StoredImage stored) {
    return knownConfig(stored).map(ImageConfig::id);
  }

  /** An image's configuration, where it has been read, in whichever run. */
  public Optional<ImageConfig> knownConfig(StoredImage stored) {
    return knownConfig(stored.id());
  }

  private Optional<ImageConfig> knownConfig(Digest key) {
    return Optional.ofNullable(
        knownConfigs.computeIfAbsent(key, unknown -> configs.find(unknown).orElse(null)));
  }

  /**
   * Keeps the configuration of an image by what it is built from, for whoever has no such image.
   */
  public void remember(Digest builtFrom, ImageConfig config) {
    configs.store(builtFrom, config);
    knownConfigs.put(builtFrom, config);
  }

  /** What was remembered, in whichever run, where all of its layers are known. */
  public Optional<Contents> recall(Digest builtFrom) {
    return knownConfig(builtFrom).flatMap(config -> known(0, config));
  }

  private Optional<Contents> known(StoredImage stored) {
    return knownConfig(stored).flatMap(config -> known(stored.engineBytes(), config));
  }

  private Optional<Contents> known(long engineBytes, ImageConfig config) {
    Map<DiffId, LayerContents> contents = new HashMap<>();
    for (DiffId diffId : config.diffIds()) {
      LayerContents layer = knownLayers.computeIfAbsent(diffId, id -> layers.find(id).orElse(null));
      if (layer == null) {
        return Optional.empty();
      }
      contents.put(diffId, layer);
    }
    return Optional.of(new Contents(engineBytes, config, contents));
  }

  private Map<String, Result<Contents>> readAlone(String reference, StoredImage image) {
    try {
      return read(Map.of(reference, image));
    } catch (IOException | RuntimeException e) {
      return Map.of(
          reference,
          new Result.Failed<>(
              Bug.is(e)
                  ? Bug.reason(e)
                  : Objects.requireNonNullElse(e.getMessage(), e.toString())));
    }
  }

  private Map<String, Result<Contents>> read(Map<String, StoredImage> images) throws IOException {
    SavedArchive archive;
    try (InputStream in = store.save(images.keySet())) {
      archive = reader.read(in);
    }
    knownLayers.putAll(archive.layers());
    Map<String, Result<Contents>> weighed = new LinkedHashMap<>();
    for (Map.Entry<String, StoredImage> image : images.entrySet()) {
      Optional<ArchivedImage> archived =
          archive.images().stream()
              .filter(candidate -> isMeant(candidate, image.getKey(), image.getValue()))
              .findFirst();
      if (archived.isPresent()) {
        configs.store(image.getValue().id(), archived.get().config());
        knownConfigs.put(image.getValue().id(), archived.get().config());
      }
      weighed.put(
          image.getKey(),
          archived
              .<Result<Contents>>map(
                  found ->
                      new Result.Done<>(
                          new Contents(
                              image.getValue().engineBytes(), found.config(), archive.layers())))
              .orElseGet(
                  () -> new Result.Failed<>("it isn't in the archive that the engine saved")));
    }
    return weighed;
  }

  /**
   * By its ID; where that isn't the configuration's digest, as with containerd, by its name; and
   * where it has none, as one that was pulled by its digest, by its layers.
   */
  private static boolean isMeant(ArchivedImage candidate, String reference, StoredImage stored) {
    return candidate.config().id().equals(stored.id())
        || candidate.names().contains(reference)
        || candidate.names().contains(reference + ":latest")
        || candidate.names().isEmpty() && candidate.config().diffIds().equals(stored.diffIds());
  }
}
