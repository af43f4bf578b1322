package multistage.report.render.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Figures as people read them, the same in every format and on every machine. */
public final class Units {
  private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);

  private Units() {}

  /**
   * A size with three significant digits in decimal units, as {@code docker images} shows it: 1 MB
   * is 10<sup>6</sup> bytes. Less than nothing has a minus.
   */
  public static String bytes(long bytes) {
    BigDecimal value = BigDecimal.valueOf(bytes);
    int unit = 0;
    // Rounded first, so that 999,999 bytes are 1 MB and not 1000 kB.
    while (value.abs().round(THREE_DIGITS).compareTo(THOUSAND) >= 0) {
      value = value.movePointLeft(3);
      unit++;
    }
    return plain(value.round(THREE_DIGITS)) + " " + BYTES[unit];
  }

  /** An image's sizes: {@code 8.6 MB in files, 4.86 MB to pull}, the latter where it is known. */
  public static String sizes(long fileBytes, Optional<Long> gzipBytes) {
    return bytes(fileBytes)
        + " in files"
        + gzipBytes.map(bytes -> ", " + bytes(bytes) + " to pull").orElse("");
  }

  /** The day on which something was, in UTC: {@code 2026-05-01}. */
  public static String day(Instant instant) {
    return DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(instant);
  }

  /** The one day on which all of it was, or the first: {@code on 2026-05-01}. */
  public static String days(Collection<Instant> instants) {
    List<String> days = instants.stream().map(Units::day).distinct().sorted().toList();
    return (days.size() == 1 ? "on " : "since ") + days.get(0);
  }

  /** A size to the byte, in groups of three digits: {@code 8,431,002}. */
  public static String exactBytes(long bytes) {
    return String.format(Locale.ROOT, "%,d", bytes);
  }

  /** A difference to the byte: {@code +8,431,002}. */
  public static String signed(long bytes) {
    return (bytes > 0 ? "+" : "") + exactBytes(bytes);
  }

  /** How many there are: {@code 1 layer}, {@code 4 layers}. */
  public static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** A duration in milliseconds, which carries a decimal only below 10 ms. */
  public static String millis(double millis) {
    return number(millis) + " ms";
  }

  /** A number, which carries a decimal only below 10. */
  public static String number(double value) {
    return rounded(BigDecimal.valueOf(value));
  }

  /** A number with one decimal, to compare it with its neighbours. */
  public static String tenths(double value) {
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }

  /** A duration in seconds with one decimal. */
  public static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).setScale(1, RoundingMode.HALF_UP).toPlainString() + " s";
  }

  /**
   * How a size compares with another one: {@code 151x smaller}, {@code 15 % smaller}, {@code 2.3x
   * larger}, or {@code same size} where that rounds to no difference.
   *
   * @param bytes the size, 0 or more
   * @param of what it is compared with, more than 0
   */
  public static String factor(long bytes, long of) {
    if (bytes == 0) {
      return "empty";
    }
    String which = bytes < of ? " smaller" : " larger";
    BigDecimal times = quotient(Math.max(bytes, of), Math.min(bytes, of));
    if (times.compareTo(BigDecimal.valueOf(2)) >= 0) {
      return rounded(times) + "x" + which;
    }
    BigDecimal percent =
        quotient(Math.abs(bytes - of), of).movePointRight(2).setScale(0, RoundingMode.HALF_UP);
    return percent.signum() == 0 ? "same size" : percent + " %" + which;
  }

  private static BigDecimal quotient(long dividend, long divisor) {
    return BigDecimal.valueOf(dividend).divide(BigDecimal.valueOf(divisor), MathContext.DECIMAL128);
  }

  /** With one decimal below 10, else as a whole number. */
  private static String rounded(BigDecimal value) {
    int decimals = value.abs().compareTo(BigDecimal.TEN) < 0 ? 1 : 0;
    return plain(value.setScale(decimals, RoundingMode.HALF_UP));
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
