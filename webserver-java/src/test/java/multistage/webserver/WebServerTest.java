package multistage.webserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Talks to the server over real sockets, as a client does. */
class WebServerTest {

  /** How long a test waits before it fails. No test measures time. */
  private static final int PATIENCE_MILLIS = 30_000;

  private final List<AutoCloseable> toClose = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : toClose) {
      each.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          GET /,           200, 13,               , 'Hello, World!'
          HEAD /,          200, 13,               , ''
          GET /?x=1,       200, 13,               , 'Hello, World!'
          GET /index.html, 404, 10,               , 'Not Found\n'
          GET /.,          404, 10,               , 'Not Found\n'
          HEAD /other,     404, 10,               , ''
          POST /other,     404, 10,               , 'Not Found\n'
          POST /,          405, 19, 'GET, HEAD'   , 'Method Not Allowed\n'
          DELETE /,        405, 19, 'GET, HEAD'   , 'Method Not Allowed\n'
          OPTIONS /,       405, 19, 'GET, HEAD'   , 'Method Not Allowed\n'
          """)
  void answers(String request, int status, String length, String allow, String body)
      throws IOException {
    Socket socket = connect(start());
    send(socket, request + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    String head = readHead(socket);
    assertThat(head).startsWith("HTTP/1.1 " + status + " ");
    assertThat(header(head, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(header(head, "Content-Length")).isEqualTo(length);
    assertThat(header(head, "Allow")).isEqualTo(allow);
    assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).isEqualTo(body);
  }

  /** Some JDK updates reject such a path with 400 before the server sees it. */
  @ParameterizedTest
  @ValueSource(strings = {"//other/", "//"})
  void twoSlashesAreNotTheRoot(String path) throws IOException {
    Socket socket = connect(start());
    send(socket, "GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    assertThat(readHead(socket)).containsPattern("^HTTP/1.1 40[04] ");
  }

  @Test
  void servesManyRequestsOnOneConnection() throws IOException {
    Socket socket = connect(start());
    for (String method : List.of("GET", "HEAD", "GET")) {
      send(socket, method + " / HTTP/1.1\r\nHost: test\r\n\r\n");
      assertThat(readHead(socket)).startsWith("HTTP/1.1 200 ");
      if (method.equals("GET")) {
        assertThat(socket.getInputStream().readNBytes(13)).hasSize(13);
      }
    }
  }

  @Test
  void answersAtOnceOnAConnectionThatIsKeptAlive() {
    start();
    assertThat(Boolean.getBoolean("sun.net.httpserver.nodelay")).isTrue();
  }

  @Test
  void finishesTheRequestInFlightBeforeItStops() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    WebServer server =
        new WebServer(
            0,
            exchange -> {
              entered.countDown();
              await(release);
              WebServer.hello(exchange);
            });
    Socket socket = connect(server);
    send(socket, "GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    await(entered);

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
    waitUntilRefused(server.port());
    assertThat(stopped).isNotDone();
    release.countDown();

    assertThat(readHead(socket)).startsWith("HTTP/1.1 200 ");
    assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
        .isEqualTo("Hello, World!");
    stopped.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Test
  void clientsThatSendHalfAHeaderDoNotStopTheOthersAndAreCutOff() throws IOException {
    WebServer server = start();
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = connect(server);
      send(socket, "GET / HTTP/1.1\r\nHo");
      slow.add(socket);
    }

    Socket other = connect(server);
    send(other, "GET / HTTP/1.1\r\nHost: test\r\n\r\n");
    assertThat(readHead(other)).startsWith("HTTP/1.1 200 ");

    for (Socket socket : slow) {
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void portInUseIsAnError() throws IOException {
    int port = start().port();
    assertThatExceptionOfType(BindException.class)
        .isThrownBy(() -> new WebServer(port, WebServer::hello));
  }

  private WebServer start() {
    try {
      WebServer server = new WebServer(0, WebServer::hello);
      toClose.add(server::stop);
      return server;
    } catch (IOException e) {
      throw new AssertionError("no free port", e);
    }
  }

  private Socket connect(WebServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    // Close it before the server, which would wait for the rest of its request.
    toClose.add(0, socket);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /** Reads up to the empty line, and nothing of the body. */
  private static String readHead(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      assertThat(next).as("end of the connection after «%s»", head).isNotNegative();
      head.append((char) next);
    }
    return head.toString();
  }

  private static String header(String head, String name) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(null);
  }

  private static void waitUntilRefused(int port) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (System.nanoTime() < deadline) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        Thread.sleep(1);
      } catch (ConnectException e) {
        return;
      } catch (SocketException e) {
        // Reset: this connection was still in the queue when the listening socket closed. Neither
        // accepted nor refused, so it shows nothing yet.
      }
    }
    throw new AssertionError("port " + port + " still accepts connections");
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException("the other side of the test did not come");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
