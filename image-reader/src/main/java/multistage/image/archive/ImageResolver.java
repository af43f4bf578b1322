package multistage.image.archive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.ImageConfig;
import multistage.image.ImageConfig.HistoryEntry;
import multistage.image.LayerContents;
import multistage.image.archive.ArchiveContents.Blob;
import multistage.image.archive.Documents.Descriptor;
import multistage.image.archive.Documents.DockerImage;
import multistage.image.archive.Documents.OciDocument;

/** Finds the images in an archive's contents, and checks that each has all that belongs to it. */
final class ImageResolver {
  private static final int MOST_STEPS = 1_000_000;

  private final ArchiveContents contents;
  private final Map<DiffId, LayerContents> read;
  private final LayerCache cache;

  private final Map<Digest, ImageConfig> parsedConfigs = new HashMap<>();
  private final Map<Digest, ImageConfig> configs = new LinkedHashMap<>();
  private final Map<String, Set<String>> namesByConfig = new HashMap<>();
  private final Map<DiffId, LayerContents> layers = new HashMap<>();
  private int steps;

  /**
   * Resolves nothing yet.
   *
   * @param read the layers that the archive has
   * @param cache may know those that it hasn't
   */
  ImageResolver(ArchiveContents contents, Map<DiffId, LayerContents> read, LayerCache cache) {
    this.contents = contents;
    this.read = read;
    this.cache = cache;
  }

  SavedArchive resolve() throws BadArchiveException {
    // Where both are there they tell of the same images, and in Docker's own the engine has chosen
    // among platforms already.
    Optional<Blob> docker = contents.find(ArchiveContents.DOCKER_MANIFEST);
    Optional<Blob> index = contents.find(ArchiveContents.OCI_INDEX);
    if (docker.isEmpty() && index.isEmpty()) {
      throw new BadArchiveException(
          "the archive",
          "it has neither manifest.json nor index.json, so docker save didn't write it, or not to"
              + " its end");
    }
    if (docker.isPresent()) {
      if (!(docker.get() instanceof Blob.DockerManifest manifest)) {
        throw unfit(
            "the archive", ArchiveContents.DOCKER_MANIFEST, docker.get(), "a list of images");
      }
      for (DockerImage image : manifest.images()) {
        addDockerImage(image);
      }
    }
    if (index.isPresent()) {
      boolean onlyNames = !configs.isEmpty();
      for (Descriptor descriptor : index(ArchiveContents.OCI_INDEX, index.get()).manifests()) {
        if (onlyNames) {
          addName(descriptor);
        } else {
          addOciImage(descriptor);
        }
      }
    }
    if (configs.isEmpty()) {
      throw new BadArchiveException("the archive", "it has no image");
    }
    List<ArchivedImage> images = new ArrayList<>();
    configs.forEach(
        (id, config) ->
            images.add(new ArchivedImage(config, List.copyOf(namesByConfig.get(id.value())))));
    return new SavedArchive(images, layers);
  }

  private void addDockerImage(DockerImage image) throws BadArchiveException {
    if (image.config() == null) {
      throw new BadArchiveException(
          ArchiveContents.DOCKER_MANIFEST, "an image without a configuration");
    }
    add(
        ArchiveContents.DOCKER_MANIFEST,
        image.config(),
        image.layers(),
        image.repoTags().stream().map(ImageResolver::familiar).toList());
  }

  /**
   * Adds what a descriptor of {@code index.json} stands for: an image, or one of the images for
   * several platforms, of which an engine saves those that it has.
   */
  private void addOciImage(Descriptor descriptor) throws BadArchiveException {
    List<Descriptor> candidates = manifests(descriptor);
    if (candidates.isEmpty()) {
      return;
    }
    Descriptor chosen = candidates.get(0);
    for (Descriptor candidate : candidates) {
      if (isComplete(candidate)) {
        chosen = candidate;
        break;
      }
    }
    String path = path(chosen);
    OciDocument manifest = manifest(path, find(ArchiveContents.OCI_INDEX, path));
    List<String> layerPaths = new ArrayList<>();
    for (Descriptor layer : manifest.layers()) {
      layerPaths.add(path(layer));
    }
    add(path, path(manifest.config()), layerPaths, name(descriptor).stream().toList());
  }

  /** Adds a name that containerd may write into its index alone. */
  private void addName(Descriptor descriptor) throws BadArchiveException {
    for (Descriptor candidate : manifests(descriptor)) {
      if (contents.find(path(candidate)).orElse(null) instanceof Blob.Document manifest
          && manifest.content().isManifest()) {
        Set<String> names = namesByConfig.get(manifest.content().config().digest());
        if (names != null) {
          name(descriptor).ifPresent(names::add);
        }
      }
    }
  }

  /** The manifests that a descriptor of a manifest or, maybe nested, index stands for. */
  private List<Descriptor> manifests(Descriptor descriptor) throws BadArchiveException {
    List<Descriptor> manifests = new ArrayList<>();
    Set<String> visited = new HashSet<>();
    Deque<Descriptor> open = new ArrayDeque<>(List.of(descriptor));
    while (!open.isEmpty()) {
      Descriptor current = open.remove();
      countStep();
      if (current.isAttestation() || !visited.add(path(current))) {
        continue;
      }
      if (contents.find(path(current)).orElse(null) instanceof Blob.Document document
          && document.content().isIndex()) {
        open.addAll(document.content().manifests());
      } else {
        manifests.add(current);
      }
    }
    return manifests;
  }

  /** Ends it where small documents that name each other again and again would take hours. */
  private void countStep() throws BadArchiveException {
    if (++steps > MOST_STEPS) {
      throw BadArchiveException.tooMuch(
          ArchiveContents.OCI_INDEX, "names more than " + MOST_STEPS + " manifests and layers");
    }
  }

  private boolean isComplete(Descriptor descriptor) throws BadArchiveException {
    if (contents.find(path(descriptor)).orElse(null) instanceof Blob.Document manifest
        && manifest.content().isManifest()
        && contents.find(path(manifest.content().config())).orElse(null)
            instanceof Blob.Document config
        && config.content().isImageConfig()) {
      List<Descriptor> layers = manifest.content().layers();
      List<DiffId> diffIds = config(path(descriptor), config).diffIds();
      for (int i = 0; i < layers.size() && i < diffIds.size(); i++) {
        countStep();
        if (contents.find(path(layers.get(i))).isEmpty() && known(diffIds.get(i)).isEmpty()) {
          return false;
        }
      }
      return true;
    }
    return false;
  }

  private void add(
      String manifestPath, String configPath, List<String> layerPaths, List<String> imageNames)
      throws BadArchiveException {
    if (!(find(manifestPath, configPath) instanceof Blob.Document document)
        || !document.content().isImageConfig()) {
      throw unfit(manifestPath, configPath, find(manifestPath, configPath), "a configuration");
    }
    ImageConfig config = config(configPath, document);
    if (!configs.containsKey(config.id())) {
      addLayers(new ArchivedImage(config, imageNames).displayName(), config, layerPaths);
      configs.put(config.id(), config);
    }
    namesByConfig
        .computeIfAbsent(config.id().value(), id -> new LinkedHashSet<>())
        .addAll(imageNames);
  }

  private void addLayers(String image, ImageConfig config, List<String> paths)
      throws BadArchiveException {
    int count = config.diffIds().size();
    if (paths.size() != count) {
      throw new BadArchiveException(
          image, "its manifest names " + paths.size() + " layers, its configuration " + count);
    }
    for (int i = 0; i < count; i++) {
      String where = image + ", layer " + (i + 1) + " of " + count;
      DiffId diffId = config.diffIds().get(i);
      String path = paths.get(i);
      Optional<Blob> blob = contents.find(path);
      if (blob.isPresent()) {
        if (!(blob.get() instanceof Blob.Layer layer)) {
          throw unfit(where, path, blob.get(), "a layer");
        }
        if (!layer.diffId().equals(diffId)) {
          throw new BadArchiveException(
              where,
              path
                  + " was altered or damaged: its diff ID is "
                  + layer.diffId()
                  + ", but the image's configuration says "
                  + diffId);
        }
      }
      layers.put(
          diffId,
          known(diffId)
              .orElseThrow(
                  () ->
                      new BadArchiveException(
                          where,
                          path + " is missing, and its diff ID " + diffId + " isn't known")));
    }
  }

  private Optional<LayerContents> known(DiffId diffId) {
    return Optional.ofNullable(read.get(diffId)).or(() -> cache.find(diffId));
  }

  private ImageConfig config(String path, Blob.Document document) throws BadArchiveException {
    ImageConfig known = parsedConfigs.get(document.digest());
    if (known != null) {
      return known;
    }
    try {
      ImageConfig config =
          new ImageConfig(
              document.digest(),
              document.content().rootfs().diffIds().stream().map(DiffId::new).toList(),
              document.content().history().stream()
                  .map(
                      step ->
                          new HistoryEntry(
                              step.createdBy() == null ? "" : step.createdBy(),
                              Boolean.TRUE.equals(step.emptyLayer())))
                  .toList(),
              document.content().execution());
      parsedConfigs.put(config.id(), config);
      return config;
    } catch (IllegalArgumentException e) {
      throw new BadArchiveException(path, e.getMessage(), e);
    }
  }

  private Blob find(String from, String path) throws BadArchiveException {
    return contents
        .find(path)
        .orElseThrow(
            () -> new BadArchiveException(from, "names " + path + ", which the archive lacks"));
  }

  private static OciDocument index(String path, Blob blob) throws BadArchiveException {
    if (blob instanceof Blob.Document document && document.content().isIndex()) {
      return document.content();
    }
    throw unfit("the archive", path, blob, "an index");
  }

  private static OciDocument manifest(String path, Blob blob) throws BadArchiveException {
    if (blob instanceof Blob.Document document && document.content().isManifest()) {
      return document.content();
    }
    throw unfit("the archive", path, blob, "a manifest");
  }

  private static BadArchiveException unfit(String where, String path, Blob blob, String wanted) {
    if (blob instanceof Blob.Unusable unusable) {
      return unusable.tooMuch()
          ? BadArchiveException.tooMuch(where, unusable.message())
          : new BadArchiveException(where, unusable.message());
    }
    return new BadArchiveException(where, path + " isn't " + wanted);
  }

  /** Where the OCI image layout has a blob with this digest. */
  private static String path(Descriptor descriptor) throws BadArchiveException {
    if (descriptor.digest() == null) {
      throw new BadArchiveException(ArchiveContents.OCI_INDEX, "a descriptor without a digest");
    }
    return "blobs/" + descriptor.digest().replace(':', '/');
  }

  /** The name with which an image was saved. */
  private static Optional<String> name(Descriptor descriptor) {
    // The first is containerd's, with the repository; the second may be no more than the tag.
    return Optional.ofNullable(descriptor.annotations().get("io.containerd.image.name"))
        .or(
            () ->
                Optional.ofNullable(
                    descriptor.annotations().get("org.opencontainers.image.ref.name")))
        .map(ImageResolver::familiar);
  }

  /** The name as a user types it: Podman and containerd write Docker Hub's host name before it. */
  private static String familiar(String name) {
    return name.replaceFirst("^docker\\.io/(library/)?", "");
  }
}
