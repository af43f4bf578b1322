package multistage.report.engine;

/** An image couldn't be built; the message is the engine's, the log has the rest. */
public final class BuildFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With the engine's message, and what else threw it, if anything. */
  public BuildFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
