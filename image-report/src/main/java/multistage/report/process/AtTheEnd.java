package multistage.report.process;

/** Something to be done when the process is told to end, as by Ctrl-C, before this is closed. */
public final class AtTheEnd implements AutoCloseable {
  private final Thread hook;

  public AtTheEnd(String name, Runnable action) {
    hook = new Thread(action, name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether it needn't be done any more; else it is being done, or has been. */
  public boolean cancel() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending.
      return false;
    }
  }

  /** Whether the process was told to end, as by Ctrl-C: what fails from then on isn't news. */
  public static boolean isEnding() {
    try {
      new AtTheEnd("never run", () -> {}).close();
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /**
   * Keeps loops from going on to their next item.
   *
   * @throws IllegalStateException when the process is ending
   */
  public static void requireNotEnding() {
    if (isEnding()) {
      throw new IllegalStateException("the process is ending");
    }
  }

  @Override
  public void close() {
    cancel();
  }
}
