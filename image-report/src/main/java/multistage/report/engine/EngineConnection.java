package multistage.report.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A connection to the engine that the {@code docker} command would use: the one that {@code
 * DOCKER_HOST} names, else the current context's, else this machine's own.
 */
public final class EngineConnection {
  /** Checks run side by side, and some of them watch a container while they talk to it. */
  private static final int MAX_CONNECTIONS = 100;

  private static final Duration MAX_CONNECT = Duration.ofSeconds(10);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final DockerClient client;
  private final URI address;
  private final Optional<String> network;
  private final EngineWatch watch;

  private EngineConnection(
      DockerClient client, URI address, Optional<String> network, EngineWatch watch) {
    this.client = client;
    this.address = address;
    this.network = network;
    this.watch = watch;
  }

  /**
   * Connects.
   *
   * @throws NoEngineException when no engine answers
   */
  public static EngineConnection open() {
    return open(chosenHost(), Heartbeat.MAX_SILENCE);
  }

  /**
   * Connects to the engine at an address.
   *
   * @param chosen as {@code DOCKER_HOST} has it; empty for the one that the context names
   * @param maxSilence how long it may take to answer a ping: after that, all calls to it end
   * @throws NoEngineException when no engine answers
   */
  static EngineConnection open(String chosen, Duration maxSilence) {
    if (!chosen.isEmpty()) {
      boolean encrypted =
          !Objects.requireNonNullElse(System.getenv("DOCKER_TLS_VERIFY"), "").isBlank();
      ChosenHost.requireAnswer(chosen, encrypted);
    }
    DockerClientConfig config = configuration(chosen);
    DockerClient client = client(config);
    Heartbeat heartbeat =
        new Heartbeat(() -> client.pingCmd().exec(), maxSilence, () -> close(client));
    Optional<Throwable> problem = heartbeat.problem();
    if (problem.isPresent()) {
      // Also where a library is missing: named pipes need one that only Windows has.
      throw NoEngineException.noneAnswers(config.getDockerHost(), problem.get());
    }
    heartbeat.start();
    return new EngineConnection(
        client,
        config.getDockerHost(),
        ownNetwork(client),
        new EngineWatch(heartbeat::answers, heartbeat::isGivenUp));
  }

  /** Ends its calls: a thread that waits for an answer gets an exception. */
  private static void close(DockerClient client) {
    try {
      client.close();
    } catch (IOException e) {
      // Its connections are closed all the same.
      return;
    }
  }

  private static DockerClient client(DockerClientConfig config) {
    try {
      return DockerClientImpl.getInstance(
          config,
          new ZerodepDockerHttpClient.Builder()
              .dockerHost(config.getDockerHost())
              .sslConfig(config.getSSLConfig())
              .maxConnections(MAX_CONNECTIONS)
              .connectionTimeout(MAX_CONNECT)
              .build());
    } catch (RuntimeException | LinkageError e) {
      // Such as ssh:, which it doesn't know, and certificates that aren't there.
      throw NoEngineException.wrongSettings(e);
    }
  }

  private static DockerClientConfig configuration(String chosen) {
    DefaultDockerClientConfig.Builder builder =
        DefaultDockerClientConfig.createDefaultConfigBuilder();
    if (!chosen.isEmpty()) {
      builder.withDockerHost(chosen);
    }
    try {
      return builder.build();
    } catch (RuntimeException e) {
      throw NoEngineException.wrongSettings(e);
    }
  }

  /** What {@code DOCKER_HOST} says; to docker's own client, an empty variable is none. */
  private static String chosenHost() {
    return Objects.requireNonNullElse(System.getenv("DOCKER_HOST"), "").strip();
  }

  /**
   * The network of this process's container, where it runs in one of the engine's: others in it are
   * reached by their own addresses. On the host's network, published ports are reached as usual.
   */
  private static Optional<String> ownNetwork(DockerClient client) {
    String name = Objects.requireNonNullElse(System.getenv("HOSTNAME"), "");
    if (name.isEmpty() || !Files.exists(Path.of("/.dockerenv"))) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
              client.inspectContainerCmd(name).exec().getHostConfig().getNetworkMode())
          .filter(network -> !network.equals("host"));
    } catch (DockerException e) {
      // None of that engine's, or one that doesn't say.
      return Optional.empty();
    }
  }

  /** The client of its interface. */
  public DockerClient client() {
    return client;
  }

  /** Tells whether the engine still answers. */
  public EngineWatch watch() {
    return watch;
  }

  /** Whether it publishes ports on this machine, so that the loopback address is enough. */
  boolean isLocal() {
    return address.getHost() == null || LOOPBACK.contains(address.getHost());
  }

  /** The host name or IP address at which published ports are reached from here. */
  String publishedHost() {
    return isLocal() ? "127.0.0.1" : address.getHost();
  }

  /**
   * The network in which containers are reached by their own addresses, as from one of the engine's
   * containers: published ports are on another machine's loopback address there.
   */
  Optional<String> network() {
    return network;
  }
}
