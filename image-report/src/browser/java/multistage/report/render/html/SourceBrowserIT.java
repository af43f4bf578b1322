package multistage.report.render.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.render.AnnotatedRows;
import multistage.report.render.text.Units;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Dockerfiles beside their bytes in {@code index.html}, as a reader has them in a browser. */
@Tag("browser")
class SourceBrowserIT {
  private static final Path FOLDER = Path.of("target/browser").toAbsolutePath();

  /** Each of the recorded run once. */
  private static final int RECORDED_ROWS = 27;

  private static final String STRIPPED = "go/multi-stage-stripped-0";

  private static Report report;
  private static Chromium chromium;

  @RegisterExtension
  private final QuietPages pages = new QuietPages(url -> url.startsWith("data:"));

  @BeforeAll
  static void start() throws IOException {
    chromium = Chromium.start();
    Files.createDirectories(FOLDER);
    report = AnnotatedRows.of(RECORDED_ROWS);
    Files.writeString(FOLDER.resolve("sources.html"), HtmlReport.of(report));
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private Page open(String fragment, Browser.NewContextOptions options) {
    return pages.open(chromium, FOLDER.toUri() + "sources.html" + fragment, options);
  }

  private Page open(String fragment) {
    return open(fragment, new Browser.NewContextOptions().setViewportSize(1280, 800));
  }

  private static Locator line(Page page, String row, int number) {
    return page.locator("[id='" + row + ":L" + number + "']");
  }

  /** The line of its Dockerfile that a row copies its program with. */
  private static int lineOfCopy(String id) {
    List<String> lines = row(id).annotation().orElseThrow().lines();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("COPY --from=build ")) {
        return i + 1;
      }
    }
    throw new AssertionError(id + " copies nothing");
  }

  private static Row row(String id) {
    return report.variants().stream()
        .filter(row -> row.id().toString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static long fileBytes(String id) {
    return row(id).image().orElseThrow().fileBytes();
  }

  @Test
  void opensEveryRow() {
    Page page = open("");
    for (Row row : report.variants()) {
      page.evaluate("id => { location.hash = id; }", row.id().toString());
      assertThat(page.locator("article:visible h2:focus")).containsText(row.id().toString());
      assertThat(page.locator("article:visible .stage.in .files").first()).isVisible();
    }
  }

  @Test
  void choosesALineByKeyboard() {
    Page page = open("#" + STRIPPED);
    Locator opener = page.locator("article:visible .stage.in .block > summary").first();
    opener.focus();
    page.keyboard().press("Enter");
    Locator content = page.locator("article:visible .stage.in .content").first();
    assertThat(content).isVisible();
    assertThat(content).containsText("bytes in files");
    assertThat(page).hasURL(Pattern.compile(".*#" + STRIPPED + ":L" + lineOfCopy(STRIPPED) + "$"));
    page.keyboard().press("Enter");
    assertThat(content).isHidden();
  }

  @Test
  void aLineHasAnAddress() {
    int copy = lineOfCopy(STRIPPED);
    Page page = open("#" + STRIPPED + ":L" + copy);
    assertThat(page.locator("article:visible h2")).containsText("multi-stage-stripped");
    assertThat(line(page, STRIPPED, copy)).isInViewport();
    assertThat(line(page, STRIPPED, copy)).hasClass(Pattern.compile(".*chosen.*"));
    assertThat(page.locator("article:visible .content").first()).isVisible();
    page.locator("article:visible .note.from a").first().click();
    assertThat(page.locator("article:visible .chosen")).containsText("FROM golang");
    assertThat(page.locator("article:visible .chosen")).isInViewport();
    assertThat(page.locator("article:visible .stage.left.chosen:focus")).hasCount(1);
  }

  @Test
  void saysWhatAChangedLineBrought() {
    Page page = open("#" + STRIPPED);
    assertThat(page.locator("article:visible .delta"))
        .hasText("−" + Units.bytes(fileBytes("go/multi-stage-scratch-0") - fileBytes(STRIPPED)));
    assertThat(page.locator("article:visible .source .changed")).containsText("-ldflags=");
    page.locator("article:visible .beside > summary").click();
    assertThat(page.locator("article:visible .pairs .before"))
        .containsText("go build -o /webserver");
    assertThat(page.locator("article:visible .pairs .after")).containsText("-ldflags=");
  }

  @Test
  void copiesTheFileWithoutItsIntroduction() {
    Page page =
        open(
            "#" + STRIPPED,
            new Browser.NewContextOptions()
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
    page.locator("article:visible .copy").click();
    assertThat(page.locator("article:visible .copy")).hasText("Copied");
    List<String> lines = row(STRIPPED).annotation().orElseThrow().lines();
    String withoutIntroduction =
        String.join("\n", lines.subList(lines.indexOf("FROM golang:1.27 AS build"), lines.size()));
    assertThat(page.evaluate("navigator.clipboard.readText()"))
        .isEqualTo(withoutIntroduction + "\n");
  }

  @Test
  void isReadWithoutJavaScript() {
    Page page = open("", new Browser.NewContextOptions().setJavaScriptEnabled(false));
    int copy = lineOfCopy(STRIPPED);
    assertThat(line(page, STRIPPED, copy)).containsText(Units.bytes(fileBytes(STRIPPED)));
    assertThat(line(page, STRIPPED, copy)).containsText("COPY --from=build");
    assertThat(page.locator(".copy:visible")).hasCount(0);
    // By keyboard: all rows are there without JavaScript, and move under a pointer while those
    // above are laid out.
    page.locator("summary:has([id='" + STRIPPED + ":L" + copy + "'])").press("Enter");
    assertThat(page.locator("details:has([id='" + STRIPPED + ":L" + copy + "']) .content").first())
        .isVisible();
  }

  @Test
  void followsTheRulesOfAccessibility() {
    for (String id : List.of(STRIPPED, "go/multi-stage-alpine-0", "java/single-stage-0")) {
      Page page = open("#" + id);
      page.locator("details:visible").evaluateAll("all => all.forEach(each => (each.open = true))");
      assertThat(Accessibility.violations(new AxeBuilder(page).include("article:not([hidden])")))
          .isEmpty();
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      assertThat(
              Accessibility.violations(
                  new AxeBuilder(page)
                      .include("article:not([hidden])")
                      .withRules(List.of("color-contrast"))))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"360, light", "390, dark", "1280, light", "1280, dark", "1920, light"})
  void fitsEveryScreen(int width, String scheme) {
    Page page =
        open(
            "",
            new Browser.NewContextOptions()
                .setViewportSize(width, width < 500 ? 844 : width * 5 / 8)
                .setColorScheme(ColorScheme.valueOf(scheme.toUpperCase(Locale.ROOT))));
    for (String id :
        List.of(
            STRIPPED,
            "go/multi-stage-alpine-0",
            "go/multi-stage-service-0",
            "java/single-stage-0")) {
      page.evaluate("id => { location.hash = id; }", id);
      page.locator("article:visible details")
          .evaluateAll("all => all.forEach(each => (each.open = true))");
      assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
          .as(id + " is no wider than the screen")
          .isLessThanOrEqualTo(width);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(
                  FOLDER.resolve(
                      "source-" + id.replace('/', '-') + "-" + width + "-" + scheme + ".png")));
    }
  }

  /** The source has the width of the screen, and figures say what they are. */
  @Test
  void isReadOnAPhone() {
    Page page = open("#" + STRIPPED, new Browser.NewContextOptions().setViewportSize(360, 780));
    Locator copy = line(page, STRIPPED, lineOfCopy(STRIPPED));
    assertThat(copy.locator("code").boundingBox().width).isGreaterThan(0.7 * 360);
    assertThat(copy.locator(".files")).hasText(Units.bytes(fileBytes(STRIPPED)) + " in files");
    for (String figure : List.of(".files", ".pull", ".cold", ".again", ".push")) {
      assertThat(copy.locator(figure)).isVisible();
      assertThat(copy.locator(figure + " small").boundingBox().width).as(figure).isGreaterThan(10);
    }
  }

  @Test
  void printsTheSourceWithItsMargin() {
    Page page = open("#" + STRIPPED);
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(line(page, STRIPPED, lineOfCopy(STRIPPED))).isVisible();
    assertThat(page.locator("article:visible .copy")).isHidden();
  }
}
