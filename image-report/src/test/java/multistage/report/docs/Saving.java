package multistage.report.docs;

import java.util.Comparator;
import multistage.report.render.text.Units;

/**
 * How much smaller one image is than another.
 *
 * @param name what they have in common
 * @param before the larger one's size in bytes
 * @param after the smaller one's
 */
record Saving(String name, long before, long after) {
  /** The smallest saving first. */
  static final Comparator<Saving> BY_FACTOR =
      Comparator.comparingDouble(saving -> (double) saving.before / saving.after);

  /** As {@link Units#factor} says it: {@code 151x smaller}. */
  String change() {
    return Units.factor(after, before);
  }

  /** Both sizes: {@code Go 869 MB → 5.77 MB}. */
  String words() {
    return name + " " + Units.bytes(before) + " → " + Units.bytes(after);
  }
}
