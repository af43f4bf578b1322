package multistage.report.measure;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One connection to a server, on which bytes are sent and received as they are.
 *
 * <p>For what an HTTP client hides: half a request, a connection that is kept, the time of the
 * single answer.
 */
final class RawConnection implements AutoCloseable {
  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: localhost\r\n";
  private static final String POST_BODY = "Hello?";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Socket socket;
  private final InputStream in;
  private boolean closing;

  private RawConnection(String host, int port, Duration patience) throws IOException {
    socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
      socket.connect(new InetSocketAddress(host, port), Math.toIntExact(PATIENCE.toMillis()));
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Connects.
   *
   * @param patience how long a read waits for the server
   */
  static RawConnection open(URI address, Duration patience) throws IOException {
    return new RawConnection(address.getHost(), address.getPort(), patience);
  }

  /** Whether a new connection's {@code GET /} is answered with 200 now. */
  static boolean answers(String host, int port) {
    try (RawConnection connection = new RawConnection(host, port, PATIENCE)) {
      connection.send(GET + "Connection: close\r\n\r\n");
      return connection.readLine().contains(" 200");
    } catch (IOException e) {
      // Refused, or accepted by the engine's proxy and dropped: the server isn't there yet.
      return false;
    }
  }

  /** Sends a {@code GET /} up to, but without, the empty line that ends it. */
  void sendHalfAGet() throws IOException {
    send(GET);
  }

  /** Sends a whole {@code GET /}, in one piece. */
  void sendGet() throws IOException {
    send(GET + "\r\n");
  }

  /** Whether the last answer said that the server closes the connection after it. */
  boolean isClosing() {
    return closing;
  }

  /** Sends a whole {@code POST /} but for its body, which {@link #sendBody()} sends. */
  void sendPostWithoutBody() throws IOException {
    send(POST + "Content-Length: " + POST_BODY.length() + "\r\n\r\n");
  }

  /** Sends the body of that {@code POST /}. */
  void sendBody() throws IOException {
    send(POST_BODY);
  }

  /** Sends the empty line that ends a request without a body. */
  void sendTheRest() throws IOException {
    send("\r\n");
  }

  /**
   * Reads a whole answer that states its length.
   *
   * @return its status line
   */
  String readAnswer() throws IOException {
    String status = readLine();
    int length = 0;
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        String stated = header.substring(15).strip();
        if (!stated.matches("\\d{1,9}")) {
          throw new IOException("the answer's length is no number: " + stated);
        }
        length = Integer.parseInt(stated);
      }
      closing |= header.equalsIgnoreCase("Connection: close");
    }
    if (in.readNBytes(length).length < length) {
      throw new IOException("the connection ended within the answer " + status);
    }
    return status;
  }

  /**
   * Reads until the server ends the connection, by whatever way.
   *
   * @throws java.net.SocketTimeoutException when it doesn't
   */
  void awaitEnd() throws IOException {
    try {
      while (in.read() >= 0) {
        // A server may say why before it hangs up.
      }
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (java.net.SocketException e) {
      // A reset is an end as well.
      return;
    }
  }

  private void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended" + (line.isEmpty() ? "" : " after " + line));
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
