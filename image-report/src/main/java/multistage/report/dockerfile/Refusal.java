package multistage.report.dockerfile;

/**
 * What BuildKit refuses, and what to do about it; whoever catches it knows the file and the line.
 */
class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refusal(String what) {
    super(what);
  }
}
