package multistage.report.model;

import java.util.List;
import java.util.Optional;

/**
 * A stage of a Dockerfile, and what its lines bring.
 *
 * @param displayName its name, or its number from 0 where it has none
 * @param line where its {@code FROM} is
 * @param lastLine its last instruction's last line
 * @param role what becomes of it
 * @param from the image or earlier stage that it starts from
 * @param baseFileBytes the file bytes of the image that it starts from, where that is known
 * @param steps its instructions behind {@code FROM}
 * @param parts what its lines bring: to the image, or to what stays in the build stage; empty where
 *     that wasn't read
 * @param fileBytes the file bytes of all that the stage holds, its base included; empty where that
 *     wasn't read
 */
public record AnnotatedStage(
    String displayName,
    int line,
    int lastLine,
    Role role,
    String from,
    Optional<Long> baseFileBytes,
    List<AnnotatedStep> steps,
    List<LineShare> parts,
    Optional<Long> fileBytes) {
  /** What becomes of a stage. */
  public enum Role {
    /** The image has its layers. */
    IN_IMAGE("inImage"),
    /** Files are taken from it, and the rest stays on the builder. */
    LEFT_BEHIND("leftBehind"),
    /** The image is made without it. */
    NOT_BUILT("notBuilt");

    private final String text;

    Role(String text) {
      this.text = text;
    }

    /** As reports name it. */
    @Override
    public String toString() {
      return text;
    }
  }

  /** Copies the lists. */
  public AnnotatedStage {
    steps = List.copyOf(steps);
    parts = List.copyOf(parts);
  }
}
