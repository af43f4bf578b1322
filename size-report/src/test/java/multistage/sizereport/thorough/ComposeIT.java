package multistage.sizereport.thorough;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import multistage.sizereport.DockerBuild;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;

/**
 * Developing with {@code compose.yaml}: what is changed in the source is what the server answers
 * after {@code docker compose restart}, and {@code down} leaves nothing.
 *
 * <p>Not every machine has Docker Compose. So it runs in a container that is handed the engine's
 * socket, and that sees the files at the same path.
 */
@Tag("thorough")
class ComposeIT {
  @RegisterExtension static final Images IMAGES = new Images();

  private static final String PROJECT = "lesson-compose";

  /** The server is compiled first, with an empty cache. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir static Path directory;

  private static Checkout checkout;
  private static String compose;

  @BeforeAll
  static void prepare() throws IOException {
    compose =
        new DockerBuild(IMAGES.named("compose"), Path.of("src/test/resources/compose"))
            .abortIfOffline()
            .get();
    checkout = Checkout.copy(directory, "compose.yaml", "dockerfiles/go", "webserver-go");
    // Somebody may be using port 8080 of this machine: any free one instead.
    checkout.change("compose.yaml", "\"127.0.0.1:8080:8080\"", "\"127.0.0.1::8080\"");
  }

  @AfterAll
  static void removeWhatAFailedTestLeaves() {
    if (checkout != null) {
      compose("down", "--volumes", "--rmi=local");
    }
  }

  @Test
  void answersWhatIsInTheSourceSinceTheLastRestart() throws Exception {
    compose("up", "--build", "--detach");
    awaitAnswer("Hello, World!");

    checkout.change("webserver-go/main.go", "\"Hello, World!\"", "\"Hello, Change!\"");
    awaitAnswer("Hello, World!");
    compose("restart");
    awaitAnswer("Hello, Change!");

    compose("down", "--volumes", "--rmi=local");
    assertThat(containers()).isEmpty();
    assertThat(volumes()).noneMatch(name -> name.startsWith(PROJECT));
    assertThat(images()).noneMatch(name -> name.startsWith(PROJECT));
  }

  /** Runs {@code docker compose} to its end. */
  private static void compose(String... arguments) {
    List<String> command =
        Stream.concat(
                Stream.of("docker", "compose", "--project-name=" + PROJECT), Stream.of(arguments))
            .toList();
    String path = checkout.root().toString();
    try (GenericContainer<?> container =
        new GenericContainer<>(compose)
            .withFileSystemBind(
                DockerClientFactory.instance().getRemoteDockerUnixSocketPath(),
                "/var/run/docker.sock",
                BindMode.READ_WRITE)
            .withFileSystemBind(path, path, BindMode.READ_ONLY)
            .withWorkingDirectory(path)
            .withCommand(command.toArray(String[]::new))
            .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PATIENCE))) {
      container.start();
    }
  }

  private static void awaitAnswer(String wanted) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    String answer = answer();
    while (!answer.equals(wanted) && Instant.now().isBefore(end)) {
      Thread.sleep(200);
      answer = answer();
    }
    assertThat(answer).isEqualTo(wanted);
  }

  private static String answer() {
    try {
      return given().get(address()).asString();
    } catch (Exception e) {
      return e.toString(); // such as ConnectException, while the server is compiled
    }
  }

  /** With the port that the engine chose: after a restart, it may be another one. */
  private static String address() {
    int port =
        containers().stream()
            .flatMap(container -> Stream.of(container.getPorts()))
            .map(ContainerPort::getPublicPort)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    return "http://" + DockerClientFactory.instance().dockerHostIpAddress() + ":" + port + "/";
  }

  private static List<Container> containers() {
    return Images.DOCKER
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(List.of("com.docker.compose.project=" + PROJECT))
        .exec();
  }

  private static Stream<String> volumes() {
    return Images.DOCKER.listVolumesCmd().exec().getVolumes().stream()
        .map(volume -> volume.getName());
  }

  private static Stream<String> images() {
    return Images.DOCKER.listImagesCmd().exec().stream()
        .flatMap(image -> Stream.ofNullable(image.getRepoTags()).flatMap(Arrays::stream));
  }
}
