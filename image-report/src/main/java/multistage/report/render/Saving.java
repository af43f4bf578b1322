package multistage.report.render;

/**
 * How much smaller one image is than another.
 *
 * @param name what they have in common
 * @param before the larger one's size in bytes
 * @param after the smaller one's
 */
record Saving(String name, long before, long after) {
  /** The factor, {@code 151x smaller}; below 2, a share: {@code 15 % smaller}. */
  String change() {
    double factor = 1.0 * before / after;
    return factor < 2
        ? Units.number(Math.round(100 - 100 / factor)) + " % smaller"
        : Units.number(factor) + "x smaller";
  }

  /** Both sizes: {@code Go 869 MB → 5.77 MB}. */
  String words() {
    return name + " " + Units.bytes(before) + " → " + Units.bytes(after);
  }
}
