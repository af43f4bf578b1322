package multistage.sizereport.engine;

/** An image couldn't be built; the message is the engine's, the log has the rest. */
public final class BuildFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  BuildFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
