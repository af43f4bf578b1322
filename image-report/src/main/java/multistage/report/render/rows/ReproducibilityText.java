package multistage.report.render.rows;

import java.util.List;
import java.util.stream.Collectors;
import multistage.image.compare.Reproducibility;
import multistage.image.compare.Reproducibility.Difference;
import multistage.image.compare.Reproducibility.ReasonCount;
import multistage.report.render.text.Units;

/** What came of building an image twice, in words. */
public final class ReproducibilityText {
  private ReproducibilityText() {}

  /** The outcome in a sentence or two, with the day: it may have been taken over since. */
  public static String outcome(Reproducibility found) {
    String built = "Built twice without cache on " + Units.day(found.checkedAt()) + ": ";
    if (found.isSame()) {
      return built + "the same layers, byte for byte.";
    }
    List<Integer> differing = found.differingLayers();
    return built
        + (differing.size() == 1 ? "layer " : "layers ")
        + differing.stream().map(String::valueOf).collect(Collectors.joining(", "))
        + " of "
        + found.layers()
        + (differing.size() == 1 ? " differs" : " differ")
        + ". Why: "
        + found.reasons().stream()
            .map(ReproducibilityText::reason)
            .collect(Collectors.joining("; "))
        + ".";
  }

  private static String reason(ReasonCount count) {
    return count.reason().title()
        + " ("
        + (count.entries() == 1 ? "1 entry" : Units.exactBytes(count.entries()) + " entries")
        + ", "
        + Units.bytes(count.fileBytes())
        + ")";
  }

  /** The path as it is in a container; for a layer as a whole, this. */
  public static String path(Difference difference) {
    return "/" + difference.path();
  }
}
