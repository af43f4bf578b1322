package multistage.report.weigh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
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
import multistage.image.archive.ArchiveReader;
import multistage.image.archive.ArchivedImage;
import multistage.image.archive.LayerCache;
import multistage.image.archive.SavedArchive;
import multistage.image.cache.ConfigCache;
import multistage.image.cache.ImageCache;
import multistage.image.explain.ImageFiles;
import multistage.image.explain.Images;
import multistage.report.engine.ImageStore;
import multistage.report.engine.StoredImage;
import multistage.report.model.BaseImage;
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

  public Weigher(ImageStore store, Path cache, Progress progress) {
    this.store = store;
    this.layers = ImageCache.layers(cache, progress::say);
    this.reader = new ArchiveReader(layers);
    this.configs = ImageCache.configs(cache, progress::say);
    this.progress = progress;
  }

  /** An image and what its layers hold. */
  public record Measured(
      StoredImage stored, ImageConfig config, Map<DiffId, LayerContents> layers) {
    public Image asImage(List<DiffId> base) {
      return Images.of(config, layers, base, stored.engineBytes());
    }

    public ImageFiles files() {
      return ImageFiles.of(config.diffIds().stream().map(layers::get).toList());
    }
  }

  /** One image's outcome: either what was measured, or why it couldn't be. */
  public record Weighed(Optional<Measured> measured, Optional<String> failure) {}

  /**
   * Reads images in one stream, in which a layer that several have is there once: weighing finds
   * them known then.
   */
  public void readAhead(Collection<String> references) throws IOException {
    Map<String, StoredImage> unknown = new LinkedHashMap<>();
    for (String reference : references) {
      store
          .find(reference)
          .filter(stored -> known(stored).isEmpty())
          .ifPresent(stored -> unknown.put(reference, stored));
    }
    if (!unknown.isEmpty()) {
      String what =
          unknown.size() == 1 ? unknown.keySet().iterator().next() : unknown.size() + " images";
      progress.call("reading " + what, () -> read(unknown));
    }
  }

  /** Weighs images, by name. */
  public Map<String, Weighed> weigh(Collection<String> references) {
    Map<String, Weighed> weighed = new LinkedHashMap<>();
    Map<String, StoredImage> found = new LinkedHashMap<>();
    for (String reference : references) {
      store
          .find(reference)
          .ifPresentOrElse(
              stored -> found.put(reference, stored),
              () -> weighed.put(reference, failed(missing(reference))));
    }
    weighed.putAll(weigh(found));
    return weighed;
  }

  private Map<String, Weighed> weigh(Map<String, StoredImage> images) {
    Map<String, Weighed> weighed = new LinkedHashMap<>();
    Map<String, StoredImage> unknown = new LinkedHashMap<>();
    images.forEach(
        (reference, stored) ->
            known(stored)
                .ifPresentOrElse(
                    known ->
                        weighed.put(reference, new Weighed(Optional.of(known), Optional.empty())),
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
   * Base images, by name, without those that can't be weighed: the second map says why.
   *
   * <p>One whose layers are known isn't saved: all that counts is what they hold.
   */
  public Bases weighBases(Collection<String> references) {
    Map<String, BaseImage> images = new TreeMap<>();
    Map<String, String> failures = new TreeMap<>();
    Map<String, StoredImage> unknown = new LinkedHashMap<>();
    for (String reference : references) {
      try {
        store
            .find(reference)
            .ifPresentOrElse(
                stored ->
                    base(reference, stored)
                        .ifPresentOrElse(
                            base -> images.put(reference, base),
                            () -> unknown.put(reference, stored)),
                () -> failures.put(reference, missing(reference)));
      } catch (RuntimeException e) {
        // What the engine says of one image must not cost the others.
        failures.put(reference, Objects.requireNonNullElse(e.getMessage(), e.toString()));
      }
    }
    weigh(unknown)
        .forEach(
            (reference, weighed) ->
                base(reference, unknown.get(reference))
                    .ifPresentOrElse(
                        base -> images.put(reference, base),
                        () ->
                            failures.put(
                                reference,
                                weighed
                                    .failure()
                                    .orElse("its layers aren't those that the engine names"))));
    return new Bases(images, failures);
  }

  /** Base images, and why some couldn't be weighed, by reference. */
  public record Bases(Map<String, BaseImage> images, Map<String, String> failures) {}

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

  private Optional<ImageConfig> knownConfig(StoredImage stored) {
    return Optional.ofNullable(
        knownConfigs.computeIfAbsent(stored.id(), id -> configs.find(id).orElse(null)));
  }

  private Optional<Measured> known(StoredImage stored) {
    Optional<ImageConfig> config = knownConfig(stored);
    if (config.isEmpty()) {
      return Optional.empty();
    }
    Map<DiffId, LayerContents> contents = new HashMap<>();
    for (DiffId diffId : config.get().diffIds()) {
      LayerContents layer = knownLayers.computeIfAbsent(diffId, id -> layers.find(id).orElse(null));
      if (layer == null) {
        return Optional.empty();
      }
      contents.put(diffId, layer);
    }
    return Optional.of(new Measured(stored, config.get(), contents));
  }

  private Map<String, Weighed> readAlone(String reference, StoredImage image) {
    try {
      return read(Map.of(reference, image));
    } catch (IOException | RuntimeException e) {
      return Map.of(reference, failed(Objects.requireNonNullElse(e.getMessage(), e.toString())));
    }
  }

  private Map<String, Weighed> read(Map<String, StoredImage> images) throws IOException {
    SavedArchive archive;
    try (InputStream in = store.save(images.keySet())) {
      archive = reader.read(in);
    }
    knownLayers.putAll(archive.layers());
    Map<String, Weighed> weighed = new LinkedHashMap<>();
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
              .map(
                  found ->
                      new Weighed(
                          Optional.of(
                              new Measured(image.getValue(), found.config(), archive.layers())),
                          Optional.empty()))
              .orElseGet(() -> failed("it isn't in the archive that the engine saved")));
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

  private static String missing(String reference) {
    return "the engine has no image " + reference;
  }

  private static Weighed failed(String reason) {
    return new Weighed(Optional.empty(), Optional.of(reason));
  }
}
