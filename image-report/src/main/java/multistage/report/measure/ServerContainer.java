package multistage.report.measure;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.TopContainerResponse;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.DockerStatus;

/**
 * A container of a server's image, which is up when {@code GET /} was answered with 200 once.
 *
 * <p>The waiting strategies of Testcontainers ask once a second at most, and the engine's answers
 * to its own questions come between the start and the first one. So the first answer is watched for
 * beside them, every few milliseconds, from the moment before the engine is told to start.
 */
final class ServerContainer extends GenericContainer<ServerContainer> {
  /** The port that every server listens on. */
  static final int PORT = 8080;

  /** A start is given up when nothing has moved for so long: patience belongs to progress. */
  private static final Duration MAX_STANDSTILL = Duration.ofSeconds(30);

  /** A start is given up then in any case; on a busy machine even Spring Boot needs less. */
  static final Duration MAX_START = Duration.ofMinutes(3);

  private static final int LAST_LINES = 20;

  private final CompletableFuture<Long> firstAnswerNanos = new CompletableFuture<>();
  private long startNanos;
  private String lastWords = "it was not even created";

  ServerContainer(String imageName) {
    super(DockerImageName.parse(imageName));
    withExposedPorts(PORT);
    // It was just built: a registry has no say.
    withImagePullPolicy(name -> false);
    waitingFor(new FirstAnswer());
  }

  /** Milliseconds from the engine's start call to the first answer with status 200. */
  double startMillis() {
    return (firstAnswerNanos.join() - startNanos) / 1e6;
  }

  /** Where the server is reached from here. */
  URI address() {
    return URI.create("http://" + getHost() + ":" + getMappedPort(PORT) + "/");
  }

  /** The ID of its process on the engine's host. */
  long pid() {
    return getDockerClient().inspectContainerCmd(getContainerId()).exec().getState().getPidLong();
  }

  /**
   * Where the server is reached without the engine's proxy, which would take time of its own; where
   * the container's network isn't this host's, as on a desktop, {@link #address()}.
   */
  URI directAddress() {
    Optional<String> ip =
        getCurrentContainerInfo().getNetworkSettings().getNetworks().values().stream()
            .map(ContainerNetwork::getIpAddress)
            .filter(address -> address != null && !address.isEmpty())
            .findFirst();
    return ip.filter(address -> RawConnection.answers(address, PORT))
        .map(address -> URI.create("http://" + address + ":" + PORT + "/"))
        .orElseGet(this::address);
  }

  /** How a container ended. */
  record End(int exitCode, double millis) {}

  /**
   * Sends SIGTERM and waits.
   *
   * @throws TimeoutException when the container is still there after that time
   */
  End terminate(Duration patience) throws TimeoutException {
    long begin = System.nanoTime();
    try (WaitContainerResultCallback ended =
        getDockerClient().waitContainerCmd(getContainerId()).start()) {
      try {
        getDockerClient().killContainerCmd(getContainerId()).withSignal("SIGTERM").exec();
      } catch (ConflictException e) {
        throw new ContainerLaunchException("it ended by itself, before SIGTERM");
      }
      if (!ended.awaitCompletion(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException("still running " + patience.toSeconds() + " s after SIGTERM");
      }
      double millis = (System.nanoTime() - begin) / 1e6;
      return new End(ended.awaitStatusCode(), millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a container's end", e);
    } catch (IOException e) {
      throw new IllegalStateException("the engine's answer couldn't be closed", e);
    }
  }

  /**
   * Why the container didn't come to a first answer, as far as it tells itself: the code that it
   * ended with, if it has ended, and what it printed.
   */
  String lastWords() {
    return lastWords;
  }

  /** The lines that the container printed to standard output. */
  List<String> standardOutput() {
    return getLogs(OutputType.STDOUT).lines().toList();
  }

  /** The command lines of the container's processes. */
  List<String> processes() {
    TopContainerResponse top = getDockerClient().topContainerCmd(getContainerId()).exec();
    int command = top.getTitles().length - 1;
    return Arrays.stream(top.getProcesses()).map(process -> process[command]).toList();
  }

  /**
   * What it uses now; asking takes a second or two.
   *
   * @return empty where the engine doesn't count memory
   */
  Optional<Usage> usage() throws InterruptedException, TimeoutException {
    return Usage.of(getDockerClient(), getContainerId());
  }

  @Override
  protected void configure() {
    Leftovers.requireNotEnding();
  }

  @Override
  protected void containerIsCreated(String containerId) {
    startNanos = System.nanoTime();
    Thread watcher = new Thread(() -> watch(containerId), "first answer of " + containerId);
    watcher.setDaemon(true);
    watcher.start();
  }

  /** Testcontainers removes a container that doesn't start: what it has to say is kept first. */
  @Override
  public void stop() {
    if (getContainerId() != null && !firstAnswerNanos.isDone()) {
      lastWords = askForLastWords();
    }
    firstAnswerNanos.completeExceptionally(new IllegalStateException("the container was stopped"));
    super.stop();
  }

  private String askForLastWords() {
    try {
      InspectContainerResponse.ContainerState state = getCurrentContainerInfo().getState();
      String end =
          DockerStatus.isContainerStopped(state)
              ? "the container ended with exit code " + state.getExitCodeLong() + "; "
              : "";
      return end + lastOutput();
    } catch (DockerException e) {
      return "what it printed can't be had: " + e.getMessage();
    }
  }

  /** The last lines that the container printed. */
  String lastOutput() {
    List<String> lines = getLogs().strip().lines().toList();
    return lines.isEmpty()
        ? "it printed nothing"
        : "the last lines that it printed:\n"
            + String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  private void watch(String containerId) {
    try {
      String host = getHost();
      int port = publishedPort(containerId);
      while (!firstAnswerNanos.isDone()) {
        if (RawConnection.answers(host, port)) {
          firstAnswerNanos.complete(System.nanoTime());
        } else {
          Thread.sleep(2);
        }
      }
    } catch (RuntimeException e) {
      firstAnswerNanos.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      firstAnswerNanos.completeExceptionally(e);
    }
  }

  /** The engine chooses the port when it starts the container. */
  private int publishedPort(String containerId) throws InterruptedException {
    while (!firstAnswerNanos.isDone()) {
      InspectContainerResponse container =
          getDockerClient().inspectContainerCmd(containerId).exec();
      Ports.Binding[] bindings =
          container.getNetworkSettings().getPorts().getBindings().get(ExposedPort.tcp(PORT));
      if (bindings != null && bindings.length > 0) {
        return Integer.parseInt(bindings[0].getHostPortSpec());
      }
      Thread.sleep(2);
    }
    throw new IllegalStateException("the container ended before it had a port");
  }

  private final class FirstAnswer extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {
      long begin = System.nanoTime();
      long nextLook = begin + MAX_STANDSTILL.toNanos();
      StartProgress before = StartProgress.NONE;
      while (true) {
        try {
          firstAnswerNanos.get(100, TimeUnit.MILLISECONDS);
          return;
        } catch (TimeoutException e) {
          if (!isRunning()) {
            throw new ContainerLaunchException("the container ended before it answered");
          }
          long now = System.nanoTime();
          if (now - begin > MAX_START.toNanos()) {
            throw noAnswer("within " + MAX_START.toSeconds() + " s");
          }
          if (now > nextLook) {
            StartProgress progress = progress();
            if (!progress.isBeyond(before)) {
              throw noAnswer(
                  "and for "
                      + MAX_STANDSTILL.toSeconds()
                      + " s neither output nor processor time worth mentioning");
            }
            before = progress;
            nextLook = System.nanoTime() + MAX_STANDSTILL.toNanos();
          }
        } catch (ExecutionException | CompletionException e) {
          throw new ContainerLaunchException("the container can't be asked: " + e.getCause());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new ContainerLaunchException("interrupted while waiting for the first answer");
        }
      }
    }

    private StartProgress progress() {
      try {
        return new StartProgress(usage().map(Usage::cpuNanos).orElse(0L), getLogs().length());
      } catch (TimeoutException e) {
        throw new ContainerLaunchException(e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ContainerLaunchException("interrupted while waiting for the first answer");
      }
    }

    private ContainerLaunchException noAnswer(String end) {
      return new ContainerLaunchException(
          "no answer with status 200 to GET / on port " + PORT + " " + end);
    }
  }
}
