package multistage.report.diagnostic;

import java.util.Optional;
import java.util.OptionalInt;

/** Something that only the user can put right; its message is the {@link Diagnostic}. */
public class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What quotes a line may be as long as that line. */
  private static final int LONGEST = 500;

  private final transient Diagnostic diagnostic;

  private UserError(Diagnostic diagnostic, Throwable cause) {
    super(diagnostic.toString(), cause);
    this.diagnostic = diagnostic;
  }

  /** What is wrong, and what to do about it. */
  public UserError(String problem, String remedy) {
    this(new Diagnostic(Optional.empty(), OptionalInt.empty(), problem, Optional.of(remedy)), null);
  }

  /** What is wrong, in words that say what to do about it. */
  public UserError(String problem) {
    this(new Diagnostic(Optional.empty(), OptionalInt.empty(), problem, Optional.empty()), null);
  }

  /** The same, in that file, unless it already says where. */
  public UserError in(String file) {
    return placed(file, OptionalInt.empty());
  }

  /** The same, in that line of that file, unless it already says where. */
  public UserError at(String file, int line) {
    return placed(file, OptionalInt.of(line));
  }

  private UserError placed(String file, OptionalInt line) {
    if (diagnostic.file().isPresent()) {
      return this;
    }
    String problem = diagnostic.problem();
    String words =
        problem.length() > LONGEST && line.isPresent()
            ? problem.substring(0, LONGEST) + "…"
            : problem;
    return new UserError(
        new Diagnostic(Optional.of(file), line, words, diagnostic.remedy()), getCause());
  }

  /** What to tell the user. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
