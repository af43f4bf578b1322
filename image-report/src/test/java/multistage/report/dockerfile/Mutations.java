package multistage.report.dockerfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Changes texts a little, at places where that may change their meaning. */
final class Mutations {
  private static final List<String> PIECES =
      List.of(
          "\\",
          "\\\\",
          "`",
          "\"",
          "'",
          "$",
          "${",
          "}",
          "{",
          ":",
          ":-",
          ":+",
          "?",
          "#",
          "%",
          "/",
          "//",
          "<<",
          "<<EOF",
          "<",
          "-",
          "--",
          "=",
          " ",
          "\t",
          "\n",
          "\r\n",
          "\n\n",
          "\\\n",
          " \\\n",
          "\n#",
          "# ",
          "*",
          "**",
          "!",
          "[",
          "]",
          "^",
          "|",
          ".",
          "..",
          ",",
          "@",
          "0",
          "1",
          "A",
          "EOF",
          "\nEOF\n",
          "FROM ",
          " AS ",
          "--from=",
          "ONBUILD ",
          "\uFEFF",
          "\u00a0",
          "\u0085",
          "é",
          "(",
          ")",
          "+",
          ";",
          "&",
          "~");

  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  /** The text with up to three changes. */
  String of(String text) {
    String changed = text;
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count && !changed.isEmpty(); i++) {
      changed = once(changed);
    }
    return changed;
  }

  private String once(String text) {
    int at = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length())));
    int behind = text.offsetByCodePoints(at, 1);
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, at) + text.substring(behind);
      case 1, 2 -> text.substring(0, at) + piece() + text.substring(at);
      case 3 -> text.substring(0, at) + piece() + text.substring(behind);
      case 4 -> withLinesSwapped(text);
      default -> withLineRemovedOrTwice(text);
    };
  }

  private String piece() {
    return PIECES.get(random.nextInt(PIECES.size()));
  }

  private String withLinesSwapped(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
    Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    return String.join("", lines);
  }

  private String withLineRemovedOrTwice(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
    int line = random.nextInt(lines.size());
    if (random.nextBoolean()) {
      lines.remove(line);
    } else {
      lines.add(line, lines.get(line));
    }
    return String.join("", lines);
  }
}
