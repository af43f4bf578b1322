package multistage.report.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import multistage.image.Digest;
import multistage.image.archive.SavedArchives;
import multistage.image.archive.SavedArchives.SavedImage;
import multistage.image.archive.TarFile;

/**
 * Speaks as much of an engine's interface as a run needs, and ends or hangs as soon as it is asked
 * for one thing: no answer to that, nor to anything after it.
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
  private final Manner manner;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean ended;
  private String nonsense = NOTHING;

  /** How it stops answering. */
  enum Manner {
    /** Connections are closed without an answer, as by a process that is gone. */
    ENDS,
    /** Connections stay open and nothing comes, as from a process that SIGSTOP has stopped. */
    HANGS
  }

  /**
   * Starts one.
   *
   * @param lastRequest what the path of the request contains that is its last
   */
  PretendedEngine(String lastRequest, Manner manner) throws IOException {
    this(lastRequest, manner, "world");
  }

  private PretendedEngine(String lastRequest, Manner manner, String content) throws IOException {
    this.lastRequest = lastRequest;
    this.manner = manner;
    this.image = SavedImage.of(null, TarFile.layer("hello", content));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** One that doesn't end, and whose images have that text in their file. */
  static PretendedEngine with(String content) throws IOException {
    return new PretendedEngine(NOTHING, Manner.ENDS, content);
  }

  /** One that says of that image what no engine says, and this program isn't ready for. */
  static PretendedEngine withNonsenseOf(String image) throws IOException {
    PretendedEngine engine = with("world");
    engine.nonsense = image;
    return engine;
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
      if (manner == Manner.HANGS) {
        awaitClose();
      }
      exchange.close();
    } else if (path.contains("/images/" + nonsense + "/json")) {
      send(exchange, 200, "{\"Id\":\"nonsense\"}");
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

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
