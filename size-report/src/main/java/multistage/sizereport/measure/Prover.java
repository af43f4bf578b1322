package multistage.sizereport.measure;

import com.github.dockerjava.api.DockerClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import multistage.sizereport.model.Check;
import multistage.sizereport.model.Startup;
import multistage.sizereport.model.Variant;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.utility.DockerStatus;

/** Proves images, and measures those that hold. */
public final class Prover {
  /** A process that was asked to end says 0, or 128 + 15 as a JVM does after SIGTERM. */
  private static final Set<Integer> CLEAN_EXIT_CODES = Set.of(0, 143);

  private static final double IDLE_END_MILLIS = 1_000;
  private static final int LONGEST_REASON = 200;
  private static final Duration END_PATIENCE = Duration.ofSeconds(10);

  private static final WaitStrategy NO_ANSWER =
      new AbstractWaitStrategy() {
        @Override
        protected void waitUntilReady() {
          // The container has ended by then.
        }
      };

  /**
   * Starts the variant's image once and checks the contract of its server.
   *
   * @throws StartFailedException when it doesn't come to a first answer
   */
  public List<Check> prove(Variant variant) throws StartFailedException {
    CheckList checks = new CheckList();
    try (ServerContainer server = start(variant)) {
      checks.require("ready: one line that names the address", () -> readyLine(server));
      new HttpContract(server.address()).check(checks);
      checks.require(
          "port in use: one clear line, a non-zero exit", () -> portInUse(variant, server));
    }
    return checks.checks();
  }

  /** A start and the end after it. */
  public record Sample(double startMillis, int exitCode, double endMillis) {}

  /**
   * Starts the image, waits for its first answer and ends it with SIGTERM, once.
   *
   * @throws StartFailedException when it doesn't come to a first answer, or doesn't end
   */
  public Sample sample(Variant variant) throws StartFailedException {
    try (ServerContainer server = start(variant)) {
      ServerContainer.End end = server.terminate(END_PATIENCE);
      return new Sample(server.startMillis(), end.exitCode(), end.millis());
    } catch (TimeoutException e) {
      throw new StartFailedException("the container is " + e.getMessage());
    }
  }

  /** The start times of the samples, rounded to a tenth of a millisecond: clocks say no more. */
  public static Startup startup(List<Sample> samples) {
    return Startup.of(
        samples.stream().map(sample -> Math.round(sample.startMillis() * 10) / 10.0).toList());
  }

  /** Whether the samples' ends were what an idle server's should be. */
  public static Check idleEnd(List<Sample> samples) {
    CheckList checks = new CheckList();
    checks.require(
        "sigterm: an idle server is gone within a second",
        () -> {
          List<Integer> codes = samples.stream().map(Sample::exitCode).distinct().toList();
          // The fastest: what the engine and a busy machine add to an end isn't the server's.
          double millis = samples.stream().mapToDouble(Sample::endMillis).min().orElseThrow();
          if (!CLEAN_EXIT_CODES.containsAll(codes)) {
            throw new AssertionError("exit codes " + codes + " instead of 0 or 143");
          }
          if (millis > IDLE_END_MILLIS) {
            throw new AssertionError("it took " + Math.round(millis) + " ms at best");
          }
          return "exit code " + codes + ", " + Math.round(millis) + " ms";
        });
    return checks.checks().get(0);
  }

  private static ServerContainer start(Variant variant) throws StartFailedException {
    ServerContainer server = new ServerContainer(variant.imageName());
    try {
      server.start();
      return server;
    } catch (ContainerLaunchException e) {
      server.close();
      throw new StartFailedException(
          firstLine(rootCause(e).getMessage()) + "; " + server.lastWords());
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Testcontainers' own messages can quote all that the engine knows of a container. */
  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + " …";
  }

  private static Throwable rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String readyLine(ServerContainer server) {
    List<String> lines = server.standardOutput();
    if (lines.size() != 1 || !lines.get(0).contains("0.0.0.0:" + ServerContainer.PORT)) {
      throw new AssertionError(
          "expected one line on standard output with 0.0.0.0:"
              + ServerContainer.PORT
              + ", got: "
              + lines);
    }
    return lines.get(0);
  }

  /** A second server in the first one's network finds the port taken. */
  private static String portInUse(Variant variant, ServerContainer first) {
    try (GenericContainer<?> second = new GenericContainer<>(variant.imageName())) {
      second
          .withImagePullPolicy(name -> false)
          .withNetworkMode("container:" + first.getContainerId())
          .withStartupCheckStrategy(new Ended())
          .waitingFor(NO_ANSWER)
          .start();
      long exitCode = second.getCurrentContainerInfo().getState().getExitCodeLong();
      List<String> errors = second.getLogs(OutputType.STDERR).strip().lines().toList();
      if (exitCode == 0
          || errors.size() != 1
          || !errors.get(0).contains(":" + ServerContainer.PORT)) {
        throw new AssertionError("exit code " + exitCode + ", standard error: " + errors);
      }
      return "exit code " + exitCode + ", " + errors.get(0);
    }
  }

  /** Up is a server that ended, whichever way: that is what is waited for. */
  private static final class Ended extends StartupCheckStrategy {
    @Override
    public StartupStatus checkStartupState(DockerClient client, String containerId) {
      return DockerStatus.isContainerStopped(getCurrentState(client, containerId))
          ? StartupStatus.SUCCESSFUL
          : StartupStatus.NOT_YET_KNOWN;
    }
  }
}
