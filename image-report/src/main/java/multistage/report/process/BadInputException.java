package multistage.report.process;

/** What was asked for can't be done; the message says what, where, and what to do. */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadInputException(String message) {
    super(message);
  }
}
