package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a killed process leaves on the engine, the next one removes. */
class LeftBehindIT {
  private static final String IMAGE = "alpine:3.24";
  private static final EngineConnection ENGINE = EngineConnection.open();

  @BeforeAll
  static void getTheImage() throws BuildFailedException {
    Optional<String> missing = DockerEngine.connect().fetch(IMAGE);
    assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
  }

  /** Another process, which starts a container and waits to be killed. */
  static final class Victim {
    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(container().id());
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }

  private static OwnContainer container() {
    OwnContainer container =
        OwnContainer.create(ENGINE, IMAGE, command -> command.withCmd("sleep", "300"));
    container.start();
    return container;
  }

  @Test
  void theContainerOfAKilledProcessIsRemovedAndNoOther() throws Exception {
    Process victim =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OwnContainer own = container();
        BufferedReader output =
            new BufferedReader(
                new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
      String left = output.readLine();
      LeftBehind.removeOfEndedProcesses(ENGINE);
      assertThat(exists(left)).as("while its process is running").isTrue();

      victim.destroyForcibly().waitFor();
      assertThat(exists(left)).as("nobody has removed it").isTrue();

      assertThat(LeftBehind.removeOfEndedProcesses(ENGINE).removed()).isPositive();
      assertThat(exists(left)).isFalse();
      assertThat(own.isRunning()).isTrue();
    } finally {
      victim.destroyForcibly();
    }
  }

  @Test
  void aPublishedPortIsOnTheLoopbackAddressAlone() throws IOException {
    try (OwnContainer container =
        OwnContainer.create(
            ENGINE,
            IMAGE,
            OwnContainer.publishing(ENGINE, 8080)
                .andThen(command -> command.withCmd("sleep", "300")))) {
      container.start();
      var published = container.reachedAt(8080).orElseThrow();
      try (Socket client = new Socket(published.getHostString(), published.getPort());
          // On the other addresses of this machine the port is free.
          ServerSocket other =
              new ServerSocket(published.getPort(), 1, InetAddress.getByName("127.0.0.2"))) {
        assertThat(client.isConnected()).isTrue();
        assertThat(other.isBound()).isTrue();
      }
    }
  }

  private static boolean exists(String id) {
    try {
      ENGINE.client().inspectContainerCmd(id).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }
}
