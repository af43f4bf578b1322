package multistage.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import multistage.report.build.TestBuild;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.TestcontainersEngine;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.output.FrameConsumerResultCallback;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.output.ToStringConsumer;

/**
 * What {@code go/multi-stage-service} and distroless have for a service, in use: another program is
 * put on top of the image, and calls a server over TLS, tells the time elsewhere, names its user.
 */
@Tag("thorough")
class ServiceImageIT {
  private static final String SERVICE = "go/multi-stage-service";
  private static final String DISTROLESS = "go/multi-stage-distroless";
  private static final String SCRATCH = "go/multi-stage-scratch";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path root;

  private static DockerClient client;
  private static final Set<String> PROBES = new HashSet<>();

  private static TestBuild builds;

  @BeforeAll
  static void prepare() throws IOException {
    TestcontainersEngine engine = TestcontainersEngine.connect();
    client = DockerClientFactory.instance().client();
    builds = new TestBuild(engine, Main.cacheFolder(), Main.labRecord());
    Path context = Files.createDirectories(root.resolve("webserver-probe"));
    for (String file : List.of("go.mod", "certificates.go", "probe.go")) {
      Files.writeString(context.resolve(file), resource(file));
    }
    Files.createDirectories(root.resolve("dockerfiles/probe"));
    for (String id : List.of(SERVICE, DISTROLESS, SCRATCH)) {
      Variant variant = Repository.variant(id);
      assertThat(builds.run(Repository.ROOT, variant)).isEmpty();
    }
  }

  @AfterAll
  static void removeProbes() {
    PROBES.forEach(name -> client.removeImageCmd(name).exec());
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVICE, DISTROLESS})
  void hasWhatAServiceUses(String id) throws IOException {
    Ended probe = runProbe(id, true);

    assertThat(probe.output())
        .containsExactly(
            "TLS: 204 No Content, verified up to \"Test authority\"",
            "time zone: 14:00 CEST",
            "user: nonroot");
    assertThat(probe.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVICE, DISTROLESS})
  void doesNotTrustAServerThatNobodyVouchesFor(String id) throws IOException {
    Ended probe = runProbe(id, false);

    assertThat(probe.output().get(0))
        .startsWith("TLS: missing:")
        .contains("certificate signed by unknown authority");
    assertThat(probe.exitCode()).isEqualTo(1);
  }

  /** The test itself can fail: without these files there is nothing to use. */
  @Test
  void scratchHasNothingOfIt() throws IOException {
    Ended probe = runProbe(SCRATCH, false);

    assertThat(probe.output())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains(": missing: "));
    assertThat(probe.exitCode()).isEqualTo(1);
  }

  @Test
  void asksItselfHowItIs() throws IOException, InterruptedException {
    String container = create(Repository.variant(SERVICE).imageName());
    try {
      client.startContainerCmd(container).exec();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      String health = health(container);
      while (health.equals("starting") && System.nanoTime() < deadline) {
        Thread.sleep(200);
        health = health(container);
      }
      assertThat(health).isEqualTo("healthy");
    } finally {
      remove(container);
    }
  }

  /** The command of the health check, where no server runs that it could ask. */
  @Test
  void whereNoServerAnswersItSaysSo() throws IOException {
    Ended check = run(Repository.variant(SERVICE).imageName(), "health");

    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.output()).singleElement().asString().startsWith("webserver: unhealthy: ");
  }

  @Test
  void tellsARegistryWhatItIs() throws IOException {
    assertThat(
            client
                .inspectImageCmd(Repository.variant(SERVICE).imageName())
                .exec()
                .getConfig()
                .getLabels())
        .containsEntry("org.opencontainers.image.title", "webserver")
        .containsKeys(
            "org.opencontainers.image.description",
            "org.opencontainers.image.licenses",
            "org.opencontainers.image.source",
            "org.opencontainers.image.revision");
  }

  /**
   * Builds the probe on top of a variant's image and runs it.
   *
   * @param trusting whether the image trusts the test's server, over and above whom it trusts
   */
  private static Ended runProbe(String id, boolean trusting) throws IOException {
    String text = resource("probe.Dockerfile").replace("IMAGE", Repository.variant(id).imageName());
    if (!trusting) {
      text =
          text.replaceAll("(?s)# The image's own certificates.*?\n\n", "")
              .replaceAll("COPY --from=trust.*\n", "");
    }
    VariantId probe =
        new VariantId("probe", id.substring(id.indexOf('/') + 1) + (trusting ? "-trusting" : ""));
    String dockerfile = "dockerfiles/" + probe + ".Dockerfile";
    Files.writeString(root.resolve(dockerfile), text);
    Variant variant = DockerfileParser.parse(probe, dockerfile, "webserver-probe", text);
    assertThat(builds.run(root, variant)).isEmpty();
    PROBES.add(variant.imageName());
    return run(variant.imageName());
  }

  private record Ended(int exitCode, List<String> output) {}

  private static Ended run(String image, String... arguments) {
    String container = create(image, arguments);
    try (FrameConsumerResultCallback output = new FrameConsumerResultCallback()) {
      client.startContainerCmd(container).exec();
      int exitCode =
          client
              .waitContainerCmd(container)
              .start()
              .awaitStatusCode(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      ToStringConsumer text = new ToStringConsumer();
      output.addConsumer(OutputType.STDOUT, text);
      output.addConsumer(OutputType.STDERR, text);
      client
          .logContainerCmd(container)
          .withStdOut(true)
          .withStdErr(true)
          .exec(output)
          .awaitCompletion();
      return new Ended(exitCode, text.toUtf8String().strip().lines().toList());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      remove(container);
    }
  }

  private static String create(String image, String... arguments) {
    // By these, what is left when this process is killed is found and removed.
    Map<String, String> labels = new HashMap<>(DockerClientFactory.DEFAULT_LABELS);
    labels.put(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, DockerClientFactory.SESSION_ID);
    var command = client.createContainerCmd(image).withLabels(labels);
    return (arguments.length == 0 ? command : command.withCmd(arguments)).exec().getId();
  }

  private static void remove(String container) {
    client.removeContainerCmd(container).withForce(true).exec();
  }

  private static String health(String container) {
    ContainerState state = client.inspectContainerCmd(container).exec().getState();
    assertThat(state.getRunning()).isTrue();
    return state.getHealth().getStatus();
  }

  private static String resource(String name) throws IOException {
    try (var in = ServiceImageIT.class.getResourceAsStream("probe/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
