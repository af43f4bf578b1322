package multistage.webserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Answers GET / with "Hello, World!" on port 8080 until it is told to stop. */
public final class WebServer {

  /** Not localhost: nobody outside the container could reach that. */
  private static final String HOST = "0.0.0.0";

  private static final int PORT = 8080;

  /** Less than the ten seconds after which {@code docker stop} sends SIGKILL. */
  private static final int GRACE_SECONDS = 8;

  /**
   * Each request has a thread from its first byte on, so a client that sends half a header keeps
   * one busy until the timeout. It takes this many such clients before the server turns the next
   * one away. (Virtual threads would need no limit, but they require JDK 21.)
   */
  private static final int MAX_THREADS = 200;

  static {
    // The JDK's server reads these properties once, when its first class is loaded. Without
    // nodelay, answers on a keep-alive connection are 40 ms late. Without the timeouts, a client
    // that sends half a header keeps its connection for ever.
    setUnlessGiven("sun.net.httpserver.nodelay", "true");
    setUnlessGiven("sun.net.httpserver.maxReqTime", "5");
    setUnlessGiven("sun.net.httpserver.maxRspTime", "10");
    setUnlessGiven("sun.net.httpserver.idleInterval", "30");
  }

  private final HttpServer server;

  // No queue and no core threads: idle threads are reused, and end after ten seconds.
  private final ExecutorService requests =
      new ThreadPoolExecutor(0, MAX_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>());

  /** Serves on the port, or on any free one if it is 0, as soon as this constructor returns. */
  WebServer(int port, HttpHandler handler) throws IOException {
    server = HttpServer.create(new InetSocketAddress(HOST, port), 0);
    server.createContext("/", handler);
    server.setExecutor(requests);
    server.start();
  }

  public static void main(String[] args) {
    try {
      WebServer webServer = new WebServer(PORT, WebServer::hello);
      // On SIGTERM the JVM runs this hook, also as PID 1, and then exits with 143.
      Runtime.getRuntime().addShutdownHook(new Thread(webServer::stop, "stop"));
      System.out.println("Listening on http://" + HOST + ":" + webServer.port());
    } catch (IOException e) {
      System.err.println(
          "webserver: cannot listen on " + HOST + ":" + PORT + ": " + e.getMessage());
      System.exit(1);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Accepts no more connections, and returns when the requests in flight are finished. */
  void stop() {
    // HttpServer.stop closes the listening socket at once. On JDK 17 it then always takes the
    // whole grace period, so it has a thread of its own that nobody waits for.
    Thread closing = new Thread(() -> server.stop(GRACE_SECONDS), "close");
    closing.setDaemon(true);
    closing.start();
    requests.shutdown();
    try {
      if (!requests.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("webserver: requests still in flight after " + GRACE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void hello(HttpExchange exchange) throws IOException {
    if (!isRoot(exchange.getRequestURI())) {
      answer(exchange, 404, "Not Found\n");
      return;
    }
    switch (exchange.getRequestMethod()) {
      case "GET", "HEAD" -> answer(exchange, 200, "Hello, World!");
      default -> {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        answer(exchange, 405, "Method Not Allowed\n");
      }
    }
  }

  /** True for {@code /?x=1} and {@code http://host/}, false for {@code //other/}. */
  private static boolean isRoot(URI uri) {
    return "/".equals(uri.getPath()) && (uri.isAbsolute() || uri.getAuthority() == null);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    try (exchange) {
      if (exchange.getRequestMethod().equals("HEAD")) {
        // The same headers as for GET; -1 means that no body follows.
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        exchange.sendResponseHeaders(status, -1);
      } else {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
