package multistage.report.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The engine that {@code DOCKER_HOST} names: whether something answers there is found out within
 * seconds, so that a message can name it.
 */
final class ChosenHost {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int MAX_PORT = 65_535;

  private ChosenHost() {}

  /**
   * Returns if something answers there, or if that can't be told from here, as with {@code ssh:}.
   *
   * @param host what {@code DOCKER_HOST} says
   * @param encrypted whether the engine speaks TLS: then it is enough that something listens
   * @throws NoEngineException when nothing does
   */
  static void requireAnswer(String host, boolean encrypted) {
    try {
      URI uri = new URI(host);
      switch (String.valueOf(uri.getScheme())) {
        case "tcp", "http" -> ask(uri.getHost(), uri.getPort(), encrypted);
        case "https" -> ask(uri.getHost(), uri.getPort(), true);
        case "unix" -> open(uri.getPath());
        case "null" -> throw new IOException("it isn't an address, such as tcp://host:2375");
        default -> {
          // Named pipes and ssh: the client says itself what it supports.
        }
      }
    } catch (IOException | URISyntaxException e) {
      throw NoEngineException.chosenOneDoesNotAnswer(host, e);
    }
  }

  private static void open(String path) throws IOException {
    if (path == null) {
      throw new IOException("it lacks a path, as in unix:///var/run/docker.sock");
    }
    Path socket;
    try {
      socket = Path.of(path);
    } catch (InvalidPathException e) {
      throw new IOException("its path is not one that this system has", e);
    }
    SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
  }

  private static void ask(String host, int port, boolean encrypted) throws IOException {
    if (host == null || port < 0) {
      throw new IOException("it lacks a host or a port");
    }
    if (port > MAX_PORT) {
      throw new IOException("its port " + port + " is above " + MAX_PORT);
    }
    try (Socket socket = new Socket()) {
      int patience = Math.toIntExact(PATIENCE.toMillis());
      socket.connect(new InetSocketAddress(host, port), patience);
      if (!encrypted) {
        socket.setSoTimeout(patience);
        String ping = "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(ping.getBytes(StandardCharsets.US_ASCII));
        if (socket.getInputStream().read() < 0) {
          throw new IOException("the connection was closed without an answer");
        }
      }
    }
  }
}
