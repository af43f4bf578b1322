package multistage.report.dockerfile;

/** A Dockerfile that can't be read; the message says where, what, and what to do. */
public final class DockerfileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What quotes a line may be as long as that line. */
  private static final int LONGEST = 500;

  DockerfileException(String dockerfile, int line, String what) {
    super(
        dockerfile
            + ":"
            + line
            + ": "
            + (what.length() > LONGEST ? what.substring(0, LONGEST) + "…" : what));
  }
}
