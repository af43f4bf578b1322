package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The front door: its figures are {@code DocumentsTest}'s. */
@Tag("docs")
class ReadmeTest {
  /** What fits into a window of 1280 by 800 pixels, with the picture. */
  private static final int MAX_WORDS = 120;

  @Test
  void theFirstScreenIsShort() throws IOException {
    String readme = Files.readString(Repository.ROOT.resolve("README.md"));
    String words =
        readme
            .substring(0, readme.indexOf("\n## "))
            .replaceAll("(?s)<!--.*?-->", "")
            .replaceAll("!\\[[^]]*]", "")
            .replaceAll("]\\([^)]*\\)", "]");
    assertThat(Arrays.stream(words.split("\\s+")).filter(word -> word.matches(".*\\w.*")))
        .hasSizeBetween(1, MAX_WORDS);
    assertThat(words).as("no footnotes").doesNotContain("\\*");
  }
}
