package multistage.sizereport.dockerfile;

/** A Dockerfile that can't be read; the message says where, what, and what to do. */
public final class DockerfileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DockerfileException(String dockerfile, int line, String what) {
    super(dockerfile + ":" + line + ": " + what);
  }
}
