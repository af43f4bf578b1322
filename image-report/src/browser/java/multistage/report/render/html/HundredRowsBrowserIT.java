package multistage.report.render.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import multistage.report.render.AnnotatedRows;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long a page of a hundred rows takes, opened from disk, until a row is open and one of its
 * lines is chosen, by keyboard. No time is asserted: {@code docs/benchmarks.sh page} keeps what
 * this writes into {@code target/browser/hundred-rows.txt}.
 */
@Tag("browser")
class HundredRowsBrowserIT {
  private static final Path FOLDER = Path.of("target/browser").toAbsolutePath();
  private static final int ROUNDS = 9;

  @Test
  void opensARowAndALineByKeyboard() throws IOException {
    Files.createDirectories(FOLDER);
    Path file =
        Files.writeString(
            FOLDER.resolve("hundred-rows.html"), HtmlReport.of(AnnotatedRows.of(100)));
    List<String> millis = new ArrayList<>();
    try (Chromium chromium = Chromium.start()) {
      for (int round = 0; round < ROUNDS; round++) {
        try (BrowserContext context = chromium.browser().newContext()) {
          Page page = context.newPage();
          page.navigate(file.toUri().toString());
          page.locator(".sizes a").first().press("Enter");
          page.locator("article:not([hidden]) h2:focus").waitFor();
          Locator line = page.locator("article:not([hidden]) .stage.in .block").first();
          line.locator("summary").press("Enter");
          line.locator(".content").waitFor();
          // Since the page's navigation began.
          double now = ((Number) page.evaluate("performance.now()")).doubleValue();
          millis.add(String.valueOf(Math.round(now)));
          assertThat(page.locator("article:not([hidden])").count()).isEqualTo(1);
          assertThat(page.url()).contains(":L");
        }
      }
    }
    String samples = String.join(" ", millis);
    Files.writeString(FOLDER.resolve("hundred-rows.txt"), samples + "\n");
    System.out.println(
        "A page of 100 rows, "
            + Files.size(file)
            + " bytes: a line is chosen after ms: "
            + samples);
  }
}
