package multistage.report.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import multistage.report.diagnostic.UserError;

/**
 * An instruction's flags, such as {@code --from=build}.
 *
 * @param values each flag's values by its name
 */
record Flags(Map<String, List<String>> values) {
  /** How often a flag can be given, and which values it takes. */
  enum Kind {
    BOOLEAN,
    ONCE,
    OFTEN
  }

  /**
   * Reads flags.
   *
   * @throws UserError when one isn't among the known ones, is given twice or has no value
   */
  static Flags read(List<String> written, Map<String, Kind> known) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String flag : written) {
      if (flag.equals("--")) {
        break;
      }
      if (!flag.startsWith("--")) {
        throw new UserError("a flag begins with --, not \"" + flag + "\"", "write --NAME=VALUE");
      }
      int equals = flag.indexOf('=');
      String name = flag.substring(2, equals < 0 ? flag.length() : equals);
      Kind kind = known.get(name);
      if (kind == null) {
        throw new UserError(
            "there is no flag --" + name + " here",
            (known.isEmpty()
                ? "remove it"
                : "there are --" + String.join(", --", known.keySet().stream().sorted().toList())));
      }
      if (kind != Kind.OFTEN && values.containsKey(name)) {
        throw new UserError("--" + name + " is there twice", "remove one of them");
      }
      Optional<String> value =
          equals < 0 ? Optional.empty() : Optional.of(flag.substring(equals + 1));
      values
          .computeIfAbsent(name, key -> new ArrayList<>())
          .add(kind == Kind.BOOLEAN ? truth(name, value) : required(name, value));
    }
    return new Flags(values);
  }

  private static String truth(String name, Optional<String> value) {
    String lower = value.orElse("true").toLowerCase(Locale.ROOT);
    if (!lower.equals("true") && !lower.equals("false")) {
      throw new UserError("--" + name + " is true or false, not \"" + value.get() + "\"");
    }
    return lower;
  }

  private static String required(String name, Optional<String> value) {
    return value.orElseThrow(
        () -> new UserError("--" + name + " has no value", "write --" + name + "=VALUE"));
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** A flag's value; a flag without one is as if it weren't there. */
  Optional<String> one(String name) {
    return all(name).stream().findFirst().filter(value -> !value.isEmpty());
  }

  boolean isTrue(String name) {
    return all(name).contains("true");
  }
}
