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
 * How long a page of a hundred rows takes, opened from disk: until it is loaded, and then from each
 * of two key presses to the frame that shows its effect. The first one opens a row, the second one
 * a line of it. What the test itself does in between doesn't count. No time is asserted: {@code
 * docs/benchmarks.sh page} keeps what this writes into {@code target/browser/hundred-rows.txt}.
 */
@Tag("browser")
class HundredRowsBrowserIT {
  private static final Path FOLDER = Path.of("target/browser").toAbsolutePath();

  /** More of them are for measuring: the test itself is the same in each. */
  private static final int ROUNDS = Integer.getInteger("page.rounds", 1);

  /** Notes how long the page takes for each key press, up to the frame behind it. */
  private static final String NOTE_ANSWERS =
      """
      () => {
        let pressed = 0;
        window.answers = [];
        const shown = () => requestAnimationFrame(() =>
          setTimeout(() => window.answers.push(performance.now() - pressed)));
        addEventListener('keydown', () => (pressed = performance.now()), true);
        addEventListener('hashchange', shown);
        addEventListener('toggle', ({ target }) => target.matches('.block') && shown(), true);
      }
      """;

  /** The milliseconds from the navigation to the end of loading, and of each answer. */
  private static final String MILLIS =
      """
      () => new Promise(done => setTimeout(() =>
        done([performance.getEntriesByType('navigation')[0].loadEventEnd, ...window.answers]), 100))
      """;

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
          page.evaluate(NOTE_ANSWERS);
          page.locator(".sizes a").first().press("Enter");
          page.locator("article:not([hidden]) h2:focus").waitFor();
          Locator line = page.locator("article:not([hidden]) .stage.in .block").first();
          line.locator("summary").press("Enter");
          line.locator(".content").waitFor();
          List<?> parts = (List<?>) page.evaluate(MILLIS);
          assertThat(parts).as("loading, the row, and the line").hasSize(3);
          millis.add(
              String.valueOf(
                  Math.round(
                      parts.stream().mapToDouble(part -> ((Number) part).doubleValue()).sum())));
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
            + " bytes: loading, opening a row, and opening a line take ms: "
            + samples);
  }
}
