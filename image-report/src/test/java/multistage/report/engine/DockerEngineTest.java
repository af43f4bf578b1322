package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerEngineTest {
  @ParameterizedTest
  @CsvSource({
    "debian, debian:latest",
    "debian:trixie, debian:trixie",
    "localhost:5000/debian, localhost:5000/debian:latest",
    "localhost:5000/debian:trixie, localhost:5000/debian:trixie",
    "debian@sha256:abc, debian@sha256:abc",
  })
  void pullsOneTagAndNotAllThatThereAre(String reference, String pulled) {
    assertThat(DockerEngine.withTag(reference)).isEqualTo(pulled);
  }

  @ParameterizedTest
  @CsvSource({
    "debian:trixie, true",
    "team/image, true",
    "docker.io/library/debian:trixie, true",
    "localhost/debian, false",
    "localhost:5000/debian, false",
    "gcr.io/distroless/static-debian13:nonroot, false",
    "debian@sha256:abc, true",
  })
  void tellsDockerHubFromOtherRegistries(String reference, boolean isOnDockerHub) {
    assertThat(DockerEngine.isOnDockerHub(reference)).isEqualTo(isOnDockerHub);
  }

  private static final String DENIED =
      "pull access denied for golnag, repository does not exist or may require 'docker login'";

  /** An engine that has no image and hears that of each, in either of the two ways to say it. */
  private static HttpServer engineThatHears(String message, boolean isStream, String mirrors)
      throws IOException {
    HttpServer engine =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    engine.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          exchange.getRequestBody().readAllBytes();
          if (path.endsWith("/_ping")) {
            send(exchange, 200, "OK");
          } else if (path.endsWith("/info")) {
            send(
                exchange,
                200,
                "{\"RegistryConfig\":{\"IndexConfigs\":{\"docker.io\":{\"Mirrors\":["
                    + mirrors
                    + "]}}}}");
          } else if (path.endsWith("/images/create") && isStream) {
            send(
                exchange,
                200,
                "{\"status\":\"Pulling from library\"}\n{\"errorDetail\":{\"message\":\""
                    + message
                    + "\"},\"error\":\""
                    + message
                    + "\"}");
          } else {
            send(exchange, 404, "{\"message\":\"" + message + "\"}");
          }
        });
    engine.start();
    return engine;
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, text.length());
    exchange.getResponseBody().write(text.getBytes(StandardCharsets.US_ASCII));
    exchange.close();
  }

  private static Optional<String> fetch(String reference, HttpServer engine)
      throws BuildFailedException {
    try {
      return DockerEngine.connect("tcp://127.0.0.1:" + engine.getAddress().getPort())
          .fetch(reference);
    } finally {
      engine.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNameThatDockerHubDoesNotKnowIsTheDockerfilesFault(boolean isStream) throws IOException {
    HttpServer engine = engineThatHears(DENIED, isStream, "");
    assertThatThrownBy(() -> fetch("golnag:1.27", engine))
        .isInstanceOf(BuildFailedException.class)
        .hasMessageStartingWith("the base image golnag:1.27 can't be had: ")
        .hasMessageContaining(DENIED)
        .hasMessageEndingWith("; correct its name in the Dockerfile");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMirrorSaysTheSameOfWhatItKeepsBack(boolean isStream) throws Exception {
    HttpServer engine = engineThatHears(DENIED, isStream, "\"http://127.0.0.1:9/\"");
    assertThat(fetch("golang:1.27", engine))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .startsWith("its registry refuses the base image golang:1.27: ")
                    .contains(DENIED));
  }

  @Test
  void soDoesAnotherRegistry() throws Exception {
    HttpServer engine = engineThatHears(DENIED, false, "");
    assertThat(fetch("registry.invalid/team/tool:1", engine)).isPresent();
  }

  @Test
  void dockerHubMayRefuseForAnotherReason() throws Exception {
    HttpServer engine = engineThatHears("toomanyrequests: the pull rate limit", false, "");
    assertThat(fetch("golang:1.27", engine)).isPresent();
  }
}
