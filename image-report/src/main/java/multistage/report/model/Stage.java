package multistage.report.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A build stage: one {@code FROM} instruction and what follows it.
 *
 * @param name the name given with {@code AS}, if any, in lower case as Docker compares it
 * @param from what the stage starts from: an image reference, an earlier stage's name, or {@code
 *     scratch}
 * @see <a href="https://docs.docker.com/reference/dockerfile/#from">Dockerfile reference, FROM</a>
 */
public record Stage(Optional<String> name, String from) {
  /**
   * The image that the last of these stages starts from, by way of earlier ones or directly; {@code
   * scratch} is none.
   */
  public static Optional<String> finalBase(List<Stage> stages) {
    String from = stages.get(stages.size() - 1).from();
    for (int i = stages.size() - 2; i >= 0; i--) {
      if (stages.get(i).name().equals(Optional.of(from.toLowerCase(Locale.ROOT)))) {
        from = stages.get(i).from();
      }
    }
    return Optional.of(from).filter(image -> !image.equals("scratch"));
  }
}
