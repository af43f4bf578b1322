package multistage.sizereport.engine;

/** No Docker engine can be worked with; the message says what to do. */
public final class NoEngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private NoEngineException(String message, Throwable cause) {
    super(message, cause);
  }

  static NoEngineException noneAnswers(Throwable cause) {
    return new NoEngineException(
        "no Docker engine answers. Start Docker (or let DOCKER_HOST name an engine) and try again;"
            + " on Debian or Ubuntu, ./lab mvn verify installs and starts one.",
        cause);
  }

  static NoEngineException noHelperImage(Throwable cause) {
    return new NoEngineException(
        "the Docker engine answers, but Testcontainers can't pull the image of its helper from a"
            + " registry ("
            + cause.getMessage()
            + "). Without a registry, run ./lab mvn verify, which does without the helper.",
        cause);
  }
}
