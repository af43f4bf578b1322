package multistage.image.explain;

import java.util.Arrays;
import java.util.List;
import multistage.image.Cause;
import multistage.image.Explanation;

/**
 * The way from one image's size to another's, cause by cause.
 *
 * @param oldBytes the file bytes of the image that it starts from
 * @param newBytes the file bytes of the other one
 * @param steps what each cause adds or takes away, without those that change nothing; what takes
 *     away most comes first. Their sum is the difference, to the byte.
 */
public record Waterfall(long oldBytes, long newBytes, List<Step> steps) {
  /**
   * What one cause does to the size.
   *
   * @param cause which
   * @param fileBytes by how much it changes the size
   */
  public record Step(Cause cause, long fileBytes) {}

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when the steps don't lead from one size to the other
   */
  public Waterfall {
    steps = List.copyOf(steps);
    long sum = steps.stream().mapToLong(Step::fileBytes).sum();
    if (oldBytes + sum != newBytes) {
      throw new IllegalArgumentException(
          "the steps from " + oldBytes + " to " + newBytes + " bytes add up to " + sum);
    }
  }

  /** The way from one image to another, whatever they have in common. */
  public static Waterfall between(Explanation before, Explanation after) {
    return new Waterfall(
        before.tree().fileBytes(),
        after.tree().fileBytes(),
        Arrays.stream(Cause.values())
            .map(cause -> new Step(cause, after.fileBytes(cause) - before.fileBytes(cause)))
            .filter(step -> step.fileBytes() != 0)
            .sorted((a, b) -> Long.compare(a.fileBytes(), b.fileBytes()))
            .toList());
  }
}
