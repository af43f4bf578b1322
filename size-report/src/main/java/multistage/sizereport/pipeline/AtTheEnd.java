package multistage.sizereport.pipeline;

/** Something to be done when the process is told to end, as by Ctrl-C, before this is closed. */
final class AtTheEnd implements AutoCloseable {
  private final Thread hook;

  AtTheEnd(String name, Runnable action) {
    hook = new Thread(action, name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether it needn't be done any more; else it is being done, or has been. */
  boolean cancel() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending.
      return false;
    }
  }

  /**
   * Keeps loops from going on to their next item.
   *
   * @throws IllegalStateException when the process is ending
   */
  static void requireNotEnding() {
    // Can't be registered then, and says so.
    new AtTheEnd("never run", () -> {}).close();
  }

  @Override
  public void close() {
    cancel();
  }
}
