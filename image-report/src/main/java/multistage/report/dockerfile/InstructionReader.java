package multistage.report.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import multistage.report.diagnostic.UserError;

/**
 * Reads a Dockerfile's instructions.
 *
 * @see <a
 *     href="https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/parser/parser.go">BuildKit,
 *     parser/parser.go</a>
 */
final class InstructionReader {
  /** BuildKit reads lines with a buffer of 64 KiB. */
  private static final int MAX_LINE_BYTES = 64 * 1024 - 1;

  private static final Set<String> WITH_HEREDOCS = Set.of("ADD", "COPY", "RUN");

  /**
   * What was read.
   *
   * @param escape the escape character
   */
  record Read(int escape, List<Instruction> instructions) {}

  private final String file;
  private final List<String> lines;
  private final Directives directives = new Directives();
  private final List<Instruction> instructions = new ArrayList<>();

  /** The next line's index. */
  private int next;

  private InstructionReader(String file, String text) {
    this.file = file;
    // A byte order mark, which editors on Windows write.
    this.lines = lines(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /**
   * Reads a text.
   *
   * @param file what messages call it
   * @throws UserError for what BuildKit refuses before it knows of stages
   */
  static Read read(String file, String text) {
    InstructionReader reader = new InstructionReader(file, text);
    try {
      Directives.requireKnownChecks(reader.lines);
    } catch (UserError e) {
      throw e.at(file, 1);
    }
    reader.readAll();
    return new Read(reader.directives.escape(), List.copyOf(reader.instructions));
  }

  private void readAll() {
    while (next < lines.size()) {
      int first = next + 1;
      try {
        readOne(first);
      } catch (UserError e) {
        throw e.at(file, first);
      }
    }
  }

  private void readOne(int first) {
    String line = CodePoints.trimLeading(withoutEnd(nextLine()));
    directives.look(line);
    StringBuilder text = new StringBuilder();
    boolean continues = addTo(text, isComment(line) ? "" : line);
    if (!continues && text.isEmpty()) {
      return;
    }
    while (continues && next < lines.size()) {
      line = withoutEnd(nextLine());
      // Docker passes over empty lines here, too, and warns of them.
      if (!isComment(line) && !CodePoints.trim(line).isEmpty()) {
        continues = addTo(text, line);
      }
    }
    Instruction read = instruction(first, text.toString());
    Instruction holder = read.trigger().orElse(read);
    if (WITH_HEREDOCS.contains(holder.keyword()) && !holder.isList()) {
      read = read.with(documents(text.toString()));
    }
    instructions.add(read.at(first, next));
  }

  /** Whether the instruction goes on in the next line. */
  private boolean addTo(StringBuilder text, String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    // Two escape characters are one that is meant.
    boolean continues =
        end > 0
            && line.charAt(end - 1) == directives.escape()
            && (end == 1 || line.charAt(end - 2) != directives.escape());
    text.append(continues ? line.substring(0, end - 1) : line);
    return continues;
  }

  private Instruction instruction(int first, String text) {
    String[] parts = Words.firstAndRest(CodePoints.trim(text));
    String keyword = parts[0].toUpperCase(Locale.ROOT);
    Words.Flagged flagged =
        parts.length == 2
            ? Words.flags(parts[1], directives.escape())
            : new Words.Flagged(List.of(), "");
    String rest = CodePoints.trim(flagged.rest());
    if (keyword.equals("ONBUILD") && !rest.isEmpty()) {
      if (Words.firstAndRest(rest)[0].equalsIgnoreCase(keyword)) {
        throw new UserError("ONBUILD can't be followed by another ONBUILD", "remove one of them");
      }
      Instruction trigger = instruction(first, rest);
      List<String> arguments = new ArrayList<>(List.of(trigger.keyword()));
      arguments.addAll(trigger.arguments());
      return new Instruction(
          first,
          first,
          keyword,
          flagged.flags(),
          arguments,
          false,
          List.of(),
          Optional.of(trigger),
          text);
    }
    Arguments arguments = arguments(keyword, rest);
    return new Instruction(
        first,
        first,
        keyword,
        flagged.flags(),
        arguments.values(),
        arguments.isList(),
        List.of(),
        Optional.empty(),
        text);
  }

  private record Arguments(List<String> values, boolean isList) {
    static Arguments of(List<String> values) {
      return new Arguments(values, false);
    }
  }

  private Arguments arguments(String keyword, String rest) {
    return switch (keyword) {
      case "ADD", "COPY", "VOLUME" ->
          JsonList.read(rest)
              .map(list -> new Arguments(list, true))
              .orElseGet(() -> Arguments.of(Words.separatedByWhiteSpace(rest)));
      case "CMD", "ENTRYPOINT", "RUN", "SHELL" -> listOrText(rest);
      case "EXPOSE", "FROM" -> Arguments.of(Words.separatedByWhiteSpace(rest));
      case "ARG" -> Arguments.of(Words.quoted(rest, directives.escape()));
      case "ENV", "LABEL" -> Arguments.of(pairs(keyword, rest));
      case "HEALTHCHECK" -> healthcheck(rest);
      case "MAINTAINER", "STOPSIGNAL", "USER", "WORKDIR" -> Arguments.of(text(rest));
      default -> Arguments.of(List.of());
    };
  }

  private static List<String> text(String rest) {
    return rest.isEmpty() ? List.of() : List.of(rest);
  }

  private static Arguments listOrText(String rest) {
    return JsonList.read(rest)
        .map(list -> new Arguments(list, true))
        .orElseGet(() -> Arguments.of(text(rest)));
  }

  private static Arguments healthcheck(String rest) {
    int end = 0;
    while (end < rest.length() && !CodePoints.isSpace(rest.charAt(end))) {
      end++;
    }
    if (end == 0) {
      return Arguments.of(List.of());
    }
    Arguments command = listOrText(CodePoints.trimLeading(rest.substring(end)));
    List<String> values = new ArrayList<>(List.of(rest.substring(0, end)));
    values.addAll(command.values());
    return new Arguments(values, command.isList());
  }

  /** Names and values by turns. The old form, {@code ENV NAME VALUE}, has one of each. */
  private List<String> pairs(String keyword, String rest) {
    List<String> words = Words.quoted(rest, directives.escape());
    if (words.isEmpty()) {
      return List.of();
    }
    if (!words.get(0).contains("=")) {
      String[] parts = Words.firstAndRest(rest);
      if (parts.length < 2) {
        throw new UserError(keyword + " has no value", "write " + keyword + " NAME=VALUE");
      }
      return List.of(parts);
    }
    List<String> pairs = new ArrayList<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw new UserError(
            "there is no \"=\" in \"" + word + "\"", "write " + keyword + " NAME=\"VALUE\"");
      }
      pairs.add(word.substring(0, equals));
      pairs.add(word.substring(equals + 1));
    }
    return pairs;
  }

  private List<Instruction.Document> documents(String text) {
    if (!text.contains("<<")) {
      return List.of();
    }
    List<Instruction.Document> documents = new ArrayList<>();
    for (Heredoc heredoc : Heredoc.allIn(text)) {
      StringBuilder content = new StringBuilder();
      boolean ended = false;
      while (!ended && next < lines.size()) {
        String line = nextLine();
        ended = isEnd(heredoc, line);
        content.append(ended ? "" : line);
      }
      if (!ended) {
        throw new UserError(
            "a here-document isn't ended", "add a line \"" + heredoc.name() + "\" behind it");
      }
      documents.add(new Instruction.Document(heredoc, content.toString()));
    }
    return documents;
  }

  private static boolean isEnd(Heredoc heredoc, String line) {
    String text = withoutEnd(line);
    return (heredoc.withoutTabs() ? text.replaceFirst("^\t+", "") : text).equals(heredoc.name());
  }

  private String nextLine() {
    String line = lines.get(next++);
    if (line.getBytes(StandardCharsets.UTF_8).length
        > MAX_LINE_BYTES + (line.endsWith("\n") ? 1 : 0)) {
      throw new UserError(
          "the line is longer than " + MAX_LINE_BYTES + " bytes", "move long text into a file");
    }
    return line;
  }

  /** The lines with their ends. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    Matcher matcher = Pattern.compile("[^\\n]*\\n|[^\\n]+").matcher(text);
    while (matcher.find()) {
      lines.add(matcher.group());
    }
    return lines;
  }

  private static String withoutEnd(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
      end--;
    }
    return line.substring(0, end);
  }

  private static boolean isComment(String line) {
    return CodePoints.trimLeading(line).startsWith("#");
  }
}
