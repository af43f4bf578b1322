package multistage.sizereport;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.TEXT;
import static multistage.sizereport.ImageAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;
import static org.junit.jupiter.api.parallel.ExecutionMode.SAME_THREAD;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import multistage.image.Digest;
import multistage.image.cache.ImageCache;
import multistage.image.explain.ExplainedImage;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Builds and starts the image of every {@link Variant}, and checks what its users rely on. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("variants")
@Execution(CONCURRENT) // for variants; SAME_THREAD keeps the tests of one variant in sequence
@TestMethodOrder(MethodOrderer.MethodName.class) // so that the server is stopped last
record VariantIT(Variant variant, Future<String> image, GenericContainer<?> server) {
  @RegisterExtension static final RecordSizes SIZES = new RecordSizes();
  // What was read of images stays in ~/.cache, so that no image is saved and read twice.
  static final ImageCache IMAGES = new ImageCache(ImageCache.userDirectory(), System.err::println);

  /** Builds and starts nothing yet. After a variant's last test, JUnit closes its container. */
  static List<Arguments> variants() throws IOException {
    List<Arguments> variants = new ArrayList<>();
    for (Variant variant : Variant.all()) {
      Future<String> image = variant.image();
      GenericContainer<?> server = new GenericContainer<>(image).withExposedPorts(8080);
      // The servers log their address. A wait for the port would need a shell in the image.
      server.waitingFor(Wait.forLogMessage(".*:8080.*", 1));
      variants.add(arguments(variant, image, server));
    }
    return variants;
  }

  @BeforeParameterizedClassInvocation
  static void buildAndStart(Variant variant, Future<String> image, GenericContainer<?> server)
      throws Throwable {
    SIZES.watchStart(variant, image::get); // get() runs docker build
    if (variant.header("Platform").isEmpty()) {
      SIZES.watchStart(variant, server::start);
    }
  }

  @Test
  @Execution(SAME_THREAD)
  void saysHello() {
    assumeTrue(variant.header("Platform").isEmpty(), "built for another platform");
    given()
        .baseUri("http://" + server.getHost())
        .port(server.getMappedPort(8080))
        .get("/")
        .then()
        .statusCode(200)
        .contentType(TEXT)
        .body(equalTo("Hello, World!"));
  }

  @Test
  @Execution(SAME_THREAD)
  void isSmall() throws Exception {
    SIZES.record(variant, saved().image());
    assumeTrue(variant.header("At most").isPresent(), "the Dockerfile's header sets no limit");
    assertThat(saved()).isAtMost(variant.header("At most").get());
  }

  @Test
  @Execution(SAME_THREAD)
  void hasNoShell() throws Exception {
    assumeRequired("noShell");
    assertThat(saved()).hasNoShell();
  }

  @Test
  @Execution(SAME_THREAD)
  void runsAsNonRoot() throws Exception {
    assumeRequired("nonRoot");
    assertThat(saved()).runsAsNonRoot();
  }

  @Test
  @Execution(SAME_THREAD)
  void stopsOnSigterm() throws Exception {
    assertThat(saved()).startsWithoutShell();
    assumeTrue(variant.header("Platform").isEmpty(), "built for another platform");
    assertThat(server.isRunning()).isTrue();
    server.getDockerClient().stopContainerCmd(server.getContainerId()).withTimeout(10).exec();
    // 0: it handled SIGTERM. 143: it ended with the signal, as a JVM does. 137: Docker killed it.
    assertThat(server.getCurrentContainerInfo().getState().getExitCodeLong()).isIn(0L, 143L);
  }

  private void assumeRequired(String rule) {
    assumeTrue(!variant.header("Not required").orElse("").contains(rule), "its header allows it");
  }

  private ExplainedImage saved() throws Exception {
    String name = image.get();
    Digest id = new Digest(server.getDockerClient().inspectImageCmd(name).exec().getId());
    return IMAGES.get(id, server.getDockerClient().saveImageCmd(name)::exec);
  }
}
