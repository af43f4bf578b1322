package multistage.report.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A container that this process makes, and removes with the volumes of its own when it is closed.
 * It carries {@link RunLabels}, so that another process removes it if this one is killed.
 */
public final class OwnContainer implements AutoCloseable {
  private final EngineConnection engine;
  private final DockerClient client;
  private final String id;

  private OwnContainer(EngineConnection engine, String id) {
    this.engine = engine;
    this.client = engine.client();
    this.id = id;
  }

  /**
   * Creates one of an image that the engine has; it isn't started.
   *
   * @param settings what else the engine is told
   * @throws DockerException when the engine refuses
   * @throws IllegalStateException when this process is ending
   */
  public static OwnContainer create(
      EngineConnection engine, String image, Consumer<CreateContainerCmd> settings) {
    LeftBehind.requireNotEnding(engine);
    CreateContainerCmd command =
        engine
            .client()
            .createContainerCmd(image)
            .withLabels(RunLabels.ofThis().toMap())
            .withHostConfig(HostConfig.newHostConfig());
    engine.network().ifPresent(network -> command.getHostConfig().withNetworkMode(network));
    settings.accept(command);
    return new OwnContainer(engine, command.exec().getId());
  }

  /**
   * The setting that publishes a port: where the engine is on this machine, on the loopback address
   * alone, so that nobody else reaches what is being tried.
   */
  public static Consumer<CreateContainerCmd> publishing(EngineConnection engine, int port) {
    ExposedPort exposed = ExposedPort.tcp(port);
    Ports.Binding anyPort =
        engine.isLocal() ? Ports.Binding.bindIp("127.0.0.1") : Ports.Binding.empty();
    return command -> {
      command.withExposedPorts(exposed);
      command.getHostConfig().withPortBindings(new PortBinding(anyPort, exposed));
    };
  }

  /**
   * Copies a directory's content into one that the container has.
   *
   * @param directory where to, such as {@code /srv}
   */
  public void copyInto(String directory, Path content) {
    client
        .copyArchiveToContainerCmd(id)
        .withHostResource(content.toString())
        .withDirChildrenOnly(true)
        .withRemotePath(directory)
        .exec();
  }

  /**
   * The content of one of its files, as UTF-8.
   *
   * @throws IOException when it can't be read
   */
  public String read(String file) throws IOException {
    try (InputStream archive = client.copyArchiveFromContainerCmd(id, file).exec();
        TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
      tar.getNextEntry();
      return new String(tar.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Its ID. */
  public String id() {
    return id;
  }

  /**
   * Starts it.
   *
   * @throws DockerException when the engine can't
   */
  public void start() {
    client.startContainerCmd(id).exec();
  }

  /** What the engine says of it. */
  public InspectContainerResponse inspect() {
    return client.inspectContainerCmd(id).exec();
  }

  /** Whether its program is running. */
  public boolean isRunning() {
    return Boolean.TRUE.equals(inspect().getState().getRunning());
  }

  /** Its IP address in the engine's network; empty where it has none, as after its end. */
  public Optional<String> ipAddress() {
    return inspect().getNetworkSettings().getNetworks().values().stream()
        .map(ContainerNetwork::getIpAddress)
        .filter(address -> address != null && !address.isEmpty())
        .findFirst();
  }

  /**
   * Where a published port is reached from here.
   *
   * @return empty as long as the engine hasn't published it
   */
  public Optional<InetSocketAddress> reachedAt(int port) {
    if (engine.network().isPresent()) {
      return ipAddress().map(address -> InetSocketAddress.createUnresolved(address, port));
    }
    Ports.Binding[] bindings =
        inspect().getNetworkSettings().getPorts().getBindings().get(ExposedPort.tcp(port));
    return Stream.ofNullable(bindings)
        .flatMap(Stream::of)
        .findFirst()
        .map(Ports.Binding::getHostPortSpec)
        .map(
            published ->
                InetSocketAddress.createUnresolved(
                    engine.publishedHost(), Integer.parseInt(published)));
  }

  /** All that it printed, on standard output and standard error as they came. */
  public String output() {
    return output(EnumSet.of(StreamType.STDOUT, StreamType.STDERR));
  }

  /** What it printed on one of the two. */
  public String output(StreamType stream) {
    return output(Set.of(stream));
  }

  private String output(Set<StreamType> streams) {
    // Decoded at the end: a frame may end in the middle of a character.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ResultCallback.Adapter<Frame> frames =
        client
            .logContainerCmd(id)
            .withStdOut(streams.contains(StreamType.STDOUT))
            .withStdErr(streams.contains(StreamType.STDERR))
            .exec(
                new ResultCallback.Adapter<>() {
                  @Override
                  public void onNext(Frame frame) {
                    bytes.writeBytes(frame.getPayload());
                  }
                })) {
      frames.awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading a container's output", e);
    } catch (IOException e) {
      throw answerNotClosed(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * Waits for its end.
   *
   * @param asked is run as soon as the engine is asked for the end, such as a signal that is sent;
   *     if the container has ended before the engine hears the question, it answers at once
   * @return its exit code; empty when it is still running after that time
   */
  public OptionalInt awaitEnd(Duration patience, Runnable asked) {
    try (WaitContainerResultCallback ended = client.waitContainerCmd(id).start()) {
      asked.run();
      return ended.awaitCompletion(patience.toMillis(), TimeUnit.MILLISECONDS)
          ? OptionalInt.of(ended.awaitStatusCode())
          : OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a container's end", e);
    } catch (IOException e) {
      throw answerNotClosed(e);
    }
  }

  private static IllegalStateException answerNotClosed(IOException e) {
    return new IllegalStateException("the engine's answer couldn't be closed", e);
  }

  /** Sends its first process a signal, such as {@code SIGTERM}. */
  public void signal(String name) {
    client.killContainerCmd(id).withSignal(name).exec();
  }

  @Override
  public void close() {
    try {
      remove(client, id);
    } catch (RuntimeException e) {
      // An engine that has ended removes nothing: the next run does, by the labels.
      if (engine.watch().answers()) {
        throw e;
      }
    }
  }

  /** Removes a container, running or not, and the volumes that are its own. */
  static void remove(DockerClient client, String id) {
    try {
      client.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      // Somebody else removes it, or has.
      return;
    }
  }
}
