package multistage.report.engine;

/** An image couldn't be built; the message is the engine's, the log has the rest. */
public final class BuildFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean isStandstill;

  /** With the engine's message, and what else threw it, if anything. */
  public BuildFailedException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private BuildFailedException(String message, Throwable cause, boolean isStandstill) {
    super(message, cause);
    this.isStandstill = isStandstill;
  }

  /** That of a build in which nothing moved any more. */
  public static BuildFailedException standstill(String message) {
    return new BuildFailedException(message, null, true);
  }

  /** Whether nothing moved any more: built again, it may well succeed. */
  public boolean isStandstill() {
    return isStandstill;
  }
}
