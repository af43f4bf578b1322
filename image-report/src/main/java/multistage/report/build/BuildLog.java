package multistage.report.build;

import java.util.List;
import java.util.Optional;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.Unreachable;
import multistage.report.model.Variant;

/** What a build printed, for messages. */
public final class BuildLog {
  /** Enough lines to see which step failed and why. */
  private static final int LAST_LINES = 20;

  private BuildLog() {}

  /** The last lines, and the engine's own message where they don't have it. */
  public static String end(List<String> lines, BuildFailedException failure) {
    String last = last(lines);
    return last.contains(failure.getMessage()) ? last : last + "\n" + failure.getMessage();
  }

  /** The reason in a row: what went wrong, the engine's own message, and the last lines. */
  public static String reason(String what, List<String> lines, BuildFailedException failure) {
    return what + ": " + failure.getMessage() + "\nthe last lines of its output:\n" + last(lines);
  }

  /** What said that no repository can be reached for the variant's packages, if it needs one. */
  public static Optional<String> unreachable(List<String> lines, Variant variant) {
    return variant.needsPackageRepositories() ? Unreachable.packagesIn(lines) : Optional.empty();
  }

  private static String last(List<String> lines) {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
