package multistage.report.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import multistage.report.diagnostic.UserError;
import multistage.report.dockerfile.Flags.Kind;

/**
 * What BuildKit refuses of an instruction by itself, whatever values variables have.
 *
 * @see <a
 *     href="https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/instructions/parse.go">BuildKit,
 *     instructions/parse.go</a>
 */
final class InstructionRules {
  private static final Set<String> KEYWORDS =
      Set.of(
          "ADD",
          "ARG",
          "CMD",
          "COPY",
          "ENTRYPOINT",
          "ENV",
          "EXPOSE",
          "FROM",
          "HEALTHCHECK",
          "LABEL",
          "MAINTAINER",
          "ONBUILD",
          "RUN",
          "SHELL",
          "STOPSIGNAL",
          "USER",
          "VOLUME",
          "WORKDIR");

  private static final Map<String, Kind> ADD_FLAGS =
      Map.of(
          "chown", Kind.ONCE,
          "chmod", Kind.ONCE,
          "link", Kind.BOOLEAN,
          "keep-git-dir", Kind.BOOLEAN,
          "checksum", Kind.ONCE,
          "unpack", Kind.BOOLEAN,
          "exclude", Kind.OFTEN);
  private static final Map<String, Kind> COPY_FLAGS =
      Map.of(
          "chown", Kind.ONCE,
          "from", Kind.ONCE,
          "chmod", Kind.ONCE,
          "link", Kind.BOOLEAN,
          "exclude", Kind.OFTEN,
          "parents", Kind.BOOLEAN);
  private static final Map<String, Kind> RUN_FLAGS =
      Map.of(
          "mount", Kind.OFTEN,
          "device", Kind.OFTEN,
          "network", Kind.ONCE,
          "security", Kind.ONCE);
  private static final Map<String, Kind> HEALTHCHECK_FLAGS =
      Map.of(
          "interval", Kind.ONCE,
          "timeout", Kind.ONCE,
          "start-period", Kind.ONCE,
          "start-interval", Kind.ONCE,
          "retries", Kind.ONCE);

  private static final Pattern DURATION =
      Pattern.compile("[-+]?(?:0|(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)");
  private static final Pattern DURATION_PART =
      Pattern.compile("([0-9]*\\.?[0-9]*)(ns|us|µs|μs|ms|s|m|h)");
  private static final Map<String, Double> NANOSECONDS =
      Map.of(
          "ns", 1.0, "us", 1e3, "µs", 1e3, "μs", 1e3, "ms", 1e6, "s", 1e9, "m", 6e10, "h", 3.6e12);
  private static final double MIN_NANOSECONDS = 1e6;

  private InstructionRules() {}

  /** Whether BuildKit knows an instruction of that name, in upper case. */
  static boolean isKeyword(String word) {
    return KEYWORDS.contains(word);
  }

  /**
   * Checks an instruction.
   *
   * @return its flags
   * @throws UserError when BuildKit refuses it
   */
  static Flags check(Instruction instruction) {
    List<String> arguments = instruction.arguments();
    String keyword = instruction.keyword();
    if (!isKeyword(keyword)) {
      throw new UserError(
          "there is no instruction \"" + keyword + "\"",
          "is a \\ missing at the end of the line before, or a # before a comment?");
    }
    return switch (keyword) {
      case "ADD" -> checkCopy(instruction, ADD_FLAGS);
      case "COPY" -> checkCopy(instruction, COPY_FLAGS);
      case "ARG" -> checkArg(instruction);
      case "FROM" -> Flags.read(instruction.flags(), Map.of("platform", Kind.ONCE));
      case "ONBUILD" -> checkOnbuild(instruction);
      case "RUN" -> checkRun(instruction);
      case "HEALTHCHECK" -> checkHealthcheck(instruction);
      case "SHELL" -> {
        requireSome(instruction);
        if (!instruction.isList()) {
          throw new UserError("SHELL takes a list", "write SHELL [\"/bin/sh\", \"-c\"]");
        }
        yield noFlags(instruction);
      }
      case "ENV", "LABEL" -> {
        requireSome(instruction);
        for (int i = 0; i < arguments.size(); i += 2) {
          if (arguments.get(i).isEmpty()) {
            throw new UserError("a name is missing before \"=\"", "put one there");
          }
        }
        yield noFlags(instruction);
      }
      case "VOLUME" -> {
        requireSome(instruction);
        if (arguments.stream().anyMatch(volume -> CodePoints.trim(volume).isEmpty())) {
          throw new UserError("a volume's path is empty", "remove it");
        }
        yield noFlags(instruction);
      }
      case "EXPOSE" -> {
        requireSome(instruction);
        yield noFlags(instruction);
      }
      case "MAINTAINER", "USER", "WORKDIR" -> {
        requireOne(instruction);
        yield noFlags(instruction);
      }
      case "STOPSIGNAL" -> {
        requireOne(instruction);
        yield new Flags(Map.of());
      }
      default -> noFlags(instruction);
    };
  }

  private static Flags noFlags(Instruction instruction) {
    return Flags.read(instruction.flags(), Map.of());
  }

  private static void requireSome(Instruction instruction) {
    if (instruction.arguments().isEmpty()) {
      throw new UserError(
          instruction.keyword() + " has nothing behind it", "complete or remove it");
    }
  }

  private static void requireOne(Instruction instruction) {
    requireSome(instruction);
    if (instruction.arguments().size() != 1) {
      throw new UserError(instruction.keyword() + " takes one value", "remove the others");
    }
  }

  private static Flags checkArg(Instruction instruction) {
    requireSome(instruction);
    if (instruction.arguments().stream().anyMatch(argument -> argument.startsWith("="))) {
      throw new UserError("a name is missing before \"=\"", "write ARG NAME=VALUE");
    }
    // Docker doesn't look at flags here.
    return new Flags(Map.of());
  }

  private static Flags checkCopy(Instruction instruction, Map<String, Kind> known) {
    List<String> arguments = instruction.arguments();
    if (arguments.size() < 2) {
      throw new UserError(
          instruction.keyword() + " needs a source and a destination",
          "write " + instruction.keyword() + " SOURCE DESTINATION");
    }
    Flags flags = Flags.read(instruction.flags(), known);
    if (heredoc(arguments.get(arguments.size() - 1)).isPresent()) {
      throw new UserError(
          "a here-document can't be a destination",
          "put a path behind \"" + arguments.get(arguments.size() - 1) + "\"");
    }
    return flags;
  }

  /** The here-document that a word names; one whose name can't be read is none. */
  static Optional<Heredoc> heredoc(String word) {
    try {
      return Heredoc.of(word);
    } catch (UserError e) {
      return Optional.empty();
    }
  }

  private static Flags checkOnbuild(Instruction instruction) {
    requireSome(instruction);
    Flags flags = noFlags(instruction);
    String trigger = instruction.arguments().get(0);
    if (trigger.equals("FROM") || trigger.equals("MAINTAINER")) {
      throw new UserError(trigger + " can't follow ONBUILD", "remove ONBUILD");
    }
    return flags;
  }

  private static Flags checkRun(Instruction instruction) {
    Flags flags = Flags.read(instruction.flags(), RUN_FLAGS);
    flags.all("mount").forEach(Mount::requireNoVariableInFrom);
    flags.all("device").forEach(InstructionRules::requireDevice);
    requireOneOf(flags, "network", Set.of("default", "none", "host"));
    requireOneOf(flags, "security", Set.of("insecure", "sandbox"));
    return flags;
  }

  private static void requireOneOf(Flags flags, String name, Set<String> values) {
    for (String value : flags.all(name)) {
      if (!values.contains(value)) {
        throw new UserError(
            "--"
                + name
                + " is "
                + String.join(" or ", values.stream().sorted().toList())
                + ", not \""
                + value
                + "\"");
      }
    }
  }

  private static void requireDevice(String device) {
    boolean named = false;
    for (String field : CommaSeparated.fields(device, "--device")) {
      int equals = field.indexOf('=');
      String key = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
      String value = equals < 0 ? "" : field.substring(equals + 1);
      boolean ok;
      if (key.equals("required")) {
        ok = equals < 0 || Mount.truth(value).isPresent();
      } else {
        ok = !named;
        named = named || !(key.equals("name") && value.isEmpty()) && !field.isEmpty();
      }
      if (!ok) {
        throw new UserError(
            "in --device, \"" + field + "\" has no meaning", "write --device=NAME,required");
      }
    }
  }

  private static Flags checkHealthcheck(Instruction instruction) {
    requireSome(instruction);
    String type = instruction.arguments().get(0).toUpperCase(Locale.ROOT);
    boolean hasCommand = instruction.arguments().size() > 1;
    if (type.equals("NONE")) {
      if (hasCommand) {
        throw new UserError("HEALTHCHECK NONE takes no arguments", "remove what is behind it");
      }
      return new Flags(Map.of());
    }
    Flags flags = Flags.read(instruction.flags(), HEALTHCHECK_FLAGS);
    if (!type.equals("CMD")) {
      throw new UserError("HEALTHCHECK is followed by CMD or NONE, not \"" + type + "\"");
    }
    if (!hasCommand) {
      throw new UserError("HEALTHCHECK CMD has no command", "put one behind it");
    }
    for (String name : List.of("interval", "timeout", "start-period", "start-interval")) {
      flags.one(name).ifPresent(duration -> requireDuration(name, duration));
    }
    flags
        .one("retries")
        .ifPresent(
            retries -> {
              if (Numbers.decimal(retries, 0, Integer.MAX_VALUE).isEmpty()) {
                throw new UserError("--retries is a number from 0, not \"" + retries + "\"");
              }
            });
    return flags;
  }

  private static void requireDuration(String name, String duration) {
    boolean ok = DURATION.matcher(duration).matches();
    double nanoseconds = 0;
    if (ok) {
      Matcher part = DURATION_PART.matcher(duration);
      while (part.find()) {
        nanoseconds += Double.parseDouble(part.group(1)) * NANOSECONDS.get(part.group(2));
      }
      nanoseconds = Math.floor(nanoseconds) * (duration.startsWith("-") ? -1 : 1);
      ok = (nanoseconds == 0 || nanoseconds >= MIN_NANOSECONDS) && nanoseconds <= Long.MAX_VALUE;
    }
    if (!ok) {
      throw new UserError(
          "--" + name + " is a time from 1ms, such as 30s or 1m30s, not \"" + duration + "\"");
    }
  }
}
