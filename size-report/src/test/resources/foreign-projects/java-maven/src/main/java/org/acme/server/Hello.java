package org.acme.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.acme.greeting.Greeting;
import org.acme.process.ThisProcess;

/** Greets over HTTP until it receives SIGTERM. */
public final class Hello {
  private Hello() {}

  public static void main(String[] arguments) throws IOException {
    Greeting greeting = Greeting.load();
    HttpServer server = HttpServer.create(new InetSocketAddress(7070), 0);
    server.createContext(
        "/hello/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          answer(exchange, greeting.to(path.substring(path.lastIndexOf('/') + 1)));
        });
    server.createContext("/user", exchange -> answer(exchange, ThisProcess.user()));
    server.createContext("/heap", exchange -> answer(exchange, ThisProcess.maxHeapBytes()));
    server.start();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.stop(1);
                  System.out.println("shut down gracefully");
                }));
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }
}
