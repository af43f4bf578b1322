package multistage.report.dockerfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import multistage.report.diagnostic.UserError;
import multistage.report.dockerfile.Dockerfile.Command;
import multistage.report.dockerfile.ShellWords.Keep;

/**
 * The variables of a stage, from one instruction to the next, and what BuildKit refuses because of
 * their values.
 */
final class StageState {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final Set<String> SBOM_ARGUMENTS =
      Set.of("BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE");
  private static final Set<String> SIGNALS =
      Stream.concat(
              Stream.of(
                  "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO",
                  "IOT", "KILL", "PIPE", "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP",
                  "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM",
                  "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX"),
              Stream.concat(
                  IntStream.rangeClosed(1, 15).mapToObj(i -> "RTMIN+" + i),
                  IntStream.rangeClosed(1, 14).mapToObj(i -> "RTMAX-" + i)))
          .collect(Collectors.toUnmodifiableSet());
  private static final Pattern MODE =
      Pattern.compile("[augo]*(?:[-+=][rstwXxugo]*)+(?:,[augo]*(?:[-+=][rstwXxugo]*)+)*");
  private static final long MAX_MODE = 07777;
  private static final Pattern GIT_ADDRESS =
      Pattern.compile("[a-zA-Z0-9-_]+@[a-zA-Z0-9-.]+:.*|(?i:git|ssh)://.*", Pattern.DOTALL);
  private static final Pattern GIT_REPOSITORY =
      Pattern.compile("(?i:https?)://[^?#]*\\.git(?:[?#].*)?", Pattern.DOTALL);

  private final int escape;
  private final Map<String, String> global;
  private final Map<String, String> variables;
  private final boolean allKnown;

  /** The working directory, unless an image sets it and nobody knows. */
  private Optional<String> directory;

  /**
   * A stage that starts from an image.
   *
   * @param global the variables that there are before the first {@code FROM}
   * @param image the variables that the image sets, if they are known
   */
  StageState(int escape, Map<String, String> global, Optional<Map<String, String>> image) {
    this.escape = escape;
    this.global = global;
    this.variables = new HashMap<>(Map.of("PATH", DEFAULT_PATH));
    image.ifPresent(variables::putAll);
    this.allKnown = image.isPresent();
    this.directory = allKnown ? Optional.of("/") : Optional.empty();
  }

  private StageState(StageState other) {
    this.escape = other.escape;
    this.global = other.global;
    this.variables = new HashMap<>(other.variables);
    this.allKnown = other.allKnown;
    this.directory = other.directory;
  }

  StageState copy() {
    return new StageState(this);
  }

  /** A value, and whether nothing in it depends on an image that nobody looked into. */
  private record Value(String text, List<String> words, boolean isKnown) {}

  /**
   * Does what an instruction does to variables.
   *
   * @throws UserError when BuildKit refuses it
   */
  void run(Command command) {
    List<String> arguments = command.instruction().arguments();
    switch (command.instruction().keyword()) {
      case "ARG" -> arguments.forEach(this::setArgument);
      case "ENV" -> setAll(arguments);
      case "LABEL", "USER" -> arguments.forEach(this::expanded);
      case "VOLUME" -> arguments.stream().map(CodePoints::trim).forEach(this::requireVolume);
      case "WORKDIR" -> arguments.forEach(this::setDirectory);
      case "STOPSIGNAL" -> arguments.forEach(this::requireSignal);
      case "EXPOSE" ->
          arguments.stream()
              .map(this::expanded)
              .filter(Value::isKnown)
              .flatMap(value -> value.words().stream())
              .forEach(Ports::require);
      case "ADD", "COPY" -> copy(command);
      case "RUN" -> command.flags().all("mount").forEach(this::mount);
      default -> {}
    }
  }

  private Value expanded(String text) {
    return expanded(text, escape);
  }

  private Value expanded(String text, int escapeCharacter, Keep... keep) {
    if (allKnown) {
      ShellWords.Result result = ShellWords.read(text, escapeCharacter, variables, keep);
      return new Value(result.text(), result.words(), true);
    }
    try {
      ShellWords.Result result = ShellWords.read(text, escapeCharacter, variables, keep);
      return new Value(result.text(), result.words(), result.unset().isEmpty());
    } catch (MissingVariable e) {
      return new Value("", List.of(), false);
    }
  }

  private void set(String name, Value value) {
    if (value.isKnown()) {
      variables.put(name, value.text());
    } else {
      variables.remove(name);
    }
  }

  private void setAll(List<String> pairs) {
    Map<String, Value> values = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      String name = expanded(pairs.get(i)).text();
      names.add(name);
      values.put(name, expanded(pairs.get(i + 1)));
    }
    names.forEach(name -> set(name, values.get(name)));
  }

  private void setArgument(String pair) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    Optional<Value> value =
        equals < 0
            ? Optional.ofNullable(global.get(name)).map(text -> new Value(text, List.of(), true))
            : Optional.of(expanded(pair.substring(equals + 1)));
    if (!SBOM_ARGUMENTS.contains(name)) {
      value.ifPresent(given -> set(name, given));
    }
  }

  private void setDirectory(String written) {
    Value value = expanded(written);
    String path = value.text();
    if (!value.isKnown()) {
      directory = Optional.empty();
    } else if (path.startsWith("/")) {
      directory = Optional.of(GoPath.clean(path));
    } else {
      directory = directory.map(before -> GoPath.clean(before + "/" + path));
    }
  }

  private void requireVolume(String written) {
    Value volume = expanded(written);
    if (volume.isKnown() && volume.text().isEmpty()) {
      throw new UserError("a volume's path is empty", "remove it, or give its variable a value");
    }
  }

  private void requireSignal(String written) {
    Value value = expanded(written);
    String signal = value.text();
    boolean isNumber = Numbers.decimal(signal, Long.MIN_VALUE, Long.MAX_VALUE).isPresent();
    boolean ok =
        isNumber
            ? Numbers.decimal(signal, 0, 0).isEmpty()
            : SIGNALS.contains(signal.toUpperCase(Locale.ROOT).replaceFirst("^SIG", ""));
    if (value.isKnown() && !ok) {
      throw new UserError(
          "\"" + signal + "\" is no signal", "write one such as SIGTERM, SIGQUIT or 9");
    }
  }

  private void copy(Command command) {
    Flags flags = command.flags();
    boolean isAdd = command.instruction().keyword().equals("ADD");
    Value owner = expanded(flags.one("chown").orElse(""));
    Value mode = expanded(flags.one("chmod").orElse(""));
    Value checksum = expanded(flags.one("checksum").orElse(""));
    List<String> arguments = command.instruction().arguments();
    List<Value> sources =
        arguments.subList(0, arguments.size() - 1).stream()
            .filter(source -> InstructionRules.heredoc(source).isEmpty())
            .map(this::expanded)
            .toList();
    expanded(arguments.get(arguments.size() - 1));
    expandHeredocs(command.instruction());
    if (flags.isTrue("link") && owner.isKnown() && isByName(owner.text())) {
      throw new UserError(
          "with --link, \"--chown=" + owner.text() + "\" can't be looked up",
          "write numbers, such as 65532:65532");
    }
    if (mode.isKnown() && !mode.text().isEmpty()) {
      requireMode(mode.text());
    }
    if (checksum.isKnown() && !checksum.text().isEmpty()) {
      requireChecksum(checksum.text(), sources);
    }
    for (Value source : sources) {
      if (!isAdd && source.isKnown() && isRemote(source.text())) {
        throw new UserError("COPY can't fetch \"" + source.text() + "\"", "use ADD");
      }
    }
  }

  private void expandHeredocs(Instruction instruction) {
    // The last one of a name counts for all, as in BuildKit.
    Map<String, String> contents = new HashMap<>();
    instruction
        .heredocs()
        .forEach(document -> contents.put(document.heredoc().name(), document.lines()));
    instruction.arguments().stream()
        .map(InstructionRules::heredoc)
        .flatMap(Optional::stream)
        .filter(Heredoc::expands)
        .forEach(
            heredoc -> {
              String content = contents.getOrDefault(heredoc.name(), "");
              expanded(
                  heredoc.withoutTabs() ? content.replaceAll("(?m)^\t+", "") : content,
                  '\\',
                  Keep.QUOTES_AS_TEXT);
            });
  }

  private static boolean isByName(String owner) {
    if (owner.isEmpty()) {
      return false;
    }
    String[] parts = owner.split(":", 2);
    return isName(parts[0]) || parts.length == 2 && !parts[1].isEmpty() && isName(parts[1]);
  }

  private static boolean isName(String part) {
    return !part.equals("root")
        && Numbers.decimal(part, Integer.MIN_VALUE, Integer.MAX_VALUE).isEmpty();
  }

  private static void requireMode(String mode) {
    boolean ok =
        Numbers.octal(mode, MAX_MODE).isPresent()
            || Numbers.octal(mode, 0xFFFF_FFFFL).isEmpty() && MODE.matcher(mode).matches();
    if (!ok) {
      throw new UserError(
          "\"--chmod=" + mode + "\" is no mode", "write one such as 0755 or u=rwX,go=rX");
    }
  }

  private static void requireChecksum(String checksum, List<Value> sources) {
    if (sources.size() != 1) {
      throw new UserError("--checksum is for one source", "write an ADD for each");
    }
    Value source = sources.get(0);
    if (!source.isKnown()) {
      return;
    }
    if (!isRemote(source.text())) {
      throw new UserError("--checksum is for what is fetched", "remove it");
    }
    if (!isGit(source.text())
        && !checksum.matches("sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}")) {
      throw new UserError(
          "\"--checksum=" + checksum + "\" is no checksum",
          "write sha256: and 64 digits a to f, 0 to 9");
    }
  }

  private static boolean isRemote(String source) {
    return isGit(source) || source.startsWith("http://") || source.startsWith("https://");
  }

  private static boolean isGit(String source) {
    return GIT_ADDRESS.matcher(source).matches() || GIT_REPOSITORY.matcher(source).matches();
  }

  private void mount(String written) {
    List<Boolean> known = new ArrayList<>();
    Mount mount;
    try {
      mount =
          Mount.read(
              written,
              text -> {
                Value value = expanded(text);
                known.add(value.isKnown());
                return value.text();
              });
    } catch (UserError e) {
      if (known.contains(false)) {
        return;
      }
      throw e;
    }
    if (known.contains(false)) {
      return;
    }
    if (mount.type().equals("ssh") && !mount.source().isEmpty()) {
      throw new UserError("an ssh mount has no source", "remove \"source=\"");
    }
    if (mount.type().equals("secret") || mount.type().equals("ssh")) {
      return;
    }
    requireTarget(mount.target());
  }

  private void requireTarget(String target) {
    boolean isRoot =
        GoPath.clean(target).startsWith("/")
            ? target.equals("/")
            : directory
                .map(before -> GoPath.clean("/" + before + "/" + target))
                .orElse("")
                .equals("/");
    if (isRoot) {
      throw new UserError("a mount can't lie over \"/\"", "give it a target, such as target=/src");
    }
  }
}
