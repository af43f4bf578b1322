package worldclock.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import worldclock.time.Cities;

/** Answers GET / with the time in each city. */
public final class ClockServer {
  private static final int PORT = 8080;
  private static final int GRACE_SECONDS = 8;

  private final Cities cities;

  private ClockServer(Cities cities) {
    this.cities = cities;
  }

  /** Serves until SIGTERM, and finishes the requests in flight then. */
  public static void start(Cities cities) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("0.0.0.0", PORT), 0);
    ExecutorService requests = Executors.newCachedThreadPool();
    server.setExecutor(requests);
    server.createContext("/", new ClockServer(cities)::answer);
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, requests)));
    System.out.println("The time is on http://0.0.0.0:" + PORT);
  }

  private static void stop(HttpServer server, ExecutorService requests) {
    Thread closing = new Thread(() -> server.stop(GRACE_SECONDS));
    closing.setDaemon(true);
    closing.start();
    requests.shutdown();
    try {
      requests.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean isGet = exchange.getRequestMethod().equals("GET");
    byte[] text =
        (isGet ? cities.timesAt(Instant.now()) : "Only GET\n").getBytes(StandardCharsets.UTF_8);
    // What is closed reads the rest of the request first.
    try (exchange) {
      exchange.sendResponseHeaders(isGet ? 200 : 405, text.length);
      exchange.getResponseBody().write(text);
    }
  }
}
