package multistage.report.dockerfile;

import multistage.report.diagnostic.UserError;

/** A variable that has to have a value, as in {@code ${NAME:?}}, and has none. */
final class MissingVariable extends UserError {
  private static final long serialVersionUID = 1L;

  MissingVariable(String problem, String remedy) {
    super(problem, remedy);
  }
}
