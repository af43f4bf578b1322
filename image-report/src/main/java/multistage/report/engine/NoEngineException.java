package multistage.report.engine;

import java.net.URI;

/** No Docker engine can be worked with; the message says what to do. */
public final class NoEngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private NoEngineException(String message, Throwable cause) {
    super(message, cause);
  }

  static NoEngineException noneAnswers(URI address, Throwable cause) {
    return new NoEngineException(
        "no Docker engine answers at "
            + address
            + ". Start Docker (or let DOCKER_HOST name an engine) and try again;"
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

  static NoEngineException wrongSettings(Throwable cause) {
    return new NoEngineException(
        "the Docker client's settings can't be used: "
            + (cause.getMessage() == null ? cause : cause.getMessage())
            + ". Compare with what docker context ls and docker version say.",
        cause);
  }
}
