package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What DOCKER_HOST names has to answer; nothing else is taken in its place. */
class ChosenHostTest {
  @Test
  void onePortAnswers() throws IOException {
    HttpServer engine =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    engine.start();
    try {
      String host = "tcp://127.0.0.1:" + engine.getAddress().getPort();
      assertThatCode(() -> ChosenHost.requireAnswer(host, false)).doesNotThrowAnyException();
    } finally {
      engine.stop(0);
    }
  }

  @Test
  void anotherRefuses() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    String host = "tcp://127.0.0.1:" + free;
    assertThatThrownBy(() -> ChosenHost.requireAnswer(host, false))
        .isInstanceOf(NoEngineException.class)
        .hasMessageContainingAll("DOCKER_HOST=" + host, "refused", "./lab mvn verify");
  }

  @Test
  void somethingListensButDoesNotAnswer() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String host = "tcp://127.0.0.1:" + mute.getLocalPort();
      assertThatThrownBy(() -> ChosenHost.requireAnswer(host, false))
          .isInstanceOf(NoEngineException.class)
          .hasMessageContaining("DOCKER_HOST=" + host);
      assertThatCode(() -> ChosenHost.requireAnswer(host, true))
          .as("TLS isn't spoken here")
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aSocketThatIsNotThere(@TempDir Path folder) {
    String host = "unix://" + folder.resolve("docker.sock");
    assertThatThrownBy(() -> ChosenHost.requireAnswer(host, false))
        .isInstanceOf(NoEngineException.class)
        .hasMessageContaining(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "tcp://",
        "tcp://localhost",
        "tcp://localhost:99999",
        "unix:docker.sock",
        "unix:///a%00b",
        "not an address"
      })
  void whatIsNoAddress(String host) {
    assertThatThrownBy(() -> ChosenHost.requireAnswer(host, false))
        .isInstanceOf(NoEngineException.class)
        .hasMessageContaining("DOCKER_HOST=" + host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh://somebody@example.com", "npipe:////./pipe/docker_engine"})
  void whatOnlyOthersCanTell(String host) {
    assertThatCode(() -> ChosenHost.requireAnswer(host, false)).doesNotThrowAnyException();
  }
}
