package multistage.image.compare.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import multistage.image.compare.Reproducibility.Reason;

/**
 * Why two builds of a file don't have the same content. A reason is given only where it explains
 * every byte that differs: with all times (IDs, paths) taken out, both are the same.
 *
 * @param detail what is seen at the first difference
 */
public record ContentDifference(Reason reason, String detail) {
  private static final int MOST_NAMED = 3;
  private static final int LONGEST_EXCERPT = 60;
  private static final int MOST_NESTED = 3;
  // What a jar may unpack to; one that is larger is compared as it is.
  private static final long MOST_UNPACKED = 256L << 20;

  /**
   * Dates and times as programs write them, and seconds (milli-, micro-, nanoseconds) since 1970
   * from 2017 to 2033, which is no harm: both files have to have one at this place.
   */
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?"
              + "|\\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [A-Za-z0-9]{1,3} [A-Za-z0-9]{1,3} [A-Z0-9: +-]{8,20}\\d"
              + "|\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?"
              + "|(?<!\\d)(?:1[5-9]|20)\\d{8}(?:\\d{3}|\\d{6}|\\d{9})?(?!\\d)");

  private static final Pattern ID =
      Pattern.compile(
          "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "|(?<![0-9a-zA-Z])[0-9a-f]{12,128}(?![0-9a-zA-Z])"
              + "|(?<![0-9a-zA-Z_-])[0-9a-zA-Z_-]{20}(?:/[0-9a-zA-Z_-]{20}){1,3}(?![0-9a-zA-Z_-])");

  private static final Pattern PATH = Pattern.compile("(?:/[\\w.+@~-]+){2,}/?");

  /**
   * Compares.
   *
   * @throws IllegalArgumentException when they are the same
   */
  public static ContentDifference of(byte[] first, byte[] second) {
    return of(first, second, 0);
  }

  private static ContentDifference of(byte[] first, byte[] second, int depth) {
    if (Arrays.equals(first, second)) {
      throw new IllegalArgumentException("there is no difference");
    }
    if (isZip(first) && isZip(second) && depth < MOST_NESTED) {
      try {
        return ofZips(Zip.read(first), Zip.read(second), depth);
      } catch (IOException | IllegalArgumentException e) {
        // It only begins like one: its bytes are all there is to compare.
        return ofBytes(first, second);
      }
    }
    return ofBytes(first, second);
  }

  private static boolean isZip(byte[] content) {
    return content.length > 4
        && new String(content, 0, 4, StandardCharsets.ISO_8859_1).equals("PK\3\4");
  }

  /** A jar or another ZIP file: its entries' contents and times, in their order. */
  private record Zip(Map<String, byte[]> contents, Map<String, Long> times) {
    static Zip read(byte[] zip) throws IOException {
      Zip read = new Zip(new LinkedHashMap<>(), new LinkedHashMap<>());
      long left = MOST_UNPACKED;
      try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          byte[] content = in.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
          left -= content.length;
          if (left < 0) {
            throw new IOException("more than " + MOST_UNPACKED + " bytes");
          }
          read.contents.put(entry.getName(), content);
          read.times.put(entry.getName(), entry.getTime());
        }
      }
      return read;
    }
  }

  private static ContentDifference ofZips(Zip first, Zip second, int depth) {
    if (!first.contents.keySet().equals(second.contents.keySet())) {
      return new ContentDifference(
          Reason.CONTENT,
          "entries of one build only: "
              + named(
                  Stream.concat(
                      without(first.contents.keySet(), second.contents.keySet()),
                      without(second.contents.keySet(), first.contents.keySet()))));
    }
    Map<Reason, Map<String, ContentDifference>> byReason = new TreeMap<>();
    first.contents.forEach(
        (name, content) -> {
          byte[] other = second.contents.get(name);
          if (!Arrays.equals(content, other)) {
            ContentDifference difference = of(content, other, depth + 1);
            byReason
                .computeIfAbsent(difference.reason, reason -> new LinkedHashMap<>())
                .put(name, difference);
          }
        });
    if (!byReason.isEmpty()) {
      // What weighs most; and what is less than that is explained by it as well, or isn't.
      Map.Entry<Reason, Map<String, ContentDifference>> worst =
          byReason.entrySet().iterator().next();
      Map.Entry<String, ContentDifference> example = worst.getValue().entrySet().iterator().next();
      return new ContentDifference(
          worst.getKey(),
          named(worst.getValue().keySet().stream()) + ": " + example.getValue().detail);
    }
    if (!List.copyOf(first.contents.keySet()).equals(List.copyOf(second.contents.keySet()))) {
      return new ContentDifference(Reason.EMBEDDED_ORDER, "the same entries, in another order");
    }
    List<String> newer =
        first.times.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(second.times.get(entry.getKey())))
            .map(Map.Entry::getKey)
            .toList();
    if (!newer.isEmpty()) {
      return new ContentDifference(
          Reason.EMBEDDED_TIMES, "the entries' time stamps: " + named(newer.stream()));
    }
    throw new IllegalArgumentException("what differs isn't in the entries");
  }

  private static Stream<String> without(Set<String> names, Set<String> others) {
    return names.stream().filter(name -> !others.contains(name));
  }

  private static String named(Stream<String> names) {
    List<String> all = names.toList();
    return all.stream()
            .limit(MOST_NAMED)
            .map(ContentDifference::excerpt)
            .collect(Collectors.joining(", "))
        + (all.size() > MOST_NAMED ? " and " + (all.size() - MOST_NAMED) + " more" : "");
  }

  private static ContentDifference ofBytes(byte[] firstBytes, byte[] secondBytes) {
    // One byte is one character: the patterns are made of ASCII.
    String first = new String(firstBytes, StandardCharsets.ISO_8859_1);
    String second = new String(secondBytes, StandardCharsets.ISO_8859_1);
    String seen = firstDifference(first, second);
    if (isText(first)
        && isText(second)
        && Arrays.equals(
            first.lines().sorted().toArray(String[]::new),
            second.lines().sorted().toArray(String[]::new))) {
      return new ContentDifference(Reason.EMBEDDED_ORDER, seen);
    }
    first = TIME.matcher(first).replaceAll("(time)");
    second = TIME.matcher(second).replaceAll("(time)");
    if (first.equals(second)) {
      return new ContentDifference(Reason.EMBEDDED_TIMES, seen);
    }
    String firstWithoutIds = ID.matcher(first).replaceAll("(ID)");
    String secondWithoutIds = ID.matcher(second).replaceAll("(ID)");
    if (firstWithoutIds.equals(secondWithoutIds)) {
      return new ContentDifference(Reason.EMBEDDED_IDS, seen);
    }
    // Paths first: an ID is often a part of one.
    if (ID.matcher(PATH.matcher(first).replaceAll("(path)"))
        .replaceAll("(ID)")
        .equals(ID.matcher(PATH.matcher(second).replaceAll("(path)")).replaceAll("(ID)"))) {
      return new ContentDifference(Reason.EMBEDDED_PATHS, seen);
    }
    return new ContentDifference(Reason.CONTENT, amount(firstBytes, secondBytes) + "; " + seen);
  }

  private static boolean isText(String content) {
    return content.indexOf('\0') < 0;
  }

  private static String amount(byte[] first, byte[] second) {
    if (first.length != second.length) {
      return String.format(Locale.ROOT, "%,d and %,d bytes", first.length, second.length);
    }
    long different = 0;
    for (int i = 0; i < first.length; i++) {
      different += first[i] == second[i] ? 0 : 1;
    }
    return String.format(Locale.ROOT, "%,d of %,d bytes differ", different, first.length);
  }

  /** The text, or for what can't be printed the place, where both part. */
  private static String firstDifference(String first, String second) {
    int at = 0;
    while (at < Math.min(first.length(), second.length())
        && first.charAt(at) == second.charAt(at)) {
      at++;
    }
    String before = printableAround(first, at);
    String after = printableAround(second, at);
    return before.length() < 4 || after.length() < 4 || before.equals(after)
        ? String.format(Locale.ROOT, "the first at byte %,d", at)
        : "\u201c" + before + "\u201d and \u201c" + after + "\u201d";
  }

  /** The characters around a place up to what can't be printed, or the line's ends. */
  private static String printableAround(String text, int at) {
    int begin = Math.min(at, text.length());
    while (begin > 0 && isPrintable(text.charAt(begin - 1)) && at - begin < LONGEST_EXCERPT / 2) {
      begin--;
    }
    int end = Math.min(at, text.length());
    while (end < text.length() && isPrintable(text.charAt(end)) && end - begin < LONGEST_EXCERPT) {
      end++;
    }
    return text.substring(begin, end).strip();
  }

  private static boolean isPrintable(char character) {
    return character >= ' ' && character < 0x7f;
  }

  private static String excerpt(String name) {
    return name.length() <= LONGEST_EXCERPT
        ? name
        : "…" + name.substring(name.length() - LONGEST_EXCERPT + 1);
  }
}
