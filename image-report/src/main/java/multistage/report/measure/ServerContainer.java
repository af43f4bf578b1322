package multistage.report.measure;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.TopContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.StreamType;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import multistage.report.engine.Bug;
import multistage.report.engine.EngineConnection;
import multistage.report.engine.EngineMessage;
import multistage.report.engine.OwnContainer;

/**
 * A container of a server's image that has answered {@code GET /} with 200 once.
 *
 * <p>The first answer is watched for from the moment before the engine is told to start: what the
 * engine itself says of a container comes later.
 */
final class ServerContainer implements AutoCloseable {
  /** The port that every server listens on. */
  static final int PORT = 8080;

  /** A start is given up when nothing has moved for so long: patience belongs to progress. */
  private static final Duration MAX_STANDSTILL = Duration.ofSeconds(30);

  /** A start is given up then in any case; on a busy machine even Spring Boot needs less. */
  static final Duration MAX_START = Duration.ofMinutes(3);

  private static final int LAST_LINES = 20;

  /** Between two looks for the first answer of a start that is timed. */
  private static final Duration TIMED_INTERVAL = Duration.ofMillis(2);

  /** The same where nothing is timed: looking takes processor time, most of it the engine's. */
  private static final Duration INTERVAL = Duration.ofMillis(50);

  private final EngineConnection engine;
  private final OwnContainer container;
  private final Duration interval;
  private final CompletableFuture<Long> firstAnswerNanos = new CompletableFuture<>();
  private long startNanos;
  private volatile InetSocketAddress published;

  private ServerContainer(EngineConnection engine, OwnContainer container, Duration interval) {
    this.engine = engine;
    this.container = container;
    this.interval = interval;
  }

  /**
   * Starts one whose start is timed, and waits for its first answer.
   *
   * @throws StartFailedException when there is none; the message has what the container printed
   */
  static ServerContainer startTimed(EngineConnection engine, String imageName)
      throws StartFailedException {
    return start(engine, imageName, settings -> {}, TIMED_INTERVAL);
  }

  /**
   * Starts one and waits for its first answer.
   *
   * @throws StartFailedException when there is none; the message has what the container printed
   */
  static ServerContainer start(EngineConnection engine, String imageName)
      throws StartFailedException {
    return start(engine, imageName, settings -> {});
  }

  /**
   * The same, with settings that the engine is told.
   *
   * @throws StartFailedException when there is no answer; the message has what the container
   *     printed
   */
  static ServerContainer start(
      EngineConnection engine, String imageName, Consumer<CreateContainerCmd> settings)
      throws StartFailedException {
    return start(engine, imageName, settings, INTERVAL);
  }

  private static ServerContainer start(
      EngineConnection engine,
      String imageName,
      Consumer<CreateContainerCmd> settings,
      Duration interval)
      throws StartFailedException {
    ServerContainer server;
    try {
      server =
          new ServerContainer(
              engine,
              OwnContainer.create(
                  engine, imageName, OwnContainer.publishing(engine, PORT).andThen(settings)),
              interval);
    } catch (DockerException e) {
      throw new StartFailedException(EngineMessage.of(e));
    }
    try {
      server.startAndWait();
      return server;
    } catch (StartFailedException e) {
      try (server) {
        throw new StartFailedException(e.getMessage() + "; " + server.lastWords());
      }
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void startAndWait() throws StartFailedException {
    startNanos = System.nanoTime();
    Thread watcher = new Thread(this::watch, "first answer of " + container.id());
    watcher.setDaemon(true);
    watcher.start();
    try {
      container.start();
    } catch (DockerException e) {
      throw new StartFailedException(EngineMessage.of(e));
    }
    awaitFirstAnswer();
  }

  /**
   * Milliseconds from the engine's start call to the first answer with status 200.
   *
   * @throws IllegalStateException when the start wasn't {@linkplain #startTimed timed}
   */
  double startMillis() {
    if (!interval.equals(TIMED_INTERVAL)) {
      throw new IllegalStateException("this start was looked at too seldom to be timed");
    }
    return (firstAnswerNanos.join() - startNanos) / 1e6;
  }

  /** The container's ID. */
  String id() {
    return container.id();
  }

  /** Where the server is reached from here. */
  URI address() {
    return address(published.getHostString(), published.getPort());
  }

  private static URI address(String host, int port) {
    return URI.create("http://" + host + ":" + port + "/");
  }

  /**
   * Where the server is reached without the engine's proxy, which would take time of its own; where
   * the container's network isn't this host's, as on a desktop, {@link #address()}.
   */
  URI directAddress() {
    return container
        .ipAddress()
        .filter(ip -> RawConnection.answers(ip, PORT))
        .map(ip -> address(ip, PORT))
        .orElseGet(this::address);
  }

  /** How a container ended. */
  record End(int exitCode, double millis) {}

  /**
   * Sends SIGTERM and waits.
   *
   * @throws TimeoutException when the container is still there after that time
   * @throws StartFailedException when it had ended by itself
   */
  End terminate(Duration patience) throws TimeoutException, StartFailedException {
    return end("SIGTERM", patience);
  }

  /**
   * Sends SIGKILL, of which the server knows nothing, and waits.
   *
   * @throws TimeoutException when the container is still there after that time
   * @throws StartFailedException when it had ended by itself
   */
  End kill(Duration patience) throws TimeoutException, StartFailedException {
    return end("SIGKILL", patience);
  }

  private End end(String signal, Duration patience) throws TimeoutException, StartFailedException {
    long begin = System.nanoTime();
    OptionalInt exitCode;
    try {
      exitCode = container.awaitEnd(patience, () -> container.signal(signal));
    } catch (ConflictException e) {
      throw new StartFailedException("it exited before " + signal);
    }
    if (exitCode.isEmpty()) {
      throw new TimeoutException("still running " + patience.toSeconds() + " s after " + signal);
    }
    return new End(exitCode.getAsInt(), (System.nanoTime() - begin) / 1e6);
  }

  /** The lines that the container printed to standard output. */
  List<String> standardOutput() {
    return container.output(StreamType.STDOUT).lines().toList();
  }

  /**
   * The command lines of the container's processes: from this host's kernel, where the container is
   * here, else from the engine, which asks its host's {@code ps}.
   *
   * @throws NotMadeException when neither knows
   */
  List<String> processes() throws NotMadeException {
    Optional<List<String>> here = controlGroup().processes();
    return here.isPresent() ? here.get() : processesByEngine();
  }

  private List<String> processesByEngine() throws NotMadeException {
    try {
      TopContainerResponse top = engine.client().topContainerCmd(container.id()).exec();
      int command = top.getTitles().length - 1;
      return Arrays.stream(top.getProcesses()).map(process -> process[command]).toList();
    } catch (RuntimeException e) {
      // A host without ps, or an answer in another form than Docker's, such as Podman's.
      throw new NotMadeException(
          "the engine can't list the container's processes: "
              + (e instanceof DockerException refused ? EngineMessage.of(refused) : e),
          e);
    }
  }

  /** What the kernel of this host tells of it, if it is here. */
  ControlGroup controlGroup() {
    return new ControlGroup(
        Path.of("/"), container.inspect().getState().getPidLong(), container.id());
  }

  /**
   * What it uses now; asking takes a second or two.
   *
   * @return empty where the engine doesn't count memory
   */
  Optional<Usage> usage() throws InterruptedException, TimeoutException {
    return Usage.of(engine.client(), container.id());
  }

  /**
   * What the container tells itself of a failure: the code that it ended with, if it has ended, and
   * what it printed; or why that can't be had.
   */
  String lastWords() {
    try {
      InspectContainerResponse.ContainerState state = container.inspect().getState();
      boolean ended = "exited".equals(state.getStatus()) || "dead".equals(state.getStatus());
      return (ended ? "the container ended with exit code " + state.getExitCodeLong() + "; " : "")
          + lastOutput();
    } catch (RuntimeException e) {
      return "its output can't be read: "
          + (e instanceof DockerException refused ? EngineMessage.of(refused) : e);
    }
  }

  /** The last lines that the container printed. */
  private String lastOutput() {
    List<String> lines = container.output().strip().lines().toList();
    return lines.isEmpty()
        ? "it printed nothing"
        : "the last lines that it printed:\n"
            + String.join(
                "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  @Override
  public void close() {
    firstAnswerNanos.completeExceptionally(new IllegalStateException("the container was stopped"));
    container.close();
  }

  private void watch() {
    try {
      while (published == null && !firstAnswerNanos.isDone()) {
        // The engine chooses the port when it starts the container.
        published = container.reachedAt(PORT).orElse(null);
        Thread.sleep(interval.toMillis());
      }
      while (!firstAnswerNanos.isDone()) {
        if (RawConnection.answers(published.getHostString(), published.getPort())) {
          firstAnswerNanos.complete(System.nanoTime());
        } else {
          Thread.sleep(interval.toMillis());
        }
      }
    } catch (RuntimeException e) {
      firstAnswerNanos.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      firstAnswerNanos.completeExceptionally(e);
    }
  }

  private void awaitFirstAnswer() throws StartFailedException {
    long begin = System.nanoTime();
    long nextLook = begin + MAX_STANDSTILL.toNanos();
    StartProgress before = StartProgress.NONE;
    try {
      while (true) {
        try {
          firstAnswerNanos.get(100, TimeUnit.MILLISECONDS);
          return;
        } catch (TimeoutException e) {
          if (!container.isRunning()) {
            throw new StartFailedException("the container ended before it answered");
          }
        }
        long now = System.nanoTime();
        if (now - begin > MAX_START.toNanos()) {
          throw noAnswer("within " + MAX_START.toSeconds() + " s");
        }
        if (now > nextLook) {
          StartProgress progress =
              new StartProgress(
                  usage().map(Usage::cpuNanos).orElse(0L), container.output().length());
          if (!progress.isBeyond(before)) {
            throw noAnswer(
                "and for "
                    + MAX_STANDSTILL.toSeconds()
                    + " s neither output nor processor time worth mentioning");
          }
          before = progress;
          nextLook = System.nanoTime() + MAX_STANDSTILL.toNanos();
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException bug && Bug.is(bug)) {
        throw bug;
      }
      throw new StartFailedException("the container can't be asked: " + e.getCause());
    } catch (TimeoutException e) {
      throw new StartFailedException(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the first answer", e);
    }
  }

  private static StartFailedException noAnswer(String end) {
    return new StartFailedException(
        "no answer with status 200 to GET / on port " + PORT + " " + end);
  }
}
