package multistage.report.engine;

import java.io.IOException;
import java.util.Set;

/** What a builder has kept of builds for later ones: steps' results and cache mounts. */
public interface BuildCache {
  /**
   * The IDs of all that it has kept.
   *
   * @throws IOException when that can't be found out
   */
  Set<String> records() throws IOException;

  /**
   * Gives records up. Those that are in use, or that others are based on, stay.
   *
   * @param records IDs, as {@link #records} has them
   * @throws IOException when one is refused; the others are given up all the same
   */
  void forget(Set<String> records) throws IOException;
}
