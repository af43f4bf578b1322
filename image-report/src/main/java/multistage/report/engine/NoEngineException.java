package multistage.report.engine;

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

  static NoEngineException chosenOneDoesNotAnswer(String host, Throwable cause) {
    return new NoEngineException(
        "the Docker engine that DOCKER_HOST="
            + host
            + " names doesn't answer ("
            + (cause.getMessage() == null ? cause : cause.getMessage())
            + "). Start it, or unset DOCKER_HOST to work with this machine's own engine; on Debian or"
            + " Ubuntu, ./lab mvn verify installs and starts one.",
        cause);
  }

  static NoEngineException noHelper(Throwable cause) {
    return new NoEngineException(
        "the Docker engine answers, but the helper of Testcontainers, Ryuk, can't be pulled, started"
            + " or reached ("
            + cause.getMessage()
            + "). ./lab mvn verify does without it where there is no registry; so does any run with"
            + " TESTCONTAINERS_RYUK_DISABLED=true.",
        cause);
  }
}
