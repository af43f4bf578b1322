package multistage.report.pipeline;

/** What was asked for can't be done; the message says what, where, and what to do. */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadInputException(String message) {
    super(message);
  }
}
