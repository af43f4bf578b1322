package multistage.image.content.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Texts to look for in one pass, which looks at a few of the bytes only: a window as long as the
 * shortest text moves on by as much as its last byte allows.
 *
 * @see <a href="https://doi.org/10.1017/CBO9781316135228">Navarro and Raffinot, Flexible Pattern
 *     Matching in Strings</a>, Set Horspool
 */
final class Texts {
  private record Text(String text, byte[] bytes) {}

  private final int window;

  /**
   * By a window's last byte: how far the next window is, and the texts that may begin in this one.
   */
  private final int[] shifts = new int[256];

  private final Text[][] candidates = new Text[256][];

  /** These, of which none is empty, in Latin 1. */
  Texts(List<String> texts) {
    window = texts.stream().mapToInt(String::length).min().orElseThrow();
    Arrays.fill(shifts, window);
    for (String text : texts) {
      for (int i = 0; i < window - 1; i++) {
        shifts[text.charAt(i)] = Math.min(shifts[text.charAt(i)], window - 1 - i);
      }
    }
    Arrays.setAll(
        candidates,
        last ->
            texts.stream()
                .filter(text -> text.charAt(window - 1) == last)
                .map(text -> new Text(text, text.getBytes(ISO_8859_1)))
                .toArray(Text[]::new));
  }

  /** Those that are somewhere in a file. */
  Set<String> in(byte[] file) {
    Set<String> found = new HashSet<>();
    int begin = 0;
    while (begin + window <= file.length) {
      int last = Byte.toUnsignedInt(file[begin + window - 1]);
      for (Text candidate : candidates[last]) {
        byte[] text = candidate.bytes;
        if (begin + text.length <= file.length
            && Arrays.equals(file, begin, begin + text.length, text, 0, text.length)) {
          found.add(candidate.text);
        }
      }
      begin += shifts[last];
    }
    return found;
  }
}
