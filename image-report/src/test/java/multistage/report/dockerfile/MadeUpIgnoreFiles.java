package multistage.report.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Makes ignore files up, for a tree of files with short names, so that much of it matches. */
final class MadeUpIgnoreFiles {
  /** What the context holds; a slash at the end makes a directory. */
  static final List<String> TREE =
      List.of(
          "a/",
          "a/b",
          "a/x/b",
          "a/xb",
          "a/bc/d.txt",
          "a/b.md",
          "b/a",
          "b/c/a",
          "b/c/d/e.txt",
          "c.txt",
          "c/keep",
          "c/x",
          "d",
          "docs/README.md",
          "docs/a/README.md",
          "e/f",
          "empty/",
          "g",
          "keys/id",
          "main.go",
          "other",
          "secret.txt",
          "sub/main.go",
          "sub/sub/main.go",
          "x1",
          "x12",
          "xd",
          "[a]",
          "a b",
          "^a",
          "ä/ö.txt",
          "#c",
          "!n",
          "{x}",
          "(y)",
          "a+b",
          "$z",
          "-h",
          "q*r",
          "b\\s",
          "] t",
          "..x/y",
          ".hidden",
          ".git/config",
          "node_modules/a/node_modules/b.js");

  /**
   * The same paths as a walk through the tree finds them: with all directories, without slashes.
   */
  static Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    for (String path : TREE) {
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        paths.add(path.substring(0, slash));
      }
      if (!path.endsWith("/")) {
        paths.add(path);
      }
    }
    return paths;
  }

  private static final List<String> PARTS =
      List.of(
          "a",
          "b",
          "c",
          "x",
          "*",
          "**",
          "?",
          "[ab]",
          "[^ab]",
          "[a-c]",
          "[a",
          "a]",
          "[]a]",
          "[-a]",
          "[a-]",
          "[!a]",
          "[[:alpha:]]",
          "[\\]]",
          "[\\d]",
          "[*]",
          "[?]",
          "[**]",
          "[b-a]",
          "\\*",
          "\\a",
          "\\d",
          "\\q",
          "\\",
          "**b",
          "a**",
          "a**b",
          "x?",
          "x*",
          "*.txt",
          "*.md",
          "main.go",
          "sub",
          "docs",
          "README.md",
          "node_modules",
          "..",
          ".",
          "",
          " ",
          "ä",
          "ö.txt",
          "{x}",
          "(y)",
          "a+b",
          "$z",
          "^a",
          "a b",
          ".*",
          ".hidden",
          "#c",
          "!n",
          "[a]",
          "\\[a\\]",
          "***",
          "?b",
          "[^/]b",
          "xb",
          "keep",
          "e.txt",
          "\\x61",
          "\\Qa",
          "\\pL",
          "\\bx",
          "\\w",
          "[a-c]*",
          "*[a-c]",
          "q\\*r",
          "|",
          "a|b",
          "[|]",
          "[.]",
          "[(]",
          "[a.c]",
          "[{]x}",
          "\\p{Greek}",
          "[\\w]",
          "[x-\\d]",
          "\\141",
          "\\01",
          "[^]",
          "[^]a]",
          "[\\-a]",
          "b\\\\s",
          "[\\\\]",
          "c.txt",
          "..x",
          "-h",
          "x{2}",
          "?{2}",
          "*{2}",
          "a{0,1}b",
          "[ab]{1,}",
          "a{1,2",
          "{,2}",
          "{2}",
          "*.{md,txt}",
          "b|*",
          "?{01}",
          "?{1001}",
          "^{2}",
          "a|{2}",
          "?|",
          "?{0}",
          "?{2,1}",
          "\\Q?\\E",
          "?{2}{3}");

  private final Random random;

  MadeUpIgnoreFiles(long seed) {
    this.random = new Random(seed);
  }

  private String oneOf(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private boolean sometimes(int times) {
    return random.nextInt(times) == 0;
  }

  /** The next one. */
  String next() {
    List<String> lines = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      lines.add(line());
    }
    String text = String.join(sometimes(6) ? "\r\n" : "\n", lines) + (sometimes(2) ? "\n" : "");
    return sometimes(10) ? "\uFEFF" + text : text;
  }

  private String line() {
    if (sometimes(20)) {
      return oneOf(
          List.of(
              "",
              "# comment",
              " # none",
              "!",
              "! ",
              "\t",
              "/",
              "!/",
              "!!a",
              ".",
              "!.",
              "..",
              "\u00a0a"));
    }
    StringBuilder pattern = new StringBuilder();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      pattern.append(i > 0 ? sometimes(10) ? "//" : "/" : "").append(oneOf(PARTS));
      if (sometimes(8)) {
        pattern.append(oneOf(PARTS));
      }
    }
    if (sometimes(8)) {
      pattern.insert(0, oneOf(List.of("/", "./", "//", "../")));
    }
    if (sometimes(8)) {
      pattern.append(oneOf(List.of("/", "/**", "/*", "/.")));
    }
    if (sometimes(3)) {
      pattern.insert(0, sometimes(8) ? "! " : "!");
    }
    return sometimes(12) ? " " + pattern + "\t" : pattern.toString();
  }
}
