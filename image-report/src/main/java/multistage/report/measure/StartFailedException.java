package multistage.report.measure;

/** An image that doesn't start, answer or end; the message has the container's output. */
public final class StartFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  StartFailedException(String message) {
    super(message);
  }
}
