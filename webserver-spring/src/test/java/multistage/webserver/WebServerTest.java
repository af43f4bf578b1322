package multistage.webserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Talks to the server over real sockets, as a client does. */
class WebServerTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static ConfigurableApplicationContext server;
  private static int port;

  @BeforeAll
  static void start() {
    server =
        SpringApplication.run(
            WebServer.class, "--server.port=0", "--server.tomcat.connection-timeout=1s");
    port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          GET,     /,    200, 13,             , 'Hello, World!'
          HEAD,    /,    200, 13,             , ''
          GET,     /?x=1,200, 13,             , 'Hello, World!'
          POST,    /,    405, 19, 'GET, HEAD' , 'Method Not Allowed\n'
          DELETE,  /,    405, 19, 'GET, HEAD' , 'Method Not Allowed\n'
          OPTIONS, /,    405, 19, 'GET, HEAD' , 'Method Not Allowed\n'
          """)
  void answers(String method, String path, int status, String length, String allow, String body)
      throws Exception {
    HttpResponse<String> response = ask(method, path);
    assertEquals(status, response.statusCode());
    assertEquals("text/plain;charset=UTF-8", header(response, "Content-Type"));
    assertEquals(length, header(response, "Content-Length"));
    assertEquals(allow, header(response, "Allow"));
    assertEquals(body, response.body());
  }

  @ParameterizedTest
  @CsvSource({"GET, /index.html", "HEAD, /other", "POST, /other", "GET, //"})
  void nothingElseIsThere(String method, String path) throws Exception {
    assertEquals(404, ask(method, path).statusCode());
  }

  @Test
  void clientThatSendsHalfAHeaderIsCutOff() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      // No test measures time. This limit only keeps a failing test from hanging.
      socket.setSoTimeout(30_000);
      send(socket, "GET / HTTP/1.1\r\nHo");
      assertArrayEquals(new byte[0], socket.getInputStream().readAllBytes());
    }
  }

  @Test
  void answersWhenTheWholeRequestIsThere() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      send(socket, "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\n\r\n1");
      socket.setSoTimeout(200);
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
      send(socket, "2");
      socket.setSoTimeout(30_000);
      assertEquals("HTTP/1.1 405", new String(socket.getInputStream().readNBytes(12)));
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static HttpResponse<String> ask(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(method, BodyPublishers.noBody())
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }
}
