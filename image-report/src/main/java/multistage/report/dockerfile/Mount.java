package multistage.report.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import multistage.report.diagnostic.UserError;

/**
 * A value of {@code RUN --mount}.
 *
 * @param type what is mounted
 * @param from the stage or image that it comes from, empty for the build context
 * @param source the path in it
 * @param target the path in the container
 * @see <a
 *     href="https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/instructions/commands_runmount.go">BuildKit,
 *     instructions/commands_runmount.go</a>
 */
record Mount(String type, String from, String source, String target) {
  private static final Set<String> TYPES = Set.of("bind", "cache", "tmpfs", "secret", "ssh");
  private static final Set<String> SHARING = Set.of("shared", "private", "locked");
  private static final long MAX_ID = 0xFFFF_FFFFL;
  private static final Pattern SIZE =
      Pattern.compile(
          "(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][0-9]+)?(?: ?(?:b|[kmgtp](?:i?b)?))?",
          Pattern.CASE_INSENSITIVE);

  /** The value of {@code from}, as it is written: it can't hold variables. */
  static String from(String mount) {
    return written(mount, "from");
  }

  /** Whether nothing else is named; a cache without {@code from} begins empty instead. */
  static boolean isOfContext(String mount) {
    return from(mount).isEmpty() && !written(mount, "type").equals("cache");
  }

  private static String written(String mount, String wanted) {
    String last = "";
    for (String field : CommaSeparated.fields(mount, "--mount")) {
      if (key(field).equals(wanted) && field.contains("=")) {
        last = value(field);
      }
    }
    return last;
  }

  static void requireNoVariableInFrom(String mount) {
    for (String field : CommaSeparated.fields(mount, "--mount")) {
      int dollar = value(field).indexOf('$');
      if (key(field).equals("from") && dollar >= 0 && dollar != value(field).length() - 1) {
        throw noVariables("from");
      }
    }
  }

  static UserError noVariables(String name) {
    return new UserError(
        "\"" + name + "=\" can't hold a variable",
        "name a stage there, and use the variable in that stage's" + " FROM");
  }

  /**
   * Reads a mount.
   *
   * @param expanded replaces variables
   * @throws UserError when BuildKit refuses it
   */
  static Mount read(String mount, UnaryOperator<String> expanded) {
    String type = "bind";
    String from = "";
    String source = "";
    String target = "";
    String id = "";
    boolean sharing = false;
    String fileInformation = "";
    for (String field : CommaSeparated.fields(mount, "--mount")) {
      String key = key(field);
      boolean hasValue = field.contains("=");
      String value = hasValue ? expanded.apply(value(field)) : "";
      if (!hasValue && !Set.of("readonly", "ro", "readwrite", "rw", "required").contains(key)) {
        throw new UserError(
            "in --mount, \"" + field + "\" has no value", "write \"" + field + "=VALUE\"");
      }
      boolean ok = true;
      switch (key) {
        case "type" -> {
          type = value.toLowerCase(Locale.ROOT);
          ok = TYPES.contains(type);
        }
        case "from" -> from = value;
        case "source", "src" -> source = value;
        case "target", "dst", "destination" -> target = value;
        case "readonly", "ro", "readwrite", "rw" -> ok = !hasValue || truth(value).isPresent();
        case "required" ->
            ok = Set.of("secret", "ssh").contains(type) && (!hasValue || truth(value).isPresent());
        case "size" -> ok = type.equals("tmpfs") && SIZE.matcher(value).matches();
        case "id" -> id = value;
        case "sharing" -> {
          sharing = true;
          ok = SHARING.contains(value.toLowerCase(Locale.ROOT));
        }
        case "mode" -> {
          fileInformation = key;
          ok = Numbers.octal(value, MAX_ID).isPresent();
        }
        case "uid", "gid" -> {
          fileInformation = key;
          ok = unsigned(value).isPresent();
        }
        case "env" -> {}
        default ->
            throw new UserError(
                "in --mount, there is no \"" + key + "=\"", "remove it, or look for a misspelling");
      }
      if (!ok) {
        throw new UserError(
            "in --mount of type "
                + (TYPES.contains(type)
                    ? type
                    : String.join(", ", TYPES.stream().sorted().toList()))
                + ", \""
                + field
                + "\" has no meaning",
            "see \"RUN --mount\" in Docker's Dockerfile reference");
      }
    }
    if (!fileInformation.isEmpty() && !Set.of("secret", "ssh", "cache").contains(type)) {
      throw new UserError(
          "a " + type + " mount can't have \"" + fileInformation + "=\"", "remove it");
    }
    if (type.equals("secret")) {
      requireSecret(from, source, target, id);
    }
    if (sharing && !type.equals("cache")) {
      throw new UserError("a " + type + " mount can't have \"sharing=\"", "remove it");
    }
    return new Mount(type, from, source, target);
  }

  private static void requireSecret(String from, String source, String target, String id) {
    if (!from.isEmpty()) {
      throw new UserError("a secret has no other source", "remove \"from=\"");
    }
    if (source.isEmpty() && target.isEmpty() && id.isEmpty()) {
      throw new UserError("a secret has no name", "add \"id=\"");
    }
    if (!source.isEmpty() && !id.isEmpty()) {
      throw new UserError("\"id=\" and \"source=\" of a secret are the same", "remove one");
    }
  }

  private static String key(String field) {
    int equals = field.indexOf('=');
    return (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
  }

  private static String value(String field) {
    return field.substring(field.indexOf('=') + 1);
  }

  private static OptionalLong unsigned(String text) {
    return text.matches("[0-9]+") ? Numbers.decimal(text, 0, MAX_ID) : OptionalLong.empty();
  }

  /** What Go's {@code strconv.ParseBool} takes. */
  static Optional<Boolean> truth(String text) {
    if (List.of("1", "t", "T", "TRUE", "true", "True").contains(text)) {
      return Optional.of(true);
    }
    boolean isFalse = List.of("0", "f", "F", "FALSE", "false", "False").contains(text);
    return isFalse ? Optional.of(false) : Optional.empty();
  }
}
