package multistage.report.dockerfile;

import java.util.Optional;

/**
 * Go's {@code filepath.Match}, as far as ignore files need it: Docker matches each pattern with the
 * path {@code .} to find out whether it is well-formed, and so finds only the faults that stand
 * before the first difference.
 *
 * @see <a href="https://go.dev/src/path/filepath/match.go">Go, path/filepath/match.go</a>
 */
final class GoGlob {
  private final int[] pattern;
  private int at;

  private GoGlob(String pattern) {
    this.pattern = pattern.codePoints().toArray();
  }

  /** Whether Docker finds nothing wrong with a pattern. */
  static boolean isWellFormed(String pattern) {
    GoGlob glob = new GoGlob(pattern);
    try {
      glob.match(".");
      return true;
    } catch (Malformed e) {
      return false;
    }
  }

  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super(null, null, false, false);
    }
  }

  private void match(String wholeName) {
    String name = wholeName;
    while (at < pattern.length) {
      boolean star = false;
      while (at < pattern.length && pattern[at] == '*') {
        at++;
        star = true;
      }
      int end = chunkEnd();
      if (star && at == end) {
        return;
      }
      int begin = at;
      at = end;
      Optional<String> rest = matchChunk(begin, end, name);
      if (rest.isPresent() && (rest.get().isEmpty() || end < pattern.length)) {
        name = rest.get();
        continue;
      }
      Optional<String> later = Optional.empty();
      for (int i = 0; star && i < name.length() && name.charAt(i) != '/'; i++) {
        rest = matchChunk(begin, end, name.substring(i + 1));
        if (rest.isPresent() && (end < pattern.length || rest.get().isEmpty())) {
          later = rest;
          break;
        }
      }
      if (later.isEmpty()) {
        return;
      }
      name = later.get();
    }
  }

  /** Where the part up to the next {@code *} ends. */
  private int chunkEnd() {
    boolean inRange = false;
    for (int i = at; i < pattern.length; i++) {
      switch (pattern[i]) {
        case '\\' -> i += i + 1 < pattern.length ? 1 : 0;
        case '[' -> inRange = true;
        case ']' -> inRange = false;
        case '*' -> {
          if (!inRange) {
            return i;
          }
        }
        default -> {}
      }
    }
    return pattern.length;
  }

  /** What of the name follows the chunk; nothing if the chunk doesn't match. */
  private Optional<String> matchChunk(int begin, int end, String name) {
    int[] rest = name.codePoints().toArray();
    int next = 0;
    boolean failed = false;
    int i = begin;
    while (i < end) {
      failed |= next >= rest.length;
      int point = failed ? -1 : rest[next];
      switch (pattern[i]) {
        case '[' -> {
          i++;
          next++;
          boolean negated = i < end && pattern[i] == '^';
          i += negated ? 1 : 0;
          boolean matches = false;
          int ranges = 0;
          while (!(i < end && pattern[i] == ']' && ranges > 0)) {
            int low = afterEscape(i, end);
            int from = pattern[low - 1];
            int to = from;
            i = low;
            if (pattern[i] == '-') {
              i = afterEscape(i + 1, end);
              to = pattern[i - 1];
            }
            matches |= from <= point && point <= to;
            ranges++;
          }
          i++;
          failed |= matches == negated;
        }
        case '?' -> {
          failed |= point == '/';
          next++;
          i++;
        }
        default -> {
          if (pattern[i] == '\\' && ++i == end) {
            throw new Malformed();
          }
          failed |= pattern[i] != point;
          next++;
          i++;
        }
      }
    }
    return failed ? Optional.empty() : Optional.of(new String(rest, next, rest.length - next));
  }

  /** The position behind a character of a range, which mustn't be the chunk's end. */
  private int afterEscape(int begin, int end) {
    int i = begin;
    if (i >= end || pattern[i] == '-' || pattern[i] == ']') {
      throw new Malformed();
    }
    if (pattern[i] == '\\' && ++i >= end) {
      throw new Malformed();
    }
    if (i + 1 >= end) {
      throw new Malformed();
    }
    return i + 1;
  }
}
