package multistage.report.render.html;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The browser of this machine, driven by Playwright, which downloads none. */
final class Chromium implements AutoCloseable {
  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path program) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(program));
  }

  /**
   * Starts it.
   *
   * @throws AssertionError when there is none, with a message that says what to do
   */
  static Chromium start() {
    return new Chromium(find());
  }

  private static Path find() {
    String named = System.getProperty("chromium", "");
    if (!named.isBlank()) {
      Path program = Path.of(named);
      if (Files.isExecutable(program) && !Files.isDirectory(program)) {
        return program;
      }
      throw new AssertionError(
          "-Dchromium=" + named + " is no program that can be run: name a Chromium.");
    }
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(Path::of)
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome").map(folder::resolve))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "There is no Chromium on the PATH, which -Pbrowser opens index.html in. Let ./lab install Debian's"
                        + " (./lab --no-docker mvn verify -Pbrowser), install one (apt-get install chromium), or name"
                        + " yours with -Dchromium=PATH."));
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
