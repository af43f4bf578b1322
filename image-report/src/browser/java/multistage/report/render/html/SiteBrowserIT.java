package multistage.report.render.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import multistage.report.Repository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built site, as a reader has it in a browser: {@code -Dsite=target/site} says where it is. */
@Tag("browser")
@EnabledIfSystemProperty(named = "site", matches = ".+")
class SiteBrowserIT {
  private static final String CHAPTER = "docs/course/01-an-image-is-layers.html";

  /** What reveal.js makes of its own elements. */
  private static final List<String> NOT_FOR_SLIDES =
      List.of("landmark-complementary-is-top-level", "landmark-main-is-top-level");

  private static HttpServer server;
  private static String site;
  private static Chromium chromium;

  @RegisterExtension
  private final QuietPages pages =
      new QuietPages(url -> url.startsWith(site) || url.matches("(data|blob):.*"));

  @BeforeAll
  static void start() throws IOException {
    Path folder = Repository.ROOT.resolve(System.getProperty("site"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> serve(folder, exchange));
    server.start();
    site = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    chromium = Chromium.start();
  }

  private static void serve(Path folder, HttpExchange exchange) throws IOException {
    try (exchange) {
      Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
      if (!Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String type = URLConnection.guessContentTypeFromName(file.getFileName().toString());
      Map<String, String> others = Map.of("css", "text/css", "js", "text/javascript");
      String end = file.toString().substring(file.toString().lastIndexOf('.') + 1);
      exchange.getResponseHeaders().set("Content-Type", others.getOrDefault(end, type));
      exchange.sendResponseHeaders(200, 0);
      Files.copy(file, exchange.getResponseBody());
    }
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    if (chromium != null) {
      chromium.close();
    }
  }

  private Page open(String address, int width, ColorScheme scheme) {
    return pages.open(
        chromium,
        site + address,
        new Browser.NewContextOptions()
            .setViewportSize(width, 800)
            .setColorScheme(scheme)
            .setPermissions(List.of("clipboard-read", "clipboard-write")));
  }

  private Page open(String address) {
    return open(address, 1280, ColorScheme.LIGHT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index.html",
        CHAPTER,
        "docs/results.html",
        "docs/exercises/index.html",
        "docs/teaching/slides.html",
        "files/dockerfiles/go/multi-stage-scratch.Dockerfile.html",
        "search.html?q=whiteout",
        "slides/index.html",
        "slides/three-hours.html",
      })
  void followsTheRulesOfAccessibility(String address) {
    AxeBuilder axe = new AxeBuilder(open(address, 1280, ColorScheme.LIGHT));
    if (address.startsWith("slides/")) {
      axe.disableRules(NOT_FOR_SLIDES);
    }
    assertThat(Accessibility.violations(axe)).isEmpty();
    // The other scheme has other colors, and the same elements.
    AxeBuilder dark = new AxeBuilder(open(address, 1280, ColorScheme.DARK));
    assertThat(Accessibility.violations(dark.withRules(List.of("color-contrast")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"index.html", CHAPTER, "docs/results.html", "CONTRIBUTING.html"})
  void fitsAPhone(String address) {
    Page page = open(address, 360, ColorScheme.LIGHT);
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(360);
  }

  @Test
  void isReadByKeyboard() {
    Page page = open(CHAPTER);
    page.keyboard().press("Tab");
    assertThat(page.locator(":focus")).hasText("Skip to content");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile(".*#.+"));
    page.keyboard().press("Tab");
    assertThat(page.locator("article :focus")).hasCount(1);
  }

  @Test
  void findsAWord() {
    Page page = open("search.html?q=whiteout");
    page.locator("#search-results a", new Page.LocatorOptions().setHasText("1. An image is layers"))
        .first()
        // The page reads the whole index, and every page that it lists.
        .click(new Locator.ClickOptions().setTimeout(60_000));
    assertThat(page.locator("h1")).containsText("1. An image is layers");
  }

  @Test
  void leadsFromChapterToChapter() {
    Page page = open(CHAPTER);
    page.locator(".next-page").click();
    assertThat(page.locator("h1")).containsText("2. The single stage");
    page.locator(".prev-page").click();
    assertThat(page.locator("h1")).containsText("1. An image is layers");
  }

  @Test
  void copiesACommand() {
    Page page = open(CHAPTER);
    page.locator(".highlight-bash:has(button.copybtn)").first().hover();
    page.locator("button.copybtn").first().click();
    assertThat((String) page.evaluate("navigator.clipboard.readText()"))
        .isEqualTo(page.locator(".highlight:has(button.copybtn) pre").first().innerText().strip());
  }

  /** A picture in the reader's own choice of dark, too, whatever the system's is. */
  @Test
  void picturesFollowTheChosenColors() {
    Page page = open(CHAPTER);
    page.evaluate("document.body.dataset.theme = 'dark'");
    assertThat(page.locator("article img").first()).hasCSS("color-scheme", "dark");
  }

  @Test
  void hasTheOtherFormsInItsSidebar() {
    for (String title : List.of("The report", "Slides, 90 minutes", "Slides, three hours")) {
      Page page = open(CHAPTER);
      page.locator(".sidebar-tree a", new Page.LocatorOptions().setHasText(title)).last().click();
      assertThat(page.locator("h1").first()).isVisible();
    }
  }

  /** A presenter can't scroll. */
  @ParameterizedTest
  @ValueSource(strings = {"slides/index.html", "slides/three-hours.html"})
  @SuppressWarnings("unchecked")
  void noSlideIsHigherThanTheScreen(String address) {
    Page page = open(address);
    List<String> higher =
        (List<String>)
            page.evaluate(
                """
                () => Reveal.getSlides()
                    .filter(slide => {
                      const [h, v] = [Reveal.getIndices(slide).h, Reveal.getIndices(slide).v];
                      Reveal.slide(h, v);
                      return slide.scrollHeight > Reveal.getConfig().height
                          || slide.scrollWidth > Reveal.getConfig().width;
                    })
                    .map(slide => slide.id)
                """);
    assertThat(higher).isEmpty();
  }

  @Test
  void slidesFollowTheKeyboard() {
    Page page = open("slides/index.html");
    assertThat(page.locator("section.present > section.present"))
        .containsText("Multi-stage builds in 90 minutes");
    page.keyboard().press("Space");
    assertThat(page.locator("section.present > section.present"))
        .containsText("Chapter 0. Start here");
    assertThat(page.locator("section.present > section.present .notes")).isHidden();
  }
}
