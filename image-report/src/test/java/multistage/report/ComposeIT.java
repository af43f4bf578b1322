package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.report.build.TestBuild;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.TestcontainersEngine;
import multistage.report.engine.Unreachable;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;

/**
 * {@code compose.yaml} in use: what is changed in the source is what the server answers after
 * {@code docker compose restart}, and {@code down} leaves nothing.
 *
 * <p>Compose is Debian's, in a container that is handed the engine's socket: not every machine has
 * it. Where Debian's packages can't be reached, there is nothing to try.
 */
@Tag("thorough")
class ComposeIT {
  private static final String PROJECT = "multistage-compose-it";

  /** It compiles the program first, with an empty cache, on whatever machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final String COMPOSE =
      """
      # Title: Docker Compose, from Debian's packages
      FROM debian:trixie-slim
      RUN apt-get update && apt-get install --yes --no-install-recommends docker-cli docker-compose
      """;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path root;

  private static DockerClient client;
  private static Variant compose;

  @BeforeAll
  static void prepare() throws IOException {
    TestcontainersEngine engine = TestcontainersEngine.connect();
    client = DockerClientFactory.instance().client();
    Files.createDirectories(root.resolve("compose"));
    Files.writeString(root.resolve("compose/Dockerfile"), COMPOSE);
    Variant variant =
        DockerfileParser.parse(
            VariantId.parse("compose-it/compose"), "compose/Dockerfile", "compose", COMPOSE);
    Optional<String> failure =
        new TestBuild(engine, Main.cacheFolder(), Main.labRecord()).run(root, variant);
    assumeTrue(
        failure.flatMap(log -> Unreachable.packagesIn(log.lines().toList())).isEmpty(),
        "Debian's packages can't be reached");
    assertThat(failure).isEmpty();
    compose = variant;

    // The Dockerfiles and the sources that the file names, at the same places.
    for (Path file : filesBelow("dockerfiles/go", "webserver-go")) {
      Path copy = root.resolve(Repository.ROOT.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    String text = Files.readString(Repository.ROOT.resolve("compose.yaml"));
    assertThat(text).contains("\"127.0.0.1:8080:8080\"");
    // Somebody may be using port 8080 of this machine: any free one instead.
    Files.writeString(
        root.resolve("compose.yaml"),
        text.replace("\"127.0.0.1:8080:8080\"", "\"127.0.0.1::8080\""));
  }

  private static List<Path> filesBelow(String... folders) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> paths = Files.walk(Repository.ROOT.resolve(folder))) {
        paths.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    return files;
  }

  @AfterAll
  static void removeAll() {
    if (compose != null) {
      run("down", "--volumes", "--rmi=local");
      client.removeImageCmd(compose.imageName()).exec();
    }
  }

  @Test
  void whatIsChangedIsAnsweredAfterARestart() throws Exception {
    run("up", "--build", "--detach");
    assertThat(answer("Hello, World!")).isEqualTo("Hello, World!");

    Path source = root.resolve("webserver-go/main.go");
    Files.writeString(
        source, Files.readString(source).replace("\"Hello, World!\"", "\"Hello, Change!\""));
    assertThat(answer("Hello, World!")).as("until it is restarted").isEqualTo("Hello, World!");
    run("restart");
    assertThat(answer("Hello, Change!")).isEqualTo("Hello, Change!");

    run("down", "--volumes", "--rmi=local");
    assertThat(containers()).as("containers").isEmpty();
    assertThat(client.listVolumesCmd().exec().getVolumes())
        .extracting("name")
        .noneMatch(name -> name.toString().startsWith(PROJECT));
    assertThat(client.listImagesCmd().exec())
        .flatExtracting(
            image -> image.getRepoTags() == null ? List.of() : Arrays.asList(image.getRepoTags()))
        .noneMatch(name -> name.toString().startsWith(PROJECT));
  }

  /** Runs {@code docker compose} in the copied folder, which is at the same path there. */
  private static void run(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("docker", "compose", "--project-name=" + PROJECT));
    command.addAll(List.of(arguments));
    String folder = root.toString();
    try (GenericContainer<?> container =
        new GenericContainer<>(compose.imageName())
            .withImagePullPolicy(name -> false)
            .withFileSystemBind(
                DockerClientFactory.instance().getRemoteDockerUnixSocketPath(),
                "/var/run/docker.sock",
                BindMode.READ_WRITE)
            .withFileSystemBind(folder, folder, BindMode.READ_ONLY)
            .withWorkingDirectory(folder)
            .withCommand(command.toArray(new String[0]))
            .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PATIENCE))) {
      container.start();
    }
  }

  /**
   * What the server answers in the end: that, or else the last thing that it said.
   *
   * @param wanted the answer that ends the waiting
   */
  private static String answer(String wanted) throws InterruptedException {
    String last = "nothing";
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!last.equals(wanted) && System.nanoTime() < deadline) {
      try {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://" + address() + "/"))
                .timeout(Duration.ofSeconds(10))
                .build();
        last = HTTP.send(request, BodyHandlers.ofString()).body();
      } catch (IOException e) {
        // It still compiles.
        last = e.toString();
      }
      if (!last.equals(wanted)) {
        Thread.sleep(200);
      }
    }
    return last;
  }

  /** Of the port that the engine chose, which another one may be after a restart. */
  private static String address() throws IOException {
    return DockerClientFactory.instance().dockerHostIpAddress()
        + ":"
        + containers().stream()
            .flatMap(container -> Stream.of(container.getPorts()))
            .map(ContainerPort::getPublicPort)
            .filter(port -> port != null)
            .findFirst()
            .orElseThrow(() -> new IOException("no port is published"));
  }

  private static List<Container> containers() {
    return client
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(List.of("com.docker.compose.project=" + PROJECT))
        .exec();
  }
}
