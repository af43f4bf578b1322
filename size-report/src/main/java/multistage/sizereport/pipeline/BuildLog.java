package multistage.sizereport.pipeline;

import java.util.List;
import multistage.sizereport.engine.BuildFailedException;

/** What a build printed, for messages. */
final class BuildLog {
  /** Enough lines to see which step failed and why. */
  private static final int LAST_LINES = 20;

  private BuildLog() {}

  /** The last lines, and the engine's own message where they don't have it. */
  static String end(List<String> lines, BuildFailedException failure) {
    String last =
        String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    return last.contains(failure.getMessage()) ? last : last + "\n" + failure.getMessage();
  }
}
