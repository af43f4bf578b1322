package multistage.sizereport.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What a report says of one variant.
 *
 * @param id which variant
 * @param title its idea in a few words
 * @param dockerfile its path from the repository's root
 * @param improvesOn the step before it, if it isn't the first
 * @param stages its stages
 * @param status how it ended
 * @param failure why it failed or was skipped; empty when it passed
 * @param image what was built, if it got that far
 * @param startup how fast it starts, if it got that far
 * @param checks what was tried on it, if it got that far
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Row(
    VariantId id,
    String title,
    String dockerfile,
    Optional<VariantId> improvesOn,
    List<Stage> stages,
    Outcome status,
    Optional<String> failure,
    Optional<Image> image,
    Optional<Startup> startup,
    List<Check> checks) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when a row that passed lacks a figure or has a failure, or
   *     another one lacks its reason
   */
  public Row {
    stages = List.copyOf(stages);
    checks = List.copyOf(checks);
    if (status == Outcome.PASSED && (image.isEmpty() || startup.isEmpty() || failure.isPresent())) {
      throw new IllegalArgumentException(id + " can't have passed without image and start");
    }
    if (status != Outcome.PASSED && failure.isEmpty()) {
      throw new IllegalArgumentException(id + " is " + status + " without a reason");
    }
  }
}
