package multistage.report.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import multistage.report.diagnostic.UserError;

/**
 * Replaces variables and takes quotes away, as BuildKit does in arguments of instructions; much as
 * a shell does, but not the same.
 *
 * @see <a href="https://docs.docker.com/reference/dockerfile/#environment-replacement">Dockerfile
 *     reference, Environment replacement</a>
 * @see <a
 *     href="https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/shell/lex.go">BuildKit,
 *     shell/lex.go</a>
 */
final class ShellWords {
  /** How deep variables may stand in each other's operands; many times what a person reads. */
  private static final int MAX_DEPTH = 200;

  /** What stays as it is although it has a meaning. */
  enum Keep {
    /** Quotes are read, and stay. */
    QUOTES,
    /** Escape characters are read, and stay. */
    ESCAPES,
    /** A variable without a value isn't replaced by nothing. */
    UNSET_VARIABLES,
    /** Quotes have no meaning. */
    QUOTES_AS_TEXT
  }

  /**
   * What a text becomes.
   *
   * @param text the whole text
   * @param words its words, split at white space that isn't quoted
   * @param unset the variables in it that have no value
   */
  record Result(String text, List<String> words, Set<String> unset) {}

  private final CodePoints in;
  private final int escape;
  private final Map<String, String> variables;
  private final Set<Keep> keep;
  private final Set<String> unset = new LinkedHashSet<>();

  /** The word being read; reading an operand empties it, as it does in BuildKit. */
  private final StringBuilder word = new StringBuilder();

  private boolean keepEscapes;
  private int depth;

  private ShellWords(String text, int escape, Map<String, String> variables, Set<Keep> keep) {
    this.in = new CodePoints(text);
    this.escape = escape;
    this.variables = variables;
    this.keep = keep;
    this.keepEscapes = keep.contains(Keep.ESCAPES);
  }

  /**
   * Reads a text.
   *
   * @param escape the file's escape character
   * @param variables the variables that have a value
   * @throws UserError when a quote or brace isn't closed, or a required variable is missing
   */
  static Result read(String text, int escape, Map<String, String> variables, Keep... keep) {
    ShellWords reader = new ShellWords(text, escape, variables, Set.of(keep));
    Words words = reader.new Words();
    String whole = reader.upTo(CodePoints.END, reader.keepEscapes, false, words);
    return new Result(whole, words.all(), reader.unset);
  }

  private final class Words {
    private final List<String> done = new ArrayList<>();
    private boolean inWord;

    void add(int point) {
      if (!CodePoints.isSpace(point)) {
        addRaw(point);
      } else if (inWord && word.length() > 0) {
        end();
      }
    }

    void addRaw(int point) {
      word.appendCodePoint(point);
      inWord = true;
    }

    void addRaw(String text) {
      word.append(text);
      inWord = true;
    }

    List<String> all() {
      if (word.length() > 0) {
        end();
      }
      return List.copyOf(done);
    }

    private void end() {
      done.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  /**
   * Reads up to a character that isn't quoted, and over it.
   *
   * @param forPattern whether the text is read once more, as a pattern, so that a quoted escape
   *     character is written twice
   */
  private String upTo(int stop, boolean escapesStay, boolean forPattern, Words words) {
    boolean before = keepEscapes;
    keepEscapes = escapesStay;
    word.setLength(0);
    StringBuilder result = new StringBuilder();
    while (in.peek() != CodePoints.END) {
      int point = in.peek();
      if (point == stop) {
        in.read();
        words.all();
        keepEscapes = before;
        return result.toString();
      }
      Optional<String> special = special(point, forPattern);
      if (special.isPresent()) {
        result.append(special.get());
        if (point == '$') {
          special.get().codePoints().forEach(words::add);
        } else {
          words.addRaw(special.get());
        }
        continue;
      }
      in.read();
      if (point == escape) {
        if (keepEscapes) {
          words.addRaw(point);
          result.appendCodePoint(point);
        }
        point = in.read();
        if (point == CodePoints.END) {
          break;
        }
        words.addRaw(point);
      } else {
        words.add(point);
      }
      result.appendCodePoint(point);
    }
    if (stop != CodePoints.END) {
      throw new UserError(
          "a \"" + Character.toString(stop) + "\" is missing after \"${\"", "add it");
    }
    return result.toString();
  }

  /** What begins with a special character, if it is one; the reader stands behind it then. */
  private Optional<String> special(int point, boolean forPattern) {
    boolean quotes = !keep.contains(Keep.QUOTES_AS_TEXT);
    return switch (point) {
      case '$' -> Optional.of(variable());
      case '<' -> Optional.of(heredoc());
      case '\'' -> quotes ? Optional.of(singleQuoted(forPattern)) : Optional.empty();
      case '"' -> quotes ? Optional.of(doubleQuoted(forPattern)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private String singleQuoted(boolean forPattern) {
    StringBuilder result = new StringBuilder();
    int quote = in.read();
    if (keep.contains(Keep.QUOTES)) {
      result.appendCodePoint(quote);
    }
    while (true) {
      int point = in.read();
      if (point == CodePoints.END) {
        throw new UserError("a single quote isn't closed", "add another ', or put \\' for one");
      }
      if (point == '\'') {
        if (keep.contains(Keep.QUOTES)) {
          result.appendCodePoint(point);
        }
        return result.toString();
      }
      if (forPattern && point == escape) {
        result.appendCodePoint(point);
      }
      result.appendCodePoint(point);
    }
  }

  private String doubleQuoted(boolean forPattern) {
    StringBuilder result = new StringBuilder();
    int quote = in.read();
    boolean quotesStay = keep.contains(Keep.QUOTES);
    if (quotesStay) {
      result.appendCodePoint(quote);
    }
    while (true) {
      int point = in.peek();
      if (point == CodePoints.END) {
        throw new UserError("a double quote isn't closed", "add another \", or put \\\" for one");
      }
      if (point == '"') {
        in.read();
        if (quotesStay) {
          result.appendCodePoint(point);
        }
        return result.toString();
      }
      if (point == '$') {
        result.append(variable());
        continue;
      }
      in.read();
      if (point == escape) {
        int escaped = in.peek();
        if (escaped == CodePoints.END) {
          continue;
        }
        if (escaped == '"' || escaped == '$' || escaped == escape) {
          if (keepEscapes) {
            result.appendCodePoint(point);
          }
          point = in.read();
        } else if (keepEscapes && (!quotesStay || forPattern)) {
          result.appendCodePoint(point);
        }
      }
      result.appendCodePoint(point);
    }
  }

  private String variable() {
    in.read();
    if (in.peek() != '{') {
      String name = name();
      if (name.isEmpty()) {
        return "$";
      }
      Optional<String> value = value(name);
      return value.orElse(keep.contains(Keep.UNSET_VARIABLES) ? "$" + name : "");
    }
    in.read();
    int first = in.peek();
    if (first == CodePoints.END) {
      throw unclosed();
    }
    if (first == '{' || first == '}' || first == ':') {
      throw new UserError(
          "a variable's name is missing after \"${\"",
          "put one there, or a backslash before the $");
    }
    String name = name();
    if (++depth > MAX_DEPTH) {
      throw new UserError(
          "variables are nested in each other's defaults more than " + MAX_DEPTH + " deep",
          "use an ARG for a part of them");
    }
    String value = braced(name);
    depth--;
    return value;
  }

  /** What stands behind the name in braces. */
  private String braced(String name) {
    int operator = in.read();
    boolean emptyIsUnset = operator == ':';
    if (operator == '}') {
      Optional<String> value = value(name);
      return value.orElse(keep.contains(Keep.UNSET_VARIABLES) ? "${" + name + "}" : "");
    }
    if (operator == '/') {
      return replaced(name);
    }
    String written = Character.toString(Math.max(operator, 0));
    if (emptyIsUnset) {
      operator = in.read();
      written += Character.toString(Math.max(operator, 0));
    } else if ("+-?#%".indexOf(operator) < 0 || operator < 0) {
      throw unsupported(written);
    }
    boolean trims = operator == '#' || operator == '%';
    if (emptyIsUnset && trims) {
      throw unsupported(written);
    }
    String operand = upTo('}', trims, trims, new Words());
    Optional<String> value = value(name);
    if (value.isEmpty() && keep.contains(Keep.UNSET_VARIABLES)) {
      return "${" + name + written + operand + "}";
    }
    boolean given = value.isPresent() && !(emptyIsUnset && value.get().isEmpty());
    return switch (operator) {
      case '-' -> given ? value.get() : operand;
      case '+' -> given ? operand : "";
      case '?' -> {
        if (!given) {
          String problem =
              name
                  + (operand.isEmpty()
                      ? " must be " + (value.isPresent() ? "more than nothing" : "set")
                      : ": " + operand);
          String remedy = "give it a value with ARG " + name + "=VALUE";
          throw value.isPresent()
              ? new UserError(problem, remedy)
              : new MissingVariable(problem, remedy);
        }
        yield value.get();
      }
      case '#', '%' -> {
        boolean greedy = !operand.isEmpty() && operand.charAt(0) == operator;
        String pattern = greedy ? operand.substring(1) : operand;
        yield operator == '#'
            ? ShellPattern.withoutPrefix(pattern, value.orElse(""), greedy)
            : ShellPattern.withoutSuffix(pattern, value.orElse(""), greedy);
      }
      default -> throw unsupported(written);
    };
  }

  private String replaced(String name) {
    boolean all = in.peek() == '/';
    if (all) {
      in.read();
    }
    String pattern = upTo('/', true, true, new Words());
    String replacement = upTo('}', true, false, new Words());
    Optional<String> value = value(name);
    if (value.isEmpty() && keep.contains(Keep.UNSET_VARIABLES)) {
      return "${" + name + "/" + pattern + "/" + replacement + "}";
    }
    return all
        ? ShellPattern.replaceAll(pattern, value.orElse(""), replacement)
        : ShellPattern.replaceFirst(pattern, value.orElse(""), replacement);
  }

  private static UserError unclosed() {
    return new UserError("a \"${\" isn't closed", "add a \"}\", or put a backslash before the $");
  }

  private static UserError unsupported(String operator) {
    return new UserError(
        "\"${NAME" + operator + "\" means nothing to Docker",
        "\":-\", \":+\", \":?\", \"#\", \"%\" and \"/\" do");
  }

  /** A name, a number or one of the shell's special parameters. */
  private String name() {
    StringBuilder name = new StringBuilder();
    int first = in.peek();
    if (first != CodePoints.END && Character.isDigit(first)) {
      while (in.peek() != CodePoints.END && Character.isDigit(in.peek())) {
        name.appendCodePoint(in.read());
      }
      return name.toString();
    }
    if (first > 0 && "@*#?-$!0".indexOf(first) >= 0) {
      return Character.toString(in.read());
    }
    while (in.peek() != CodePoints.END && isName(in.peek())) {
      name.appendCodePoint(in.read());
    }
    return name.toString();
  }

  private static boolean isName(int point) {
    return Character.isLetter(point) || Character.isDigit(point) || point == '_';
  }

  private Optional<String> value(String name) {
    Optional<String> value = Optional.ofNullable(variables.get(name));
    if (value.isEmpty()) {
      unset.add(name);
    }
    return value;
  }

  /** White space between {@code <<} and a name belongs to one word. */
  private String heredoc() {
    in.read();
    if (in.peek() != '<') {
      return "<";
    }
    in.read();
    StringBuilder result = new StringBuilder("<<");
    while (in.peek() == ' ' || in.peek() == '\t' || in.peek() == '\r') {
      result.appendCodePoint(in.read());
    }
    return result.toString();
  }
}
