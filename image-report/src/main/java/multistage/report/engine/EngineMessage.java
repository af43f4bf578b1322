package multistage.report.engine;

import com.github.dockerjava.api.exception.DockerException;
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
}
