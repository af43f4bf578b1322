package multistage.report.dockerfile;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import multistage.report.diagnostic.UserError;

/**
 * What stands behind {@code EXPOSE}.
 *
 * @see <a
 *     href="https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/dockerfile2llb/convert_expose.go">BuildKit,
 *     dockerfile2llb/convert_expose.go</a>
 */
final class Ports {
  private static final Set<String> PROTOCOLS = Set.of("", "tcp", "udp", "sctp");
  private static final long MAX_PORT = 65_535;
  private static final Pattern IPV4_PART = Pattern.compile("0|[1-9][0-9]{0,2}");

  private record Range(long from, long to) {
    long size() {
      return to - from;
    }
  }

  private Ports() {}

  /**
   * Checks a word.
   *
   * @throws UserError when it names no port
   */
  static void require(String word) {
    String[] parts = word.split(":", -1);
    String container = parts[parts.length - 1];
    String host = parts.length > 1 ? parts[parts.length - 2] : "";
    String address =
        parts.length > 2
            ? word.substring(0, word.length() - container.length() - host.length() - 2)
            : "";
    int slash = container.indexOf('/');
    String protocol = slash < 0 ? "" : container.substring(slash + 1);
    Range inside = range(slash < 0 ? container : container.substring(0, slash));
    boolean ok =
        inside != null
            && PROTOCOLS.contains(protocol.toLowerCase(Locale.ROOT))
            && (address.isEmpty() || isAddress(address));
    if (ok && !host.isEmpty()) {
      Range outside = range(host);
      ok = outside != null && (inside.size() == outside.size() || inside.size() == 0);
    }
    if (!ok) {
      throw new UserError(
          "\"" + word + "\" is no port", "write one such as 8080, 53/udp or 8000-8010");
    }
  }

  private static Range range(String text) {
    int dash = text.indexOf('-');
    OptionalLong from = port(dash < 0 ? text : text.substring(0, dash));
    OptionalLong to = dash < 0 ? from : port(text.substring(dash + 1));
    boolean ok = from.isPresent() && to.isPresent() && from.getAsLong() <= to.getAsLong();
    return ok ? new Range(from.getAsLong(), to.getAsLong()) : null;
  }

  private static OptionalLong port(String text) {
    return Numbers.decimal(text, 0, MAX_PORT);
  }

  private static boolean isAddress(String text) {
    boolean inBrackets = text.startsWith("[") && text.endsWith("]");
    String address = inBrackets ? text.substring(1, text.length() - 1) : text;
    if (address.contains(":")) {
      return isIpv6(address);
    }
    return !inBrackets && isIpv4(address);
  }

  private static boolean isIpv4(String address) {
    String[] parts = address.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!IPV4_PART.matcher(part).matches() || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpv6(String address) {
    int gap = address.indexOf("::");
    if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int groups = 0;
    String[] parts = address.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (part.isEmpty()) {
        boolean atGap =
            gap >= 0
                && (i > 0 && i < parts.length - 1
                    || gap == 0 && i < 2
                    || gap == address.length() - 2 && i >= parts.length - 2);
        if (!atGap) {
          return false;
        }
      } else if (i == parts.length - 1 && part.contains(".")) {
        if (!isIpv4(part)) {
          return false;
        }
        groups += 2;
      } else if (!part.matches("[0-9a-fA-F]{1,4}")) {
        return false;
      } else {
        groups++;
      }
    }
    return gap >= 0 ? groups < 8 : groups == 8;
  }
}
