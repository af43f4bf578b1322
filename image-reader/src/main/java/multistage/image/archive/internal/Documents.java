package multistage.image.archive.internal;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import multistage.image.Digest;
import multistage.image.ImageConfig.Execution;
import multistage.image.archive.BadArchiveException;
import multistage.image.archive.ImagePlatform;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON documents of an archive, with the properties that are read here. Others are ignored, and
 * any may be missing.
 */
public final class Documents {
  private static final String NEITHER = "is neither a layer nor a JSON document of an image";

  /**
   * How many values, names and brackets one document may have: it is the small ones that take more
   * memory than they are long. Real ones have some hundreds.
   */
  private static final long MOST_TOKENS = 1_000_000;

  private static final int MOST_LEVELS = 200;

  private static final Set<String> INDEX_TYPES =
      Set.of(
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json");

  private static final Set<String> CONFIG_TYPES =
      Set.of(
          "application/vnd.oci.image.config.v1+json",
          "application/vnd.docker.container.image.v1+json");

  private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";

  private static final Pattern LAYER_TYPE =
      Pattern.compile(
          "application/(?:vnd\\.oci\\.image\\.layer\\.|vnd\\.docker\\.(?:image|container\\.image)\\.rootfs\\."
              + "|(?:x-)?tar\\b)");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxTokenCount(MOST_TOKENS)
                          .maxNestingDepth(MOST_LEVELS)
                          // As long as the document may be.
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // With a property twice, two readers could see two different images.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private Documents() {}

  /** An image in {@code manifest.json}: a configuration and its layers, by their path. */
  public record DockerImage(
      @JsonProperty("Config") String config,
      @JsonProperty("RepoTags") List<String> repoTags,
      @JsonProperty("Layers") List<String> layers,
      @JsonProperty("LayerSources") Map<String, Descriptor> layerSources) {
    public DockerImage {
      repoTags = withoutNulls(repoTags);
      layers = withoutNulls(layers);
      layerSources = layerSources == null ? Map.of() : layerSources;
    }
  }

  /**
   * Any of the OCI specification's documents, which only differ in what they have: an index {@code
   * manifests}, a manifest {@code config} and {@code layers}, an image's configuration {@code
   * rootfs} and its platform.
   */
  public record OciDocument(
      String mediaType,
      String artifactType,
      List<Descriptor> manifests,
      Descriptor config,
      List<Descriptor> layers,
      RootFs rootfs,
      List<Step> history,
      String os,
      String architecture,
      String variant,
      List<Object> fsLayers) {
    public OciDocument {
      manifests = manifests == null ? null : withoutNulls(manifests);
      layers = withoutNulls(layers);
      history = withoutNulls(history);
    }

    /** An index of nothing may have no list at all: Docker 25 has written such. */
    public boolean isIndex() {
      return manifests != null || (mediaType != null && INDEX_TYPES.contains(mediaType));
    }

    /** What an index names. */
    public List<Descriptor> named() {
      return manifests == null ? List.of() : manifests;
    }

    public boolean isManifest() {
      // An image's configuration has a property of that name, too: what its containers run.
      return config != null && config.digest() != null;
    }

    /**
     * A manifest as registries had it before 2016: with its image's history, and no configuration.
     */
    public boolean isOfFirstSchema() {
      return fsLayers != null;
    }

    public boolean isImageConfig() {
      return rootfs != null;
    }

    /** What an image's configuration says of containers. */
    public Execution execution() {
      return config == null ? Execution.NONE : config.execution();
    }

    /**
     * Whether a manifest is an image's. Registries keep signatures, bills of materials, charts and
     * more in manifests as well, whose configuration or layers are of other types.
     */
    public boolean isImageManifest() {
      return isManifest()
          && (config.mediaType() == null || CONFIG_TYPES.contains(config.mediaType()))
          && layers.stream().allMatch(Descriptor::isLayer);
    }

    /** What a manifest that is no image's says it is. */
    public String kindOfArtifact() {
      return Stream.concat(
              Stream.of(
                  Objects.requireNonNullElse(artifactType, ""),
                  Objects.requireNonNullElse(config.mediaType(), "")),
              layers.stream().map(layer -> Objects.requireNonNullElse(layer.mediaType(), "")))
          .filter(type -> !type.isBlank() && !type.equals(EMPTY_TYPE))
          .filter(type -> !CONFIG_TYPES.contains(type))
          .findFirst()
          .orElse("unknown");
    }

    public Optional<ImagePlatform> platform() {
      return os == null || architecture == null
          ? Optional.empty()
          : Optional.of(ImagePlatform.of(os, architecture, variant));
    }
  }

  /**
   * What names another document, or, as {@code config} in an image's configuration, what containers
   * run: the specification uses one property for both.
   */
  record Descriptor(
      String mediaType,
      String digest,
      Platform platform,
      List<String> urls,
      Map<String, String> annotations,
      @JsonProperty("User") String user,
      @JsonProperty("Entrypoint") @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY)
          List<String> entrypoint,
      @JsonProperty("Cmd") @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> command,
      @JsonProperty("Env") List<String> environment,
      @JsonProperty("WorkingDir") String workingDirectory,
      @JsonProperty("ExposedPorts") Map<String, Object> exposedPorts) {
    public Descriptor {
      annotations = annotations == null ? Map.of() : annotations;
      urls = withoutNulls(urls);
    }

    /** One that says no more than which document it is. */
    public static Descriptor of(Digest digest) {
      return new Descriptor(
          null, digest.value(), null, null, null, null, null, null, null, null, null);
    }

    /** Whether it is a layer's, as far as its type tells; one without a type may be. */
    public boolean isLayer() {
      return mediaType == null || LAYER_TYPE.matcher(mediaType).lookingAt();
    }

    /**
     * Whether a registry may not hand it out, so that engines get it elsewhere: the lowest layers
     * of Windows images.
     */
    public boolean isForeign() {
      return !urls.isEmpty()
          || (mediaType != null
              && (mediaType.contains(".foreign.") || mediaType.contains(".nondistributable.")));
    }

    public boolean isEncrypted() {
      return mediaType != null && mediaType.endsWith("+encrypted");
    }

    private Execution execution() {
      return new Execution(
          user == null ? "" : user,
          withoutNulls(entrypoint),
          withoutNulls(command),
          withoutNulls(environment),
          workingDirectory == null ? "" : workingDirectory,
          exposedPorts == null ? List.of() : exposedPorts.keySet().stream().sorted().toList());
    }

    /** Whether BuildKit made it to tell of an image, instead of being one. */
    public boolean isAttestation() {
      return annotations.containsKey("vnd.docker.reference.type")
          || (platform != null && "unknown".equals(platform.os()));
    }
  }

  public record Platform(String os, String architecture, String variant) {
    public Optional<ImagePlatform> asImagePlatform() {
      return os == null || architecture == null
          ? Optional.empty()
          : Optional.of(ImagePlatform.of(os, architecture, variant));
    }
  }

  public record RootFs(@JsonProperty("diff_ids") List<String> diffIds) {
    public RootFs {
      diffIds = withoutNulls(diffIds);
    }
  }

  record Step(
      @JsonProperty("created_by") String createdBy,
      @JsonProperty("empty_layer") Boolean emptyLayer) {}

  /**
   * Reads the JSON as that type.
   *
   * @throws BadArchiveException when it is broken, or of another shape
   */
  public static <T> T read(String path, byte[] json, Class<T> type) throws BadArchiveException {
    T document;
    try {
      document = JSON.readValue(json, type);
    } catch (StreamConstraintsException e) {
      throw BadArchiveException.tooMuch(
          path,
          "is JSON with more than "
              + MOST_LEVELS
              + " levels, a million parts, or a name or number of exorbitant length");
    } catch (JacksonException e) {
      throw new BadArchiveException(path, NEITHER, e);
    }
    if (document == null) {
      throw new BadArchiveException(path, NEITHER);
    }
    return document;
  }

  /** Docker's list of images; containerd writes {@code null} where it has none to name. */
  public static DockerImage[] list(String path, byte[] json) throws BadArchiveException {
    return new String(json, StandardCharsets.ISO_8859_1).strip().equals("null")
        ? new DockerImage[0]
        : read(path, json, DockerImage[].class);
  }

  private static <T> List<T> withoutNulls(List<T> list) {
    return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
  }
}
