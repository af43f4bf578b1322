package multistage.report.dockerfile;

/** A variable that has to have a value, as in {@code ${NAME:?}}, and has none. */
final class MissingVariable extends Refusal {
  private static final long serialVersionUID = 1L;

  MissingVariable(String what) {
    super(what);
  }
}
