package multistage.report.annotate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import multistage.image.ImageConfig.HistoryEntry;
import multistage.image.explain.Images;
import multistage.report.dockerfile.SourceInstruction;

/**
 * A step as a builder recorded it in an image's history, to be compared with instructions.
 *
 * <p>Builders record {@code RUN} word by word, with a shell and build arguments in front; of {@code
 * COPY} either the paths with variables replaced, or a hash and the target; of all else little more
 * than the keyword can be relied on.
 */
final class RecordedStep {
  private static final String BUILDKIT = " # buildkit";

  /** Build arguments, a shell with its options, or both. */
  private static final Pattern BEFORE_COMMAND =
      Pattern.compile("\\|\\d+ .*|\\S+(?: -\\S+| /S| pipefail)* (?:-\\w*c|/C) ");

  private static final Pattern FLAGS = Pattern.compile("^(?:--\\S+ )+");
  private static final Pattern HASH = Pattern.compile("^(?:(?:file|dir|multi):[0-9a-f]+ in|…) ");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{[^}]*\\}|[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?!$-])");
  private static final Pattern PUNCTUATION = Pattern.compile("[\\[\\]\"',\\s]+");

  private final boolean isEmpty;
  private final boolean isBuildKit;
  private final String keyword;
  private final String rest;
  private final String raw;

  private RecordedStep(
      boolean isEmpty, boolean isBuildKit, String keyword, String rest, String raw) {
    this.isEmpty = isEmpty;
    this.isBuildKit = isBuildKit;
    this.keyword = keyword;
    this.rest = rest;
    this.raw = raw;
  }

  static RecordedStep of(HistoryEntry entry) {
    String recorded = oneLine(entry.createdBy());
    boolean isBuildKit = recorded.endsWith(BUILDKIT);
    String raw =
        isBuildKit ? recorded.substring(0, recorded.length() - BUILDKIT.length()) : recorded;
    String text = oneLine(Images.instruction(entry));
    int end = text.indexOf(' ');
    String word = (end < 0 ? text : text.substring(0, end)).toUpperCase(Locale.ROOT);
    // FROM leaves no step.
    boolean isKnown = SourceInstruction.isKeyword(word) && !word.equals("FROM");
    return new RecordedStep(
        entry.emptyLayer(),
        isBuildKit,
        // The classic builder records RUN in exec form as the bare command.
        isKnown ? word : text.isEmpty() ? "" : "RUN",
        isKnown ? text.substring(end < 0 ? text.length() : end + 1) : text,
        raw.startsWith("RUN ") ? raw.substring(4) : raw);
  }

  /** Whether it says that it made no layer. */
  boolean isEmpty() {
    return isEmpty;
  }

  /** Whether BuildKit says that it wrote it. */
  boolean isBuildKit() {
    return isBuildKit;
  }

  /** The instruction's keyword; empty where the builder recorded nothing. */
  String keyword() {
    return keyword;
  }

  /** Whether it can have made a layer, going by its keyword. */
  boolean canMakeALayer() {
    return switch (keyword) {
      case "", "ADD", "COPY", "RUN", "WORKDIR" -> true;
      default -> false;
    };
  }

  /** Whether it may be that instruction. */
  boolean fits(SourceInstruction instruction) {
    if (!instruction.keyword().equals(keyword)) {
      return false;
    }
    return switch (keyword) {
      case "RUN" -> fitsRun(instruction);
      case "ADD", "COPY" -> fitsCopy(instruction);
      case "WORKDIR" -> fitsFolder(instruction.arguments().get(0));
      case "ARG", "ENV" -> fitsName(instruction.arguments().get(0));
      default -> true;
    };
  }

  private boolean fitsRun(SourceInstruction instruction) {
    if (instruction.isList()) {
      String words = loosely(String.join(" ", instruction.arguments()));
      String recorded = loosely(rest);
      return recorded.equals(words) || raw.startsWith("|") && loosely(raw).endsWith(" " + words);
    }
    return commands(instruction).stream()
        .map(RecordedStep::oneLine)
        .anyMatch(command -> rest.equals(command) || isBehindShell(command));
  }

  private boolean isBehindShell(String command) {
    return raw.endsWith(command)
        && BEFORE_COMMAND.matcher(raw.substring(0, raw.length() - command.length())).matches();
  }

  /** What a shell is given; for a here-document alone that is its content. */
  private static List<String> commands(SourceInstruction instruction) {
    String written = String.join(" ", instruction.arguments());
    if (instruction.documents().isEmpty()) {
      return List.of(written);
    }
    String name = instruction.documents().get(0).name();
    String content = instruction.documents().get(0).content();
    if (written.matches("\\d*<<-?\\s*[\"']?" + Pattern.quote(name) + "[\"']?\\s*")) {
      return content.startsWith("#!") ? List.of("/dev/pipes/" + name) : List.of(content);
    }
    return List.of(
        instruction.documents().stream()
            .map(document -> "\n" + document.content() + document.name())
            .collect(Collectors.joining("", written, "")));
  }

  private boolean fitsCopy(SourceInstruction instruction) {
    List<String> paths = instruction.arguments();
    String recorded = FLAGS.matcher(rest).replaceFirst("");
    String target = target(paths.get(paths.size() - 1));
    if (HASH.matcher(recorded).find()) {
      return HASH.matcher(recorded).replaceFirst("").matches(target);
    }
    String sources =
        paths.subList(0, paths.size() - 1).stream()
            .map(source -> source.startsWith("<<") ? ".*" : wildcards(unquoted(source)))
            .collect(Collectors.joining(" "));
    return recorded.matches("(?s)" + sources + " " + target);
  }

  /** A builder may put the working directory in front of a relative path. */
  private static String target(String written) {
    String path = unquoted(written);
    if (path.startsWith("/") || path.startsWith("$")) {
      return wildcards(path);
    }
    String relative = path.replaceFirst("^(?:\\./)*", "");
    return relative.isEmpty() || relative.equals(".")
        ? "(?s).*[./]"
        : "(?s)(?:.*/)?" + wildcards(relative);
  }

  private boolean fitsFolder(String written) {
    String path = unquoted(written);
    if (path.contains("..")) {
      return true;
    }
    String pattern = target(path.length() > 1 ? path.replaceFirst("/+$", "") : path);
    // Recorded as it is written, or expanded.
    return rest.replaceFirst("(?<=.)/+$", "").matches(pattern) || oneLine(written).equals(rest);
  }

  private boolean fitsName(String written) {
    int equals = written.indexOf('=');
    String name = unquoted(equals < 0 ? written : written.substring(0, equals));
    return rest.startsWith(name) || VARIABLE.matcher(name).find();
  }

  private static String wildcards(String text) {
    String literal =
        VARIABLE.splitAsStream(text).map(Pattern::quote).collect(Collectors.joining(".*"));
    return VARIABLE.matcher(text).find() && text.matches("(?s).*(?:" + VARIABLE.pattern() + ")")
        ? literal + ".*"
        : literal;
  }

  private static String unquoted(String text) {
    return text.replaceAll("[\"']", "");
  }

  private static String loosely(String text) {
    return PUNCTUATION.matcher(text).replaceAll(" ").strip();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /** The keyword, for messages. */
  @Override
  public String toString() {
    return Optional.of(keyword + " " + rest).map(String::strip).orElse("");
  }
}
