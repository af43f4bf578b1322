package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import multistage.report.Main;
import multistage.report.Repository;
import multistage.report.build.TestBuild;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.BuildKit;
import multistage.report.engine.CaCertificates;
import multistage.report.engine.TestcontainersEngine;
import multistage.report.engine.Unreachable;
import multistage.report.model.Variant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * A client that keeps its connection and says nothing more holds it for half a minute, not for
 * ever: with every server, as it is in an image.
 *
 * <p>Half a minute for each is too long for the contract that every row is asked for in every run.
 */
@Tag("thorough")
@Tag("long")
class IdleConnectionIT {
  private static final List<String> VARIANTS =
      List.of(
          "go/multi-stage-scratch",
          "java/multi-stage-jre",
          "chi/multi-stage-modules",
          "spring/multi-stage");

  /** Less than the 30 s that the servers are set to: the connection has to be of use until then. */
  private static final Duration KEPT = Duration.ofSeconds(20);

  /** The JDK's server looks every 10 s for what has been idle; and a machine may be busy. */
  private static final Duration GONE = Duration.ofSeconds(90);

  private static final TestcontainersEngine ENGINE = TestcontainersEngine.connect();
  private static final ExecutorService CLIENTS = Executors.newFixedThreadPool(VARIANTS.size());

  /** One after the other they are built and asked; they are waited for together. */
  @TestFactory
  Stream<DynamicTest> endsAConnectionThatSaysNothing() {
    Map<String, Future<Duration>> idle = new LinkedHashMap<>();
    VARIANTS.forEach(id -> idle.put(id, CLIENTS.submit(() -> idleTime(id))));
    return idle.entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> isBounded(entry.getValue())));
  }

  @AfterAll
  static void end() {
    CLIENTS.shutdownNow();
  }

  private static void isBounded(Future<Duration> idle) throws Throwable {
    try {
      assertThat(idle.get()).isGreaterThan(KEPT);
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  /** How long the server of that variant keeps a connection after its first answer. */
  private static Duration idleTime(String id)
      throws IOException, BuildFailedException, StartFailedException {
    Variant variant = Repository.variant(id);
    build(variant);
    try (ServerContainer server = ServerContainer.start(ENGINE.connection(), variant.imageName())) {
      // Past the engine's proxy, where that can be: it has an end of its own to keep.
      try (RawConnection connection = RawConnection.open(server.directAddress(), GONE)) {
        connection.sendGet();
        assertThat(connection.readAnswer()).contains(" 200");
        long begin = System.nanoTime();
        connection.awaitEnd();
        return Duration.ofNanos(System.nanoTime() - begin);
      } catch (SocketTimeoutException e) {
        throw new AssertionError("still open after " + GONE.toSeconds() + " s", e);
      }
    }
  }

  private static synchronized void build(Variant variant) throws IOException, BuildFailedException {
    for (String base : variant.baseImages()) {
      Optional<String> missing = ENGINE.fetch(base);
      boolean needed = !variant.needsRegistry() && !variant.needsPackageRepositories();
      assumeTrue(missing.isEmpty() || needed, () -> missing.orElseThrow());
    }
    Optional<String> failure =
        new TestBuild(ENGINE, Main.cacheFolder(), Main.labRecord())
            .run(Repository.ROOT, variant, new BuildKit(), inputs(variant));
    // Its downloads, and no way to where they come from: as in the report, that fails no row.
    Optional<String> noWay =
        failure
            .filter(log -> variant.needsPackageRepositories())
            .flatMap(log -> Unreachable.packagesIn(log.lines().toList()));
    assumeTrue(noWay.isEmpty(), () -> noWay.orElseThrow());
    assertThat(failure).isEmpty();
  }

  private static BuildInputs inputs(Variant variant) {
    return new BuildInputs(
        CaCertificates.ofThisMachine()
            .filter(file -> variant.secrets().contains(CaCertificates.SECRET))
            .map(file -> Map.of(CaCertificates.SECRET, file))
            .orElse(Map.of()),
        Map.of(),
        Map.of(),
        true);
  }
}
