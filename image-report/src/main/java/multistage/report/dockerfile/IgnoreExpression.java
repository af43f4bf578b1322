package multistage.report.dockerfile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The regular expression that Docker makes of a pattern, read as Go reads it: characters and
 * classes, {@code *} behind some of them, {@code (.*}{@code /)?}, numbers of times in braces, and
 * alternatives.
 *
 * <p>All ways through it are followed at the same time, so that the time grows with the product of
 * the pattern's and the path's length: a pattern can't make a build wait for years.
 *
 * @see <a href="https://pkg.go.dev/regexp/syntax@go1.26.8">Go, regexp/syntax</a>
 */
final class IgnoreExpression {
  private static final String OPTIONAL_DIRECTORIES = "(.*/)?";
  private static final Pattern TIMES = Pattern.compile("\\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*|))?\\}");
  private static final IntPredicate ANY = point -> point != '\n';
  private static final IntPredicate DIGIT = point -> point >= '0' && point <= '9';
  private static final IntPredicate WORD =
      DIGIT.or(
          point -> point == '_' || point >= 'a' && point <= 'z' || point >= 'A' && point <= 'Z');
  private static final IntPredicate SPACE =
      point -> point == ' ' || point == '\t' || point == '\n' || point == '\f' || point == '\r';

  /** The classes that have a name. */
  private static final Map<String, IntPredicate> NAMED =
      Map.ofEntries(
          Map.entry("alnum", WORD.and(point -> point != '_')),
          Map.entry("alpha", WORD.and(point -> point != '_').and(DIGIT.negate())),
          Map.entry("ascii", point -> point < 0x80),
          Map.entry("blank", point -> point == ' ' || point == '\t'),
          Map.entry("cntrl", point -> point < 0x20 || point == 0x7F),
          Map.entry("digit", DIGIT),
          Map.entry("graph", point -> point > 0x20 && point < 0x7F),
          Map.entry("lower", point -> point >= 'a' && point <= 'z'),
          Map.entry("print", point -> point >= 0x20 && point < 0x7F),
          Map.entry(
              "punct",
              ((IntPredicate) point -> point > 0x20 && point < 0x7F)
                  .and(WORD.and(point -> point != '_').negate())),
          Map.entry("space", SPACE.or(point -> point == 0x0B)),
          Map.entry("upper", point -> point >= 'A' && point <= 'Z'),
          Map.entry("word", WORD),
          Map.entry(
              "xdigit",
              DIGIT.or(point -> point >= 'a' && point <= 'f' || point >= 'A' && point <= 'F')));

  private sealed interface Part {}

  /** One character. */
  private record One(IntPredicate accepts) implements Part {}

  /** One character or none. */
  private record Maybe(IntPredicate accepts) implements Part {}

  /** Any number of characters. */
  private record Many(IntPredicate accepts) implements Part {}

  /** Nothing, or anything that ends with a slash. */
  private record Directories() implements Part {}

  /** A place between characters; the predicate sees those before and behind, -1 for none. */
  private record Between(Predicate<int[]> accepts) implements Part {}

  /** Go's limit for a number of times. */
  private static final int MAX_TIMES = 1000;

  /** Go's limit for all that an expression becomes. */
  private static final int MAX_PARTS = (128 << 20) / 40;

  private final List<Sequence> alternatives;

  private IgnoreExpression(List<Sequence> alternatives) {
    this.alternatives = alternatives;
  }

  /** Reads an expression; nothing when Go's regular expressions have no such. */
  static Optional<IgnoreExpression> read(String text) {
    try {
      return Optional.of(new IgnoreExpression(new Reader(text).alternatives()));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /** Whether it matches any part of a path; most expressions say where that begins and ends. */
  boolean matches(String path) {
    int[] points = path.codePoints().toArray();
    return alternatives.stream().anyMatch(sequence -> sequence.matches(points));
  }

  /**
   * What has to follow each other. State 2 * i is before part i, 2 * i + 1 is within the
   * directories of part i.
   */
  private record Sequence(List<Part> parts) {
    boolean matches(int[] points) {
      BitSet states = new BitSet();
      for (int i = 0; i <= points.length; i++) {
        states.set(0);
        int before = i == 0 ? -1 : points[i - 1];
        int behind = i == points.length ? -1 : points[i];
        skip(states, before, behind);
        if (states.get(2 * parts.size())) {
          return true;
        }
        states = step(states, behind);
      }
      return false;
    }

    /** Goes on without reading. */
    private void skip(BitSet states, int before, int behind) {
      for (int state = states.nextSetBit(0); state >= 0; state = states.nextSetBit(state + 1)) {
        if (state % 2 == 1 || state / 2 == parts.size()) {
          continue;
        }
        Part part = parts.get(state / 2);
        if (part instanceof Many
            || part instanceof Maybe
            || part instanceof Directories
            || part instanceof Between between
                && between.accepts().test(new int[] {before, behind})) {
          states.set(state + 2);
        }
      }
    }

    private BitSet step(BitSet states, int point) {
      BitSet next = new BitSet();
      for (int state = states.nextSetBit(0); state >= 0; state = states.nextSetBit(state + 1)) {
        int index = state / 2;
        if (index == parts.size() || point < 0) {
          continue;
        }
        Part part = parts.get(index);
        if (part instanceof One one && one.accepts().test(point)
            || part instanceof Maybe maybe && maybe.accepts().test(point)) {
          next.set(state + 2);
        } else if (part instanceof Many many && many.accepts().test(point)) {
          next.set(state);
        } else if (part instanceof Directories) {
          if (ANY.test(point)) {
            next.set(2 * index + 1);
          }
          if (point == '/') {
            next.set(2 * index + 2);
          }
        }
      }
      return next;
    }
  }

  private static final class Reader {
    private final String whole;
    private final int[] text;
    private int at;

    Reader(String text) {
      this.whole = text;
      this.text = text.codePoints().toArray();
    }

    List<Sequence> alternatives() {
      List<Sequence> alternatives = new ArrayList<>();
      List<Part> parts = new ArrayList<>();
      boolean repeats = false;
      while (at < text.length) {
        if (startsWith("|")) {
          at++;
          alternatives.add(new Sequence(List.copyOf(parts)));
          parts.clear();
          repeats = false;
        } else if (startsWith("{") && TIMES.matcher(rest()).lookingAt()) {
          if (repeats || parts.isEmpty()) {
            throw wrong();
          }
          repeat(parts);
          repeats = true;
        } else {
          repeats = next(parts);
        }
        if (parts.size() > MAX_PARTS) {
          throw wrong();
        }
      }
      alternatives.add(new Sequence(List.copyOf(parts)));
      return alternatives;
    }

    /** Reads the next part; whether it is one that repeats already. */
    private boolean next(List<Part> parts) {
      if (startsWith(OPTIONAL_DIRECTORIES)) {
        at += OPTIONAL_DIRECTORIES.length();
        parts.add(new Directories());
        return true;
      }
      if (startsWith("\\Q")) {
        at += 2;
        while (at < text.length && !startsWith("\\E")) {
          parts.add(new One(is(text[at++])));
        }
        at += at < text.length ? 2 : 0;
        return false;
      }
      Optional<Part> between = between();
      if (between.isPresent()) {
        parts.add(between.get());
        return false;
      }
      IntPredicate one = one();
      boolean many = startsWith("*");
      at += many ? 1 : 0;
      parts.add(many ? new Many(one) : new One(one));
      return many;
    }

    /** Reads a number of times, and has the last part that often. */
    private void repeat(List<Part> parts) {
      Matcher times = TIMES.matcher(rest());
      if (!times.lookingAt()) {
        throw wrong();
      }
      at += times.end();
      int least = number(times.group(1));
      int most =
          times.group(2) == null ? least : times.group(3).isEmpty() ? -1 : number(times.group(3));
      if (least > MAX_TIMES || most > MAX_TIMES || most >= 0 && least > most) {
        throw wrong();
      }
      Part part = parts.remove(parts.size() - 1);
      if (part instanceof One one) {
        for (int i = 0; i < Math.max(least, most); i++) {
          parts.add(i < least ? one : new Maybe(one.accepts()));
        }
        if (most < 0) {
          parts.add(new Many(one.accepts()));
        }
      } else if (least > 0) {
        parts.add(part);
      }
    }

    private static int number(String digits) {
      return digits.length() > 8 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private String rest() {
      return new String(text, at, text.length - at);
    }

    private boolean startsWith(String words) {
      return at + words.length() <= text.length
          && new String(text, at, words.length()).equals(words);
    }

    private Optional<Part> between() {
      Optional<Predicate<int[]>> accepts = Optional.empty();
      if (startsWith("^")) {
        at++;
        return Optional.of(new Between(places -> places[0] == -1));
      }
      if (startsWith("$")) {
        at++;
        return Optional.of(new Between(places -> places[1] == -1));
      }
      if (startsWith("\\A")) {
        accepts = Optional.of(places -> places[0] == -1);
      } else if (startsWith("\\z")) {
        accepts = Optional.of(places -> places[1] == -1);
      } else if (startsWith("\\b")) {
        accepts = Optional.of(places -> WORD.test(places[0]) != WORD.test(places[1]));
      } else if (startsWith("\\B")) {
        accepts = Optional.of(places -> WORD.test(places[0]) == WORD.test(places[1]));
      }
      at += accepts.isPresent() ? 2 : 0;
      return accepts.map(Between::new);
    }

    private IntPredicate one() {
      int point = text[at];
      if (point == '[') {
        at++;
        return characterClass();
      }
      if (point == '\\') {
        at++;
        return classByLetter().orElseGet(() -> is(escaped()));
      }
      at++;
      return point == '.' ? ANY : is(point);
    }

    private IntPredicate characterClass() {
      boolean negated = startsWith("^");
      at += negated ? 1 : 0;
      IntPredicate accepts = point -> false;
      for (boolean first = true; first || !startsWith("]"); first = false) {
        requireMore();
        Optional<IntPredicate> named = named();
        if (named.isPresent()) {
          accepts = accepts.or(named.get());
          continue;
        }
        if (text[at] == '\\') {
          at++;
          Optional<IntPredicate> letter = classByLetter();
          if (letter.isPresent()) {
            accepts = accepts.or(letter.get());
            continue;
          }
          at--;
        }
        int from = classCharacter();
        int to = from;
        if (startsWith("-") && at + 1 < text.length && text[at + 1] != ']') {
          at++;
          to = classCharacter();
          if (to < from) {
            throw wrong();
          }
        }
        int last = to;
        accepts = accepts.or(point -> from <= point && point <= last);
      }
      at++;
      return negated ? accepts.negate() : accepts;
    }

    private int classCharacter() {
      requireMore();
      if (text[at] == '\\') {
        at++;
        return escaped();
      }
      return text[at++];
    }

    /** A class such as {@code [:alpha:]}, within another. */
    private Optional<IntPredicate> named() {
      if (!startsWith("[:")) {
        return Optional.empty();
      }
      int end = new String(text, at + 2, text.length - at - 2).indexOf(":]");
      if (end < 0) {
        return Optional.empty();
      }
      String name = new String(text, at, text.length - at).substring(2, 2 + end);
      boolean negated = name.startsWith("^");
      IntPredicate accepts = NAMED.get(negated ? name.substring(1) : name);
      if (accepts == null) {
        throw wrong();
      }
      at += name.codePointCount(0, name.length()) + 4;
      return Optional.of(negated ? accepts.negate() : accepts);
    }

    /** A class such as {@code \d}; the backslash has been read. */
    private Optional<IntPredicate> classByLetter() {
      requireMore();
      IntPredicate accepts =
          switch (text[at]) {
            case 'd' -> DIGIT;
            case 'D' -> DIGIT.negate();
            case 's' -> SPACE;
            case 'S' -> SPACE.negate();
            case 'w' -> WORD;
            case 'W' -> WORD.negate();
            default -> null;
          };
      if (accepts != null) {
        at++;
        return Optional.of(accepts);
      }
      return text[at] == 'p' || text[at] == 'P' ? Optional.of(unicode()) : Optional.empty();
    }

    /** A class such as {@code \pL} or {@code \p{Greek}}. */
    private IntPredicate unicode() {
      boolean negated = text[at++] == 'P';
      requireMore();
      String name = Character.toString(text[at++]);
      if (name.equals("{")) {
        StringBuilder full = new StringBuilder();
        while (at < text.length && text[at] != '}') {
          full.appendCodePoint(text[at++]);
        }
        requireMore();
        at++;
        name = full.toString();
      }
      if (name.startsWith("^")) {
        negated = !negated;
        name = name.substring(1);
      }
      String java = name.length() <= 2 ? name : "Is" + name;
      Predicate<String> accepts =
          Pattern.compile((negated ? "\\P{" : "\\p{") + java + "}").asMatchPredicate();
      return point -> point >= 0 && accepts.test(Character.toString(point));
    }

    /** A character behind a backslash. */
    private int escaped() {
      requireMore();
      int point = text[at++];
      if (point < 0x80 && !DIGIT.test(point) && !Character.isLetter(point)) {
        return point;
      }
      return switch (point) {
        case 'a' -> 7;
        case 'f' -> '\f';
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'v' -> 0x0B;
        case 'x' -> hexadecimal();
        case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(point);
        default -> throw wrong();
      };
    }

    private int octal(int first) {
      if (first != '0' && (at >= text.length || text[at] < '0' || text[at] > '7')) {
        throw wrong();
      }
      int value = first - '0';
      for (int i = 1; i < 3 && at < text.length && text[at] >= '0' && text[at] <= '7'; i++) {
        value = value * 8 + text[at++] - '0';
      }
      return value;
    }

    private int hexadecimal() {
      requireMore();
      if (text[at] != '{') {
        int high = hexadecimalDigit();
        return high * 16 + hexadecimalDigit();
      }
      at++;
      int value = 0;
      int digits = 0;
      while (!startsWith("}")) {
        value = value * 16 + hexadecimalDigit();
        digits++;
        if (value > Character.MAX_CODE_POINT) {
          throw wrong();
        }
      }
      at++;
      if (digits == 0) {
        throw wrong();
      }
      return value;
    }

    private int hexadecimalDigit() {
      requireMore();
      int digit = text[at] < 0x80 ? Character.digit(text[at], 16) : -1;
      if (digit < 0) {
        throw wrong();
      }
      at++;
      return digit;
    }

    private void requireMore() {
      if (at >= text.length) {
        throw wrong();
      }
    }

    private static IntPredicate is(int character) {
      return point -> point == character;
    }

    private PatternSyntaxException wrong() {
      return new PatternSyntaxException("not a regular expression of Go's", whole, at);
    }
  }
}
