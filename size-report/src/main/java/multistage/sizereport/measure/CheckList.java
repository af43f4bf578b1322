package multistage.sizereport.measure;

import java.util.ArrayList;
import java.util.List;
import multistage.sizereport.model.Check;

/** Runs checks one after the other; one that fails doesn't cost the others. */
final class CheckList {
  /**
   * Something that holds, or throws: an {@link AssertionError}, or whatever kept it from trying.
   */
  interface Trial {
    /** Returns what was seen. */
    String run() throws Exception;
  }

  private final List<Check> checks = new ArrayList<>();

  /** Tries it now and keeps the outcome. */
  void require(String name, Trial trial) {
    try {
      checks.add(new Check(name, true, true, trial.run()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while checking: " + name, e);
    } catch (Exception | AssertionError e) {
      checks.add(new Check(name, false, true, reason(e)));
    }
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().strip();
  }
}
