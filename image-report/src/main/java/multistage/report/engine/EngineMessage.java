package multistage.report.engine;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an engine says when it refuses. */
public final class EngineMessage {
  /** The engine's answer as docker-java quotes it. */
  private static final Pattern QUOTED = Pattern.compile("(?s).*\"message\":\"(.*?)\"}.*");

  private EngineMessage() {}

  /** The engine's own words, without what docker-java puts around them. */
  public static String of(DockerException e) {
    String all = String.valueOf(e.getMessage());
    Matcher message = QUOTED.matcher(all);
    String words = message.matches() ? message.group(1) : all;
    return words.replace("\\\"", "\"").replace("\\n", "\n").strip();
  }

  /** The same, of anything that docker-java throws; empty for what comes from elsewhere. */
  public static Optional<String> in(Throwable e) {
    if (e instanceof DockerException refused) {
      return Optional.of(of(refused));
    }
    if (e instanceof DockerClientException failed) {
      return Optional.ofNullable(failed.getMessage());
    }
    // What its connection throws has no other type.
    return e.getClass() == RuntimeException.class && e.getCause() instanceof IOException broken
        ? Optional.of("the connection broke: " + broken.getMessage())
        : Optional.empty();
  }
}
