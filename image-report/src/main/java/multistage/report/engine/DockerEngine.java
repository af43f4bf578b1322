package multistage.report.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.SaveImagesCmd;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.report.diagnostic.UserError;
import multistage.report.model.BaseImage;
import multistage.report.model.Builder;
import multistage.report.model.Engine;
import multistage.report.model.Variant;

/**
 * The engine's images, and its classic builder.
 *
 * <p>Nothing is added to an image, such as a label: it is the one that a reader builds.
 */
public final class DockerEngine implements BaseImages, ImageBuilder, ImageStore {
  /** The label by which {@code ./lab} marks the base images that it made itself. */
  private static final String STAND_IN_LABEL = "multistage.stand-in";

  private static final Pattern OTHER_REGISTRY =
      Pattern.compile("(?!docker\\.io/)(?:localhost|[^/]*[.:][^/]*)/.*");

  private static final Pattern SHORT_ID = Pattern.compile("[0-9a-f]{4,64}");

  private final EngineConnection connection;
  private final DockerClient client;

  private DockerEngine(EngineConnection connection) {
    this.connection = connection;
    this.client = connection.client();
  }

  /**
   * Connects to the engine.
   *
   * @throws NoEngineException when none answers
   */
  public static DockerEngine connect() {
    return new DockerEngine(EngineConnection.open());
  }

  /**
   * Connects to the engine at an address.
   *
   * @param host as {@code DOCKER_HOST} has it
   * @throws NoEngineException when none answers
   */
  public static DockerEngine connect(String host) {
    return connect(host, Heartbeat.MAX_SILENCE);
  }

  /**
   * The same, with another patience.
   *
   * @param maxSilence how long it may take to answer a ping: after that, all calls to it end
   * @throws NoEngineException when none answers
   */
  public static DockerEngine connect(String host, Duration maxSilence) {
    return new DockerEngine(EngineConnection.open(host, maxSilence));
  }

  /** The connection, for those who run containers. */
  public EngineConnection connection() {
    return connection;
  }

  /** What the engine says of itself. */
  public Engine describe() {
    Version version = client.versionCmd().exec();
    Info info = client.infoCmd().exec();
    return new Engine(
        name(version),
        version.getVersion(),
        version.getApiVersion(),
        Objects.requireNonNullElse(info.getDriver(), "unknown"),
        version.getOperatingSystem(),
        version.getArch());
  }

  /**
   * Why a container can use more than its memory limit here, as the engine says itself; empty where
   * it can't.
   */
  public Optional<String> looseMemoryLimit() {
    Info info = client.infoCmd().exec();
    return MemoryLimits.whyLoose(info.getMemoryLimit(), info.getSwapLimit());
  }

  /** Podman and others answer as Docker does, and name themselves among their components. */
  private static String name(Version version) {
    return Optional.ofNullable(version.getComponents()).stream()
        .flatMap(List::stream)
        .map(VersionComponent::getName)
        .filter(name -> name.contains("Engine"))
        .findFirst()
        .map(name -> name.equals("Engine") ? "Docker Engine" : name)
        .orElse("Docker Engine");
  }

  @Override
  public Builder kind() {
    return Builder.CLASSIC;
  }

  @Override
  public void build(
      Path root, Variant variant, String name, BuildInputs inputs, Consumer<String> log)
      throws BuildFailedException {
    try (InputStream context =
            BuildContext.open(root.resolve(variant.context()), root.resolve(variant.dockerfile()));
        BuildOutput output = new BuildOutput(log)) {
      BuildImageCmd command = client.buildImageCmd(context);
      inputs.arguments().forEach(command::withBuildArg);
      inputs.target().ifPresent(command::withTarget);
      command
          .withDockerfilePath(BuildContext.DOCKERFILE)
          .withTags(Set.of(name))
          .withNoCache(!inputs.fromCache())
          .withExtraHosts(
              inputs.hosts().entrySet().stream()
                  .map(host -> host.getKey() + ":" + host.getValue())
                  .collect(Collectors.toSet()))
          // A step that fails would leave its container otherwise.
          .withForcerm(true)
          .exec(output)
          .awaitImageId();
    } catch (DockerClientException | DockerException e) {
      throw new BuildFailedException(
          e.getMessage().replaceFirst("^Could not build image: ", ""), e);
    } catch (IOException e) {
      throw new BuildFailedException("the build context can't be read: " + e, e);
    }
  }

  @Override
  public Optional<StoredImage> find(String reference) {
    try {
      InspectImageResponse image = client.inspectImageCmd(reference).exec();
      ContainerConfig config =
          Objects.requireNonNullElseGet(image.getConfig(), ContainerConfig::new);
      return Optional.of(
          new StoredImage(
              new Digest(image.getId()),
              Objects.requireNonNullElse(image.getSize(), 0L),
              diffIds(image),
              origin(image, config),
              Objects.requireNonNullElse(image.getArch(), ""),
              Objects.requireNonNullElse(config.getUser(), ""),
              Stream.of(Objects.requireNonNullElse(config.getExposedPorts(), new ExposedPort[0]))
                  .map(ExposedPort::toString)
                  .collect(Collectors.toSet()),
              Stream.of(config.getEntrypoint(), config.getCmd())
                  .filter(Objects::nonNull)
                  .flatMap(Stream::of)
                  .toList(),
              List.of(Objects.requireNonNullElse(config.getEnv(), new String[0])),
              Objects.requireNonNullElse(config.getWorkingDir(), "")));
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (BadRequestException e) {
      throw new UserError(
          "no image can be called " + reference + ": " + EngineMessage.of(e),
          "write NAME, NAME:TAG, NAME@sha256:DIGEST or an image's ID");
    }
  }

  private static List<DiffId> diffIds(InspectImageResponse image) {
    return Optional.ofNullable(image.getRootFS())
        .flatMap(files -> Optional.ofNullable(files.getLayers()))
        .orElse(List.of())
        .stream()
        .map(DiffId::new)
        .toList();
  }

  private static BaseImage.Origin origin(InspectImageResponse image, ContainerConfig config) {
    if (config.getLabels() != null && config.getLabels().containsKey(STAND_IN_LABEL)) {
      return BaseImage.Origin.STAND_IN;
    }
    return isEmpty(image.getRepoDigests()) ? BaseImage.Origin.LOCAL : BaseImage.Origin.PULLED;
  }

  @Override
  public Optional<String> fetch(String reference) throws BuildFailedException {
    if (find(reference).isPresent()) {
      return Optional.empty();
    }
    try {
      client.pullImageCmd(withTag(reference)).start().awaitCompletion();
      return Optional.empty();
    } catch (DockerException | DockerClientException e) {
      String message =
          e instanceof DockerException refused
              ? EngineMessage.of(refused)
              : Objects.requireNonNullElse(e.getMessage(), "").strip();
      if (Unreachable.isMeant(message)) {
        return Optional.of("no registry can be reached for the base image " + reference);
      }
      // A mirror, or another registry, says the same of what it keeps from this machine.
      boolean isMisspelt =
          Unreachable.namesNoRepository(message)
              && isOnDockerHub(reference)
              && !isFromAMirror(reference);
      if (Unreachable.isRefusal(message) && !isMisspelt) {
        return Optional.of(
            "its registry refuses the base image "
                + reference
                + ": "
                + message.lines().findFirst().orElse(""));
      }
      if (!isMisspelt && isFromAMirror(reference)) {
        // One that has no such image says so for Docker Hub, too, where that can't be reached.
        return Optional.of(
            "neither the engine's mirror nor Docker Hub gives the base image "
                + reference
                + ": "
                + message.lines().findFirst().orElse(""));
      }
      throw new BuildFailedException(
          "the base image "
              + reference
              + " can't be had: "
              + message
              + (isMisspelt ? "; correct its name in the Dockerfile" : ""),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while pulling " + reference, e);
    }
  }

  /** Whether the engine asks a mirror of Docker Hub for it. */
  private boolean isFromAMirror(String reference) {
    return isOnDockerHub(reference)
        && Optional.ofNullable(client.infoCmd().exec().getRegistryConfig())
            .flatMap(registries -> Optional.ofNullable(registries.getIndexConfigs()))
            .flatMap(hosts -> Optional.ofNullable(hosts.get("docker.io")))
            .flatMap(hub -> Optional.ofNullable(hub.getMirrors()))
            .filter(mirrors -> !mirrors.isEmpty())
            .isPresent();
  }

  /** Whether it names no other registry. */
  static boolean isOnDockerHub(String reference) {
    return !OTHER_REGISTRY.matcher(reference).matches();
  }

  /** Without a tag, an engine pulls all that a repository has. */
  static String withTag(String reference) {
    boolean isWhole =
        reference.contains("@") || reference.lastIndexOf(':') > reference.lastIndexOf('/');
    return isWhole ? reference : reference + ":latest";
  }

  /** The whole ID where the reference is the beginning of one, which can't be saved by. */
  private String savedBy(String reference) {
    return SHORT_ID.matcher(reference).matches()
        ? find(reference)
            .map(image -> image.id().value())
            .filter(id -> id.startsWith("sha256:" + reference))
            .orElse(reference)
        : reference;
  }

  @Override
  public InputStream save(Collection<String> references) {
    SaveImagesCmd command = client.saveImagesCmd();
    for (String given : references) {
      String reference = savedBy(given);
      int colon = reference.lastIndexOf(':');
      boolean hasTag = colon > reference.lastIndexOf('/');
      command.withImage(
          hasTag ? reference.substring(0, colon) : reference,
          hasTag ? reference.substring(colon + 1) : "latest");
    }
    return command.exec();
  }

  @Override
  public void removeUnnamed(String id) {
    try {
      InspectImageResponse image = client.inspectImageCmd(id).exec();
      // One that was pulled by its digest has no tag either, and isn't ours.
      if (isEmpty(image.getRepoTags()) && isEmpty(image.getRepoDigests())) {
        client.removeImageCmd(image.getId()).exec();
      }
    } catch (NotFoundException | ConflictException e) {
      // Gone already, or a container or another image still needs it: then it isn't ours to take.
      return;
    }
  }

  @Override
  public void remove(String name) {
    try {
      client.removeImageCmd(name).exec();
    } catch (NotFoundException | ConflictException e) {
      // Never made, or gone already; or a container still needs it.
      return;
    }
  }

  private static boolean isEmpty(List<String> names) {
    return names == null || names.isEmpty();
  }

  /** Hands on the lines of a build's output; the engine sends them in pieces. */
  private static final class BuildOutput extends BuildImageResultCallback {
    private final Consumer<String> log;
    private final StringBuilder line = new StringBuilder();

    BuildOutput(Consumer<String> log) {
      this.log = log;
    }

    @Override
    public void onNext(BuildResponseItem item) {
      super.onNext(item);
      if (item.getStream() != null) {
        line.append(item.getStream());
        for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
          log.accept(line.substring(0, end));
          line.delete(0, end + 1);
        }
      }
    }

    @Override
    public void onComplete() {
      if (!line.isEmpty()) {
        log.accept(line.toString());
        line.setLength(0);
      }
      super.onComplete();
    }
  }
}
