package multistage.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The tables of packages in docs/architecture.md, which the code is held against. */
public final class ArchitecturePage {
  private static final Path FILE = Path.of("..", "docs", "architecture.md");

  private ArchitecturePage() {}

  /** The rows of the first table below a heading: their cells, without the signs of code. */
  public static List<List<String>> table(String heading) {
    try {
      return Files.readAllLines(FILE).stream()
          .dropWhile(line -> !line.equals("## " + heading))
          .dropWhile(line -> !line.startsWith("|"))
          .takeWhile(line -> line.startsWith("|"))
          .skip(2)
          .map(row -> row.substring(1).replace("`", "").split("\\|"))
          .map(cells -> Arrays.stream(cells).map(String::strip).toList())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
