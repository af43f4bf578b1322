package multistage.image.archive.internal;

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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.ImageConfig;
import multistage.image.ImageConfig.HistoryEntry;
import multistage.image.LayerContents;
import multistage.image.archive.ArchivedImage;
import multistage.image.archive.BadArchiveException;
import multistage.image.archive.ImagePlatform;
import multistage.image.archive.LayerCache;
import multistage.image.archive.SavedArchive;
import multistage.image.archive.internal.ArchiveContents.Blob;
import multistage.image.archive.internal.Documents.Descriptor;
import multistage.image.archive.internal.Documents.DockerImage;
import multistage.image.archive.internal.Documents.OciDocument;

/** Finds the images in an archive's contents, and checks that each has all that belongs to it. */
public final class ImageResolver {
  private static final int MOST_STEPS = 1_000_000;
  private static final String THE_ARCHIVE = "the archive";

  private final ArchiveContents contents;
  private final Map<DiffId, LayerContents> read;
  private final LayerCache cache;

  private final Map<Digest, ImageConfig> parsedConfigs = new HashMap<>();
  private final Map<Digest, Found> found = new LinkedHashMap<>();
  private final Map<DiffId, LayerContents> layers = new HashMap<>();
  private final Set<String> artifacts = new TreeSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private boolean isSkopeosFolder;
  private int steps;

  /**
   * Resolves nothing yet.
   *
   * @param read the layers that the archive has
   * @param cache may know those that it hasn't
   */
  public ImageResolver(
      ArchiveContents contents, Map<DiffId, LayerContents> read, LayerCache cache) {
    this.contents = contents;
    this.read = read;
    this.cache = cache;
  }

  /** An image of which all is there. */
  private record Found(
      ImageConfig config,
      Set<String> names,
      Optional<ImagePlatform> platform,
      Set<String> digests,
      boolean fromIndex) {}

  /**
   * What a descriptor in an index leads to.
   *
   * @param within the digests of the indexes that it is in
   */
  private record Leaf(Descriptor descriptor, Set<String> within) {}

  public SavedArchive resolve() throws BadArchiveException {
    Optional<Blob> docker = contents.find(ArchiveContents.DOCKER_MANIFEST);
    Optional<Blob> index = contents.find(ArchiveContents.OCI_INDEX);
    if (docker.isEmpty() && index.isEmpty()) {
      throw new BadArchiveException(THE_ARCHIVE, NotAnImage.without(contents));
    }
    if (docker.isPresent()) {
      addDocker(docker.get(), index.isPresent());
    }
    if (index.isPresent() && !isSkopeosFolder) {
      addIndex(index.get());
    }
    if (found.isEmpty()) {
      throw new BadArchiveException(
          THE_ARCHIVE,
          artifacts.isEmpty()
              ? "it has no image"
              : "it has no image, but what registries keep beside images: "
                  + String.join(", ", artifacts));
    }
    return new SavedArchive(
        found.values().stream()
            .map(
                image ->
                    new ArchivedImage(
                        image.config,
                        List.copyOf(image.names),
                        image.platform,
                        image.digests,
                        image.fromIndex))
            .toList(),
        layers,
        List.copyOf(warnings));
  }

  private void addDocker(Blob blob, boolean hasIndex) throws BadArchiveException {
    String path = ArchiveContents.DOCKER_MANIFEST;
    if (blob instanceof Blob.DockerManifest manifest) {
      for (DockerImage image : manifest.images()) {
        addDockerImage(image);
      }
    } else if (blob instanceof Blob.Document document
        && (document.content().isManifest() || document.content().isIndex())) {
      // As skopeo's dir: and containers' storage have it: blobs stand beside their manifest.
      isSkopeosFolder = true;
      addFrom(Descriptor.of(document.digest()), false);
    } else if (NotAnImage.isFileSystem(contents)) {
      throw new BadArchiveException(THE_ARCHIVE, NotAnImage.FILE_SYSTEM);
    } else if (!hasIndex) {
      throw unfit(THE_ARCHIVE, path, blob, "a list of images");
    }
  }

  private void addIndex(Blob blob) throws BadArchiveException {
    if (!(blob instanceof Blob.Document document) || !document.content().isIndex()) {
      if (found.isEmpty()) {
        throw unfit(THE_ARCHIVE, ArchiveContents.OCI_INDEX, blob, "an index");
      }
      return;
    }
    // With Docker's list, which names all that is to be loaded, an index may be incomplete.
    boolean mayLack = !found.isEmpty();
    for (Descriptor descriptor : document.content().named()) {
      addFrom(descriptor, mayLack);
    }
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
        image.layerSources(),
        image.repoTags().stream().map(ImageResolver::familiar).toList(),
        Optional.empty(),
        Set.of(),
        false);
  }

  /**
   * Adds the images that a descriptor of {@code index.json} stands for: one, or one for each of
   * several platforms, of which an engine saves those that it has.
   *
   * @param mayLack whether it is no error when none is complete
   */
  private void addFrom(Descriptor top, boolean mayLack) throws BadArchiveException {
    if (mayLack && top.digest() == null) {
      return;
    }
    List<Leaf> candidates = new ArrayList<>();
    List<Leaf> incomplete = new ArrayList<>();
    for (Leaf leaf : leaves(top)) {
      Optional<Blob> blob = blob(leaf.descriptor);
      if (blob.isPresent()
          && blob.get() instanceof Blob.Document document
          && document.content().isManifest()
          && isArtifact(document.content())) {
        artifacts.add(document.content().kindOfArtifact());
      } else if (isComplete(leaf.descriptor)) {
        candidates.add(leaf);
      } else {
        incomplete.add(leaf);
      }
    }
    if (candidates.isEmpty() && !incomplete.isEmpty() && !mayLack) {
      // Which of all is meant can't be known; one of which most is there tells what is wrong.
      Leaf first = incomplete.get(0);
      for (Leaf leaf : incomplete) {
        if (blob(leaf.descriptor).isPresent()) {
          first = leaf;
          break;
        }
      }
      candidates.add(first);
      incomplete.remove(first);
    }
    for (Leaf leaf : candidates) {
      String path = path(leaf.descriptor);
      OciDocument manifest = manifest(path, find(ArchiveContents.OCI_INDEX, path));
      List<String> layerPaths = new ArrayList<>();
      Map<String, Descriptor> sources = new HashMap<>();
      for (Descriptor layer : manifest.layers()) {
        layerPaths.add(path(layer));
        sources.put(path(layer), layer);
      }
      Set<String> digests = new LinkedHashSet<>(leaf.within);
      digests.add(leaf.descriptor.digest());
      digests.add(manifest.config().digest());
      add(
          path,
          path(manifest.config()),
          layerPaths,
          sources,
          name(top).stream().toList(),
          Optional.ofNullable(leaf.descriptor.platform())
              .flatMap(Documents.Platform::asImagePlatform),
          digests,
          true);
    }
    warnOfPlatformsThatAreMissing(top, candidates, incomplete);
  }

  private void warnOfPlatformsThatAreMissing(
      Descriptor top, List<Leaf> complete, List<Leaf> incomplete) {
    if (complete.size() == 1 && !incomplete.isEmpty()) {
      warnings.add(
          name(top).orElse("an image")
              + " is for several platforms, of which the archive has one"
              + platform(complete.get(0)).map(name -> ", " + name).orElse("")
              + ", and lacks "
              + incomplete.stream()
                  .map(leaf -> platform(leaf).orElse(leaf.descriptor.digest()))
                  .collect(Collectors.joining(", ")));
    }
  }

  private static Optional<String> platform(Leaf leaf) {
    return Optional.ofNullable(leaf.descriptor.platform())
        .flatMap(Documents.Platform::asImagePlatform)
        .map(ImagePlatform::toString);
  }

  /** The manifests that a descriptor of a manifest or, maybe nested, index stands for. */
  private List<Leaf> leaves(Descriptor descriptor) throws BadArchiveException {
    List<Leaf> leaves = new ArrayList<>();
    Set<String> visited = new HashSet<>();
    Deque<Leaf> open = new ArrayDeque<>(List.of(new Leaf(descriptor, Set.of())));
    while (!open.isEmpty()) {
      Leaf current = open.remove();
      countStep();
      if (current.descriptor.isAttestation() || !visited.add(path(current.descriptor))) {
        continue;
      }
      if (blob(current.descriptor).orElse(null) instanceof Blob.Document document
          && document.content().isIndex()) {
        // Only the outermost and the innermost have digests that people use.
        Set<String> within = new LinkedHashSet<>(current.within.stream().limit(1).toList());
        within.add(current.descriptor.digest());
        for (Descriptor named : document.content().named()) {
          open.add(new Leaf(named, within));
        }
      } else {
        leaves.add(current);
      }
    }
    return leaves;
  }

  /** Ends it where small documents that name each other again and again would take hours. */
  private void countStep() throws BadArchiveException {
    if (++steps > MOST_STEPS) {
      throw BadArchiveException.tooMuch(
          ArchiveContents.OCI_INDEX, "names more than " + MOST_STEPS + " manifests and layers");
    }
  }

  /** Signatures and the like are no images, nor what has another thing than a configuration. */
  private boolean isArtifact(OciDocument manifest) throws BadArchiveException {
    return !manifest.isImageManifest()
        || (blob(manifest.config()).orElse(null) instanceof Blob.Document config
            && !config.content().isImageConfig())
        || blob(manifest.config()).orElse(null) instanceof Blob.Other;
  }

  private boolean isComplete(Descriptor descriptor) throws BadArchiveException {
    if (blob(descriptor).orElse(null) instanceof Blob.Document manifest
        && manifest.content().isManifest()
        && blob(manifest.content().config()).orElse(null) instanceof Blob.Document config
        && config.content().isImageConfig()) {
      List<Descriptor> layers = manifest.content().layers();
      List<String> diffIds = config.content().rootfs().diffIds();
      for (int i = 0; i < layers.size() && i < diffIds.size(); i++) {
        countStep();
        if (blob(layers.get(i)).isEmpty() && known(diffIds.get(i)).isEmpty()) {
          return false;
        }
      }
      return true;
    }
    return false;
  }

  private void add(
      String manifestPath,
      String configPath,
      List<String> layerPaths,
      Map<String, Descriptor> sources,
      List<String> imageNames,
      Optional<ImagePlatform> platform,
      Set<String> digests,
      boolean fromIndex)
      throws BadArchiveException {
    if (!(find(manifestPath, configPath) instanceof Blob.Document document)
        || !document.content().isImageConfig()) {
      throw unfit(manifestPath, configPath, find(manifestPath, configPath), "a configuration");
    }
    if (document.misnamed()) {
      if (isSkopeosFolder) {
        throw new BadArchiveException(
            configPath, "was altered or damaged: its digest is " + document.digest());
      }
      warnings.add(
          configPath
              + ", an image's configuration, isn't called by its digest, as most tools do: its"
              + " digest, and so the image's ID, is "
              + document.digest());
    }
    Found image = found.get(document.digest());
    if (image == null) {
      String called = imageNames.stream().findFirst().orElse(document.digest().value());
      ImageConfig config = addLayers(called, configPath, document, layerPaths, sources);
      image =
          new Found(
              config,
              new LinkedHashSet<>(),
              platform.or(document.content()::platform),
              new LinkedHashSet<>(List.of(config.id().value())),
              fromIndex);
      found.put(document.digest(), image);
    }
    image.names.addAll(imageNames);
    image.digests.addAll(digests);
  }

  /** Makes sure that all layers are there and what the configuration says. */
  private ImageConfig addLayers(
      String image,
      String configPath,
      Blob.Document document,
      List<String> paths,
      Map<String, Descriptor> sources)
      throws BadArchiveException {
    List<String> said = document.content().rootfs().diffIds();
    int count = said.size();
    if (paths.size() != count) {
      throw new BadArchiveException(
          image, "its manifest names " + paths.size() + " layers, its configuration " + count);
    }
    List<DiffId> diffIds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String where = image + ", layer " + (i + 1) + " of " + count;
      String diffId = said.get(i);
      String path = paths.get(i);
      Optional<Blob> blob = contents.find(path);
      if (blob.isPresent()) {
        if (!(blob.get() instanceof Blob.Layer layer)) {
          Descriptor source = sources.get(path);
          throw source != null && source.isEncrypted()
              ? new BadArchiveException(where, path + " is encrypted; save the image decrypted")
              : unfit(where, path, blob.get(), "a layer");
        }
        if (!layer.hasDiffId(diffId)) {
          throw new BadArchiveException(
              where,
              path
                  + " was altered or damaged: its diff ID is "
                  + layer.diffId()
                  + ", but the image's configuration says "
                  + diffId);
        }
        diffIds.add(layer.diffId());
        layers.put(layer.diffId(), read.get(layer.diffId()));
        continue;
      }
      LayerContents known =
          known(diffId)
              .orElseThrow(
                  () ->
                      missing(
                          where, path, diffId, sources.getOrDefault(diffId, sources.get(path))));
      diffIds.add(known.diffId());
      layers.put(known.diffId(), known);
    }
    return config(document, diffIds);
  }

  private static BadArchiveException missing(
      String where, String path, String diffId, Descriptor source) {
    if (source == null || !source.isForeign()) {
      return new BadArchiveException(
          where, path + " is missing, and its diff ID " + diffId + " isn't known");
    }
    return new BadArchiveException(
        where,
        path
            + " is missing (diff ID "
            + diffId
            + "): it is a foreign layer, which isn't pushed or saved with an image"
            + source.urls().stream().findFirst().map(url -> "; it is at " + url).orElse(""));
  }

  /** A layer from another image in the archive, or from the cache. */
  private Optional<LayerContents> known(String diffId) {
    if (!DiffId.isOne(diffId)) {
      return contents.layerBySha512(diffId).map(layer -> read.get(layer.diffId()));
    }
    DiffId sha256 = new DiffId(diffId);
    return Optional.ofNullable(read.get(sha256)).or(() -> cache.find(sha256));
  }

  private ImageConfig config(Blob.Document document, List<DiffId> diffIds) {
    ImageConfig known = parsedConfigs.get(document.digest());
    if (known != null) {
      return known;
    }
    ImageConfig config =
        new ImageConfig(
            document.digest(),
            diffIds,
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
  }

  private Blob find(String from, String path) throws BadArchiveException {
    return contents
        .find(path)
        .orElseThrow(
            () -> new BadArchiveException(from, "names " + path + ", which the archive lacks"));
  }

  private static OciDocument manifest(String path, Blob blob) throws BadArchiveException {
    if (blob instanceof Blob.Document document && document.content().isManifest()) {
      return document.content();
    }
    throw unfit(THE_ARCHIVE, path, blob, "a manifest");
  }

  private static BadArchiveException unfit(String where, String path, Blob blob, String wanted) {
    if (blob instanceof Blob.Unusable unusable) {
      return unusable.tooMuch()
          ? BadArchiveException.tooMuch(where, unusable.message())
          : new BadArchiveException(where, unusable.message());
    }
    return new BadArchiveException(where, path + " isn't " + wanted);
  }

  private Optional<Blob> blob(Descriptor descriptor) throws BadArchiveException {
    return contents.find(path(descriptor));
  }

  /** Where the layout has a blob with this digest. */
  private String path(Descriptor descriptor) throws BadArchiveException {
    String digest = descriptor.digest();
    if (digest == null) {
      throw new BadArchiveException(ArchiveContents.OCI_INDEX, "a descriptor without a digest");
    }
    String inLayout = "blobs/" + digest.replace(':', '/');
    if (!isSkopeosFolder) {
      return inLayout;
    }
    if (contents.find(ArchiveContents.DOCKER_MANIFEST).orElse(null) instanceof Blob.Document top
        && top.digest().value().equals(digest)) {
      return ArchiveContents.DOCKER_MANIFEST;
    }
    String hex = digest.substring(digest.indexOf(':') + 1);
    return Stream.of(hex, digest.replace(':', '-'), hex + ".manifest.json")
        .filter(path -> contents.find(path).isPresent())
        .findFirst()
        .orElse(hex);
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
