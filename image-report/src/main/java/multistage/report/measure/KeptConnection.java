package multistage.report.measure;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A client that asks again and again over one connection, and makes a new one when the server has
 * closed it: some do so after a number of answers, which is no error.
 */
final class KeptConnection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A server that is gone, or down for good, isn't asked for ever. */
  static final int MOST_IN_A_ROW = 5;

  private final URI address;
  private RawConnection connection;
  private long errors;
  private Optional<String> firstError = Optional.empty();

  KeptConnection(URI address) {
    this.address = address;
  }

  /**
   * Asks once; an answer that isn't a 200, or none, is counted as an error.
   *
   * @return whether it was answered with 200
   */
  boolean ask() {
    try {
      if (connection == null) {
        connection = RawConnection.open(address, PATIENCE);
      }
      connection.sendGet();
      String status = connection.readAnswer();
      boolean answered = status.contains(" 200");
      if (!answered) {
        count(status);
      }
      if (connection.isClosing()) {
        close();
      }
      return answered;
    } catch (IOException e) {
      count(String.valueOf(e.getMessage()));
      close();
      return false;
    }
  }

  /**
   * Asks until the answer is a 200: what fails is counted as an error, never as an answer, and the
   * time that it took is part of how long this answer was waited for.
   *
   * @throws IOException when {@link #MOST_IN_A_ROW} requests fail one after the other
   */
  void awaitAnswer() throws IOException {
    for (int failed = 0; !ask(); ) {
      failed++;
      if (failed == MOST_IN_A_ROW) {
        throw new IOException(
            failed
                + " requests in a row weren't answered with 200; the first error of all: "
                + firstError.orElseThrow());
      }
    }
  }

  private void count(String error) {
    errors++;
    firstError = firstError.or(() -> Optional.of(error));
  }

  /** How often it went wrong so far. */
  long errors() {
    return errors;
  }

  /** What the first error was: a status line, or how the connection broke. */
  Optional<String> firstError() {
    return firstError;
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (IOException e) {
        // It is gone either way.
        count(String.valueOf(e.getMessage()));
      }
      connection = null;
    }
  }
}
