package multistage.report.dockerfile;

import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers as Go's {@code strconv} reads them. */
final class Numbers {
  private static final Pattern SIGNED = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("[0-7]+");

  private Numbers() {}

  /** A number with or without a sign, between two others, or nothing. */
  static OptionalLong decimal(String text, long from, long to) {
    if (!SIGNED.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    return within(new BigInteger(text), from, to);
  }

  /** A number without a sign, to the base of eight, or nothing. */
  static OptionalLong octal(String text, long to) {
    return OCTAL.matcher(text).matches()
        ? within(new BigInteger(text, 8), 0, to)
        : OptionalLong.empty();
  }

  private static OptionalLong within(BigInteger number, long from, long to) {
    boolean within =
        number.compareTo(BigInteger.valueOf(from)) >= 0
            && number.compareTo(BigInteger.valueOf(to)) <= 0;
    return within ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
  }
}
