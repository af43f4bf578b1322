package multistage.report.annotate;

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
 * @param parts what its lines bring: to the image, or to what stays behind; empty where that wasn't
 *     read
 * @param fileBytes the file bytes of all that the stage holds, its base included; empty where that
 *     wasn't read
 */
public record AnnotatedStage(
    String displayName,
    int line,
    int lastLine,
    Role role,
    String from,
    List<LineShare> parts,
    Optional<Long> fileBytes) {
  /** What becomes of a stage. */
  public enum Role {
    /** The image has its layers. */
    IN_IMAGE,
    /** Files are taken from it, and the rest stays on the builder. */
    LEFT_BEHIND,
    /** The image is made without it. */
    NOT_BUILT
  }

  /** Copies the list. */
  public AnnotatedStage {
    parts = List.copyOf(parts);
  }
}
