package multistage.report.model;

import java.util.List;
import multistage.report.model.Origin.Lines;

/**
 * An instruction of a Dockerfile, and what it takes from elsewhere.
 *
 * @param lines where it stands
 * @param fromStages the stages that it takes files from, from 0
 * @param fromImages the images that it takes files from
 */
public record AnnotatedStep(Lines lines, List<Integer> fromStages, List<String> fromImages) {
  /** Copies the lists. */
  public AnnotatedStep {
    fromStages = List.copyOf(fromStages);
    fromImages = List.copyOf(fromImages);
  }
}
