package multistage.report.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.Repository;

/** The course's pictures: files of their own, which share a style and a width. */
final class Pictures {
  /** Where they are, from the repository's root. */
  static final String FOLDER = "docs/pictures";

  /** All of them are that wide, so that their text is as large everywhere. */
  static final int WIDTH = 720;

  private static final Path STYLE = Repository.ROOT.resolve(FOLDER).resolve("style.css");
  private static final Pattern IN_FILE =
      Pattern.compile("(?<=<style>\n).*?(?=  </style>)", Pattern.DOTALL);

  private Pictures() {}

  /** The chapters' pictures: their names begin with a chapter's number. */
  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(Repository.ROOT.resolve(FOLDER))) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d\\d-.*\\.svg"))
          .sorted()
          .toList();
    }
  }

  /** The path of a picture from a document's directory. */
  static String link(Path document, String picture) {
    Path file = Repository.ROOT.resolve(FOLDER).resolve(picture);
    return document.getParent().relativize(file).toString().replace('\\', '/');
  }

  /** A file with these elements on an empty page. */
  static String svg(String title, int height, List<String> elements) {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
      <title>%s</title>
      <style>
    %s  </style>
      <rect class="page" width="%d" height="%d"/>
    %s
    </svg>
    """
        .formatted(
            WIDTH,
            height,
            WIDTH,
            height,
            title,
            style(),
            WIDTH,
            height,
            elements.stream().map(element -> "  " + element).collect(Collectors.joining("\n")));
  }

  /** A drawn file with the style as it is now. */
  static String withStyle(String svg) {
    return IN_FILE.matcher(svg).replaceFirst(Matcher.quoteReplacement(style()));
  }

  private static String style() {
    try {
      return Files.readString(STYLE).indent(4);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
