package multistage.sizereport.measure;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * A client that asks again and again over one connection, and makes a new one when the server has
 * closed it: some do so after a number of answers, which is no error.
 */
final class KeptConnection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI address;
  private RawConnection connection;
  private long errors;

  KeptConnection(URI address) {
    this.address = address;
  }

  /** Asks once; an answer that isn't a 200, or none, is counted as an error. */
  void ask() {
    try {
      if (connection == null) {
        connection = RawConnection.open(address, PATIENCE);
      }
      connection.sendGet();
      if (!connection.readAnswer().contains(" 200")) {
        errors++;
      }
      if (connection.isClosing()) {
        close();
      }
    } catch (IOException e) {
      errors++;
      close();
    }
  }

  /** How often it went wrong so far. */
  long errors() {
    return errors;
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (IOException e) {
        // It is gone either way.
        errors++;
      }
      connection = null;
    }
  }
}
