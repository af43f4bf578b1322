package multistage.image.archive;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import multistage.image.ImageConfig.Execution;
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
final class Documents {
  private static final String NEITHER = "is neither a layer nor a JSON document of an image";

  /**
   * How many values, names and brackets one document may have: it is the small ones that take more
   * memory than they are long. Real ones have some hundreds.
   */
  private static final long MOST_TOKENS = 1_000_000;

  private static final int MOST_LEVELS = 200;

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
  record DockerImage(
      @JsonProperty("Config") String config,
      @JsonProperty("RepoTags") List<String> repoTags,
      @JsonProperty("Layers") List<String> layers) {
    DockerImage {
      repoTags = withoutNulls(repoTags);
      layers = withoutNulls(layers);
    }
  }

  /**
   * Any of the OCI specification's documents, which only differ in what they have: an index {@code
   * manifests}, a manifest {@code config} and {@code layers}, an image's configuration {@code
   * rootfs}.
   */
  record OciDocument(
      List<Descriptor> manifests,
      Descriptor config,
      List<Descriptor> layers,
      RootFs rootfs,
      List<Step> history) {
    OciDocument {
      manifests = manifests == null ? null : withoutNulls(manifests);
      layers = withoutNulls(layers);
      history = withoutNulls(history);
    }

    boolean isIndex() {
      return manifests != null;
    }

    boolean isManifest() {
      // An image's configuration has a property of that name, too: what its containers run.
      return config != null && config.digest() != null;
    }

    boolean isImageConfig() {
      return rootfs != null;
    }

    /** What an image's configuration says of containers. */
    Execution execution() {
      return config == null ? Execution.NONE : config.execution();
    }
  }

  /**
   * What names another document, or, as {@code config} in an image's configuration, what containers
   * run: the specification uses one property for both.
   */
  record Descriptor(
      String digest,
      Platform platform,
      Map<String, String> annotations,
      @JsonProperty("User") String user,
      @JsonProperty("Entrypoint") @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY)
          List<String> entrypoint,
      @JsonProperty("Cmd") @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> command,
      @JsonProperty("Env") List<String> environment,
      @JsonProperty("WorkingDir") String workingDirectory,
      @JsonProperty("ExposedPorts") Map<String, Object> exposedPorts) {
    Descriptor {
      annotations = annotations == null ? Map.of() : annotations;
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
    boolean isAttestation() {
      return annotations.containsKey("vnd.docker.reference.type")
          || (platform != null && "unknown".equals(platform.os()));
    }
  }

  record Platform(String os, String architecture) {}

  record RootFs(@JsonProperty("diff_ids") List<String> diffIds) {
    RootFs {
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
  static <T> T read(String path, byte[] json, Class<T> type) throws BadArchiveException {
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

  private static <T> List<T> withoutNulls(List<T> list) {
    return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
  }
}
