package multistage.report.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import multistage.image.Digest;
import multistage.image.archive.SavedArchives;
import multistage.image.archive.SavedArchives.SavedImage;
import multistage.image.archive.TarFile;

/**
 * Speaks as much of an engine's interface as a run needs, and ends as soon as it is asked for one
 * thing: no answer to that, nor to anything after it.
 *
 * <p>It has the image of each variant already, which is the same one, and no other image.
 * Containers it can't make.
 */
final class PretendedEngine implements AutoCloseable {
  /** What no request's path contains. */
  private static final String NOTHING = " ";

  private final SavedImage image;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String lastRequest;
  private volatile boolean ended;

  /**
   * Starts one.
   *
   * @param lastRequest what the path of the request contains that ends it
   */
  PretendedEngine(String lastRequest) throws IOException {
    this(lastRequest, "world");
  }

  private PretendedEngine(String lastRequest, String content) throws IOException {
    this.lastRequest = lastRequest;
    this.image = SavedImage.of(null, TarFile.layer("hello", content));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** One that doesn't end, and whose images have that text in their file. */
  static PretendedEngine with(String content) throws IOException {
    return new PretendedEngine(NOTHING, content);
  }

  /** Its address, as {@code DOCKER_HOST} has it. */
  String host() {
    return "tcp://127.0.0.1:" + server.getAddress().getPort();
  }

  private Digest imageId() {
    return SavedArchives.digest(image.config());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    exchange.getRequestBody().readAllBytes();
    if (ended || path.contains(lastRequest)) {
      ended = true;
      // The connection is closed without an answer, as by a process that is gone.
      exchange.close();
    } else if (path.endsWith("/_ping")) {
      send(exchange, 200, "OK");
    } else if (path.endsWith("/version")) {
      send(
          exchange,
          200,
          "{\"Version\":\"28.5.2\",\"ApiVersion\":\"1.51\",\"Os\":\"linux\",\"Arch\":\"amd64\"}");
    } else if (path.endsWith("/info")) {
      send(exchange, 200, "{\"Driver\":\"pretended\"}");
    } else if (path.endsWith("/containers/json")) {
      send(exchange, 200, "[]");
    } else if (path.contains("/images/multistage/go:") && path.endsWith("/json")) {
      send(exchange, 200, inspected());
    } else if (path.endsWith("/build")) {
      send(
          exchange,
          200,
          "{\"stream\":\"Successfully built " + imageId().value().substring(7, 19) + "\\n\"}");
    } else if (path.contains("/images/") && path.endsWith("/get")) {
      send(exchange, 200, SavedArchives.docker(image).bytes());
    } else {
      send(exchange, 404, "{\"message\":\"pretended engines have no " + path + "\"}");
    }
  }

  private String inspected() {
    return "{\"Id\":\""
        + imageId().value()
        + "\",\"Size\":5,\"Architecture\":\"amd64\",\"RootFS\":{\"Type\":\"layers\",\"Layers\":[\""
        + TarFile.diffId(image.layers().get(0)).value()
        + "\"]}}";
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, text.getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
