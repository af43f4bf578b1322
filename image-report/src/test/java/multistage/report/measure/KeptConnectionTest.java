package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptConnectionTest {
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  /** A server that answers the first request with the status for 1, and so on. */
  private URI serve(IntUnaryOperator status) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status.applyAsInt(requests.incrementAndGet()), 5);
          exchange.getResponseBody().write("Hello".getBytes());
          exchange.close();
        });
    server.start();
    return address();
  }

  private URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void countsNoFailedRequestAsAnAnswer() throws IOException {
    try (KeptConnection client = new KeptConnection(serve(n -> n % 3 == 0 ? 503 : 200))) {
      for (int i = 0; i < 20; i++) {
        client.awaitAnswer();
      }
      // Of 29 requests, every third failed: 3, 6, …, 27.
      assertThat(requests).hasValue(29);
      assertThat(client.errors()).isEqualTo(9);
      assertThat(client.firstError()).contains("HTTP/1.1 503 Service Unavailable");
    }
  }

  @Test
  void isWithoutErrorWhereThereIsNone() throws IOException {
    try (KeptConnection client = new KeptConnection(serve(n -> 200))) {
      client.awaitAnswer();
      assertThat(client.ask()).isTrue();
      assertThat(client.errors()).isZero();
      assertThat(client.firstError()).isEmpty();
    }
  }

  @Test
  void givesUpOnAServerThatIsDown() throws IOException {
    try (KeptConnection client = new KeptConnection(serve(n -> n == 1 ? 404 : 500))) {
      assertThatThrownBy(client::awaitAnswer)
          .isInstanceOf(IOException.class)
          .hasMessage(
              "5 requests in a row weren't answered with 200; the first error of all: HTTP/1.1 404"
                  + " Not Found");
      assertThat(client.errors()).isEqualTo(KeptConnection.MOST_IN_A_ROW);
    }
  }

  @Test
  void givesUpOnAServerThatIsGone() throws IOException {
    URI address = serve(n -> 200);
    server.stop(0);
    try (KeptConnection client = new KeptConnection(address)) {
      assertThatThrownBy(client::awaitAnswer).hasMessageContaining("Connection refused");
    }
  }
}
