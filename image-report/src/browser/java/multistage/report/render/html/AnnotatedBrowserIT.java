package multistage.report.render.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import multistage.report.annotate.ExampleAnnotations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of an annotated Dockerfile, as a reader has it in a browser without JavaScript. */
@Tag("browser")
class AnnotatedBrowserIT {
  private static final Path FILE = Path.of("target/browser/annotated.html").toAbsolutePath();
  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException {
    chromium = Chromium.start();
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, AnnotatedHtml.of(ExampleAnnotations.twoStages()));
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void followsTheRulesOfAccessibility(ColorScheme scheme) {
    // axe-core is a script itself.
    Page page = chromium.browser().newPage(new Browser.NewPageOptions().setColorScheme(scheme));
    page.navigate(FILE.toUri().toString());
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
        .isEmpty();
  }

  @Test
  void aLinesFigureLeadsToWhatItConsistsOfByKeyboard() {
    Page page = withoutScripts("");
    page.locator("#L12 a").first().focus();
    page.keyboard().press("Enter");
    assertThat(page.url()).endsWith("#from-12");
    assertThat(page.locator(":target").innerText()).contains("Line 12", "6,000 bytes", "/server");
  }

  @Test
  void aLineHasAnAddress() {
    assertThat(withoutScripts("#L12").locator(":target").innerText())
        .contains("6 kB", "COPY --from=build /server /server");
  }

  private static Page withoutScripts(String fragment) {
    Page page =
        chromium
            .browser()
            .newPage(
                new Browser.NewPageOptions().setJavaScriptEnabled(false).setViewportSize(400, 740));
    page.navigate(FILE.toUri() + fragment);
    return page;
  }
}
