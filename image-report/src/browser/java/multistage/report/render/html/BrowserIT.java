package multistage.report.render.html;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Margin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import multistage.image.Image;
import multistage.image.explain.SetCost;
import multistage.image.explain.Waterfall;
import multistage.report.Repository;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.Topic;
import multistage.report.render.ExampleReports;
import multistage.report.render.data.ReportJson;
import multistage.report.render.rows.Comparison;
import multistage.report.render.rows.Lesson;
import multistage.report.render.text.Times;
import multistage.report.render.text.Units;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code index.html}, made from the recorded run, as a reader has it in a browser. */
@Tag("browser")
class BrowserIT {
  private static final Path FOLDER = Path.of("target/browser").toAbsolutePath();

  /** The bars of a chart that the script draws. */
  private static final String BARS = ".chart svg > g > path[fill^='var(']";

  /** Of the texts in each line of a list, those that stand on top of another one. */
  private static final String OVERLAPPING_TEXTS =
      """
      all => all.flatMap(line => {
        const texts = [...line.querySelectorAll(':scope > span')].map(span => {
          const range = document.createRange();
          range.selectNodeContents(span);
          return { text: span.textContent, box: range.getBoundingClientRect() };
        });
        const meet = (a, b) =>
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
        return texts.flatMap(({ text, box }, i) =>
          texts.slice(i + 1).filter(other => meet(box, other.box)).map(other => `${text} | ${other.text}`));
      })
      """;

  /** What has more in it than it is wide, without scrolling. */
  private static final String TOO_WIDE =
      """
      [...document.querySelectorAll('main *')]
        .filter(each => each.scrollWidth > each.clientWidth + 1)
        .filter(each => !each.closest('.scroll, svg') && getComputedStyle(each).display !== 'inline')
        .map(each => `${each.tagName} ${each.className}: ${each.textContent.slice(0, 80)}`)
      """;

  private static Report recorded;
  private static Chromium chromium;

  @RegisterExtension
  private final QuietPages pages = new QuietPages(url -> url.startsWith("data:"));

  @BeforeAll
  static void start() throws IOException {
    chromium = Chromium.start();
    Files.createDirectories(FOLDER);
    recorded = ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
    write("index.html", recorded);
    write("mixed.html", ExampleReports.mixed());
    write("unbenchmarked.html", withoutBenchmarks(recorded));
    write("hostile.html", hostile());
    write("empty.html", ExampleReports.of());
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Report withoutBenchmarks(Report report) {
    return report.withVariants(
        report.variants().stream().map(row -> row.withBenchmark(Optional.empty())).toList());
  }

  private static void write(String name, Report report) throws IOException {
    Files.writeString(FOLDER.resolve(name), HtmlReport.of(report));
  }

  private Page open(String address, int width, ColorScheme scheme) {
    return open(
        address,
        new Browser.NewContextOptions()
            .setViewportSize(width, width < 500 ? 740 : width * 9 / 16)
            .setColorScheme(scheme));
  }

  private Page open(String address, Browser.NewContextOptions options) {
    return pages.open(chromium, FOLDER.toUri() + address, options);
  }

  private Page open(String address) {
    return open(address, 1280, ColorScheme.LIGHT);
  }

  private static List<Row> weighed() {
    return recorded.variants().stream().filter(row -> row.image().isPresent()).toList();
  }

  private static Image image(String id) {
    return weighed().stream()
        .filter(row -> row.id().toString().equals(id))
        .findFirst()
        .flatMap(Row::image)
        .orElseThrow();
  }

  @Test
  void hasEveryRow() {
    Page page = open("index.html");
    for (Row row : recorded.variants()) {
      String link = "a[href='#" + row.id() + "']";
      assertThat(page.locator("#rows " + link)).isVisible();
      assertThat(page.locator("article[id='" + row.id() + "']")).isHidden();
    }
    assertThat(page.locator("#rows tbody tr")).hasCount(recorded.variants().size());
    List<String> charted =
        page.locator(".sizes li > a").all().stream()
            .map(link -> link.getAttribute("href").substring(1))
            .toList();
    assertThat(charted)
        .doesNotHaveDuplicates()
        .containsAll(
            recorded.variants().stream()
                .filter(row -> row.topic() == Topic.SIZE)
                .map(row -> row.id().toString())
                .toList());
    assertThat(page.locator(".sizes svg.bar"))
        .hasCount((int) charted.stream().filter(BrowserIT::isWeighed).count());
  }

  private static boolean isWeighed(String id) {
    return weighed().stream().anyMatch(row -> row.id().toString().equals(id));
  }

  @Test
  void saysItsLessonAndThatItIsFromStandIns() {
    Page page = open("index.html");
    List<Lesson> lessons = Lesson.of(recorded);
    assertThat(page.locator("#lesson")).hasText(Lesson.headline(lessons));
    assertThat(page.locator(".lessons li")).hasCount(lessons.size());
    for (Lesson lesson : lessons) {
      assertThat(page.locator(".lessons")).containsText(lesson.factor());
    }
    assertThat(page.locator(".went")).hasText(Lesson.whatWent(lessons).orElseThrow());
    assertThat(page.locator(".notice")).containsText("The figures come from stand-ins");
  }

  /** On its own scale each bar is in proportion, and the zoom is as large as it says. */
  @Test
  void drawsBarsInProportion() {
    Page page = open("index.html");
    double single = barWidth(page, "go/single-stage");
    assertThat(barWidth(page, "go/single-stage-alpine") / single)
        .isCloseTo(sizeAgainstSingleStage("go/single-stage-alpine"), within(0.005));
    String zoom = page.locator(".sizes .zoom").first().textContent();
    double factor = Double.parseDouble(zoom.replaceAll("(?s).*here on, (\\d+)x larger.*", "$1"));
    assertThat(factor).isGreaterThan(1);
    for (String id : List.of("go/multi-stage-alpine", "go/multi-stage-stripped")) {
      assertThat(barWidth(page, id) / single)
          .isCloseTo(factor * sizeAgainstSingleStage(id), within(0.01));
    }
    assertThat(page.locator(".sizes svg.bar").first().locator("rect.build title"))
        .hasText(Pattern.compile("compiler, sources, caches: \\d+ MB"));
  }

  private static double sizeAgainstSingleStage(String id) {
    return 1.0 * image(id).fileBytes() / image("go/single-stage").fileBytes();
  }

  /** From the left end of its first part to the right end of its last. */
  private static double barWidth(Page page, String id) {
    Object width =
        page.locator(".sizes a[href='#" + id + "'] rect")
            .evaluateAll(
                "parts => Math.max(...parts.map(part => part.getBoundingClientRect().right))"
                    + " - Math.min(...parts.map(part => part.getBoundingClientRect().left))");
    return ((Number) width).doubleValue();
  }

  @Test
  void saysOfEveryImageWhetherItHasAShellAndRunsAsRoot() {
    Page page = open("index.html");
    assertThat(page.locator(".sizes a[href='#go/single-stage'] .bar-facts"))
        .hasText(Pattern.compile("shell \\d+ packages root"));
    assertThat(page.locator(".sizes a[href='#go/multi-stage-scratch'] .bar-facts"))
        .hasText(Pattern.compile("no shell \\d+ packages not root"));
  }

  @Test
  void showsTheSizeBesideTheNameOnAPhone() {
    Page page = open("index.html", 360, ColorScheme.LIGHT);
    Locator size = page.locator("#rows tbody tr th + td").first();
    assertThat(size).hasText(Pattern.compile("^[\\d.]+ MB$"));
    BoundingBox box = size.boundingBox();
    assertThat(box.x + box.width).isLessThanOrEqualTo(360);
  }

  /** What is out of the ordinary is in sight; the rest opens. */
  @Test
  void foldsTheChecksThatPassed() {
    Page page = open("index.html#go/single-stage");
    assertThat(page.locator("article:visible .checks:visible")).hasCount(1);
    assertThat(page.locator("article:visible .checks:visible"))
        .containsText("runs as root (allowed in this row)");
    page.locator(
            "article:visible summary",
            new Page.LocatorOptions().setHasText(Pattern.compile("^\\d+ passed$")))
        .click();
    assertThat(page.locator("article:visible .checks:visible")).hasCount(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 390, 1030, 1100, 1280, 1440, 1920})
  void cutsNothingOffInItsCharts(int width) {
    Page page = open("index.html", width, ColorScheme.LIGHT);
    Object cutOff =
        page.locator("li:has(> a > .bar) > a, li:has(> a > .bar) > a > span")
            .evaluateAll(
                "all => all.filter(each => each.scrollWidth > each.clientWidth + 1"
                    + " && getComputedStyle(each).display !== 'inline').map(each => each.textContent)");
    assertThat((List<?>) cutOff).isEmpty();
    Object outside =
        page.locator("li:has(> a > .bar) > a > *, .bar-facts > span")
            .evaluateAll(
                "all => all.filter(each => each.getBoundingClientRect().right > each.closest('li').getBoundingClientRect().right + 1)"
                    + ".map(each => each.textContent)");
    assertThat((List<?>) outside).isEmpty();
    Object overlapping = page.locator("li:has(> a > .bar) > a").evaluateAll(OVERLAPPING_TEXTS);
    assertThat((List<?>) overlapping).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 1920})
  void theTableOfAllRowsFitsTheScreen(int width) {
    Page page = open("index.html", width, ColorScheme.LIGHT);
    Locator box = page.locator(".scroll:has(#rows)");
    assertThat((Integer) box.evaluate("each => each.scrollWidth"))
        .isLessThanOrEqualTo((Integer) box.evaluate("each => each.clientWidth"));
    assertThat(
            (Integer)
                page.locator("#rows tbody tr")
                    .evaluateAll("all => Math.max(...all.map(row => row.offsetHeight))"))
        .as("no row is much higher than three lines")
        .isLessThan(100);
  }

  @Test
  void opensARowFromTheListAndGoesBack() {
    Page page = open("index.html");
    page.locator(".sizes a[href='#go/multi-stage-alpine']").click();
    assertThat(page).hasURL(Pattern.compile(".*#go/multi-stage-alpine"));
    assertThat(page.locator("#lesson")).isHidden();
    assertThat(page.locator("article:visible h2"))
        .hasText(Pattern.compile("go/multi-stage-alpine.*"));
    page.goBack();
    assertThat(page.locator("#lesson")).isVisible();
    assertThat(page.locator(".sizes a:focus")).hasAttribute("href", "#go/multi-stage-alpine");
  }

  @Test
  void opensARowByItsAddress() {
    Page page = open("index.html#go/multi-stage-scratch");
    assertThat(page).hasTitle(Pattern.compile("go/multi-stage-scratch .*"));
    assertThat(page.locator("article:visible")).hasCount(1);
    assertThat(page.locator("article:visible h2"))
        .hasText(Pattern.compile("go/multi-stage-scratch.*"));
    assertThat(page.evaluate("scrollY")).isEqualTo(0);
  }

  @Test
  void saysThatThereIsNoSuchRow() {
    Page page = open("index.html#go/<b>nothing");
    assertThat(page.locator("#message"))
        .hasText("This report has no row go/<b>nothing. All rows are below.");
    assertThat(page.locator("#lesson")).isVisible();
    open("index.html#%E0%A4%A").locator("#lesson").click();
  }

  @Test
  void opensWhatIsInAFile() {
    Page page = open("index.html#go/multi-stage-scratch/inside/1");
    assertThat(page.locator("article:visible h2"))
        .hasText(Pattern.compile("go/multi-stage-scratch.*"));
    assertThat(page.locator("article:visible .inside").first()).isInViewport();
    page.navigate(FOLDER.toUri() + "index.html#go/multi-stage-scratch/by-hand");
    assertThat(page.locator("article:visible .commands")).isInViewport();
  }

  @Test
  void opensThePartOfTheOverviewThatALinkNames() {
    Page page = open("index.html#go/multi-stage-scratch");
    page.evaluate("location.hash = 'rows'");
    assertThat(page.locator("#rows")).isInViewport();
    assertThat(page.locator("#message")).isHidden();
  }

  @Test
  void worksByKeyboardAlone() {
    Page page = open("index.html");
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip:focus")).isInViewport();
    page.keyboard().press("Enter");
    assertThat(page.locator("main:focus")).hasCount(1);
    page.keyboard().press("Tab");
    assertThat(page.locator(".lessons a:focus")).hasCount(1);
    for (int i = 0; i < Lesson.of(recorded).size(); i++) {
      page.keyboard().press("Tab");
    }
    assertThat(page.locator(".sizes a:focus")).hasAttribute("href", "#go/single-stage");
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.locator("article:visible h2:focus")).hasCount(1);
    assertThat(page.locator("article:visible .treemap svg")).isVisible();
    page.keyboard().press("Tab");
    // From the title to what is below it: the row before, the Dockerfile, the select, the chart's
    // table.
    assertThat(page.locator("article:visible a:focus")).hasAttribute("href", "#go/single-stage");
    // The Dockerfile's lines and buttons lie between.
    for (int i = 0; i < 40 && page.locator("article:visible select:focus").count() == 0; i++) {
      page.keyboard().press("Tab");
    }
    assertThat(page.locator("article:visible select:focus")).hasCount(1);
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.locator("article:visible .waterfall table")).isVisible();
    page.navigate(FOLDER.toUri() + "index.html#go/multi-stage-scratch");
    // The page follows a link after the browser has.
    assertThat(page.locator("article[id='go/multi-stage-scratch'] h2:focus")).hasCount(1);
    for (int i = 0; i < 3; i++) {
      page.keyboard().press("Shift+Tab");
    }
    page.keyboard().press("Enter");
    assertThat(page.locator(".sizes a:focus")).hasAttribute("href", "#go/multi-stage-scratch");
  }

  @Test
  void sortsItsTable() {
    Page page = open("index.html");
    Locator size =
        page.locator("#rows th").filter(new Locator.FilterOptions().setHasText("Pull size"));
    size.locator("button").click();
    assertThat(size).hasAttribute("aria-sort", "ascending");
    List<String> byPullSize =
        weighed().stream()
            .sorted(
                Comparator.comparingLong(
                    row -> row.image().orElseThrow().gzipBytes().orElseThrow()))
            .map(row -> row.id().toString())
            .toList();
    assertThat(ids(page)).startsWith(byPullSize.toArray(String[]::new));
    size.locator("button").press("Enter");
    assertThat(size).hasAttribute("aria-sort", "descending");
    List<String> largestFirst = new ArrayList<>(byPullSize);
    Collections.reverse(largestFirst);
    assertThat(ids(page).get(0)).isEqualTo(largestFirst.get(0));
    assertThat(ids(page)).as("rows without an image come last").endsWith("java/multi-stage-native");
    page.locator("#rows button").first().click();
    assertThat(ids(page)).isSorted();
    assertThat(page.locator("[aria-sort]")).hasCount(1);
  }

  private static List<String> ids(Page page) {
    return page.locator("#rows tbody th").allInnerTexts().stream()
        .map(text -> text.replace(" *", ""))
        .toList();
  }

  /** Every byte of every difference has its cause, also between two rows that a reader chooses. */
  @Test
  void accountsForEveryByteOfADifference() {
    Page page = open("index.html");
    for (Row row : weighed()) {
      page.navigate(FOLDER.toUri() + "index.html#" + row.id());
      Locator chart = page.locator("article:visible .waterfall");
      if (row.improvesOn().isPresent()) {
        assertDifference(chart, image(row.improvesOn().get().toString()), row.image().get());
      } else {
        assertThat(chart.locator("select")).hasValue("");
        assertThat(sum(chart)).isEqualTo(row.image().get().fileBytes());
      }
    }
    page.navigate(FOLDER.toUri() + "index.html#java/multi-stage-jlink");
    Locator chart = page.locator("article:visible .waterfall");
    chart.locator("select").selectOption("go/single-stage");
    assertDifference(chart, image("go/single-stage"), image("java/multi-stage-jlink"));
    assertThat(chart.locator("h3"))
        .hasText("What takes more or less space than in go/single-stage");
    chart.locator("select").selectOption("");
    assertThat(chart.locator("h3")).hasText("What takes the space");
    assertThat(chart.locator(BARS)).hasCount(chart.locator(".bars li").count());
  }

  private static void assertDifference(Locator chart, Image before, Image after) {
    List<String> expected =
        Waterfall.between(before.explanation(), after.explanation()).steps().stream()
            .map(step -> step.cause().title() + " " + step.fileBytes())
            .toList();
    List<String> titles = chart.locator("tbody th").allTextContents();
    List<String> changes = chart.locator(CHANGES).allTextContents();
    assertThat(
            IntStream.range(0, titles.size())
                .mapToObj(i -> titles.get(i) + " " + number(changes.get(i))))
        .filteredOn(line -> !line.endsWith(" 0"))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(sum(chart)).isEqualTo(after.fileBytes() - before.fileBytes());
    assertThat(number(chart.locator("tfoot td.num").last().textContent())).isEqualTo(sum(chart));
  }

  private static final String CHANGES = "tbody td.num:nth-last-child(2)";

  private static long sum(Locator chart) {
    return chart.locator(CHANGES).allTextContents().stream().mapToLong(BrowserIT::number).sum();
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", "").replace("−", "-"));
  }

  @Test
  void addsUpWhatSeveralRowsTakeTogether() {
    Page page = open("index.html");
    page.locator("#rows input[value='go/multi-stage-scratch']").check();
    page.locator("#rows input[value='go/multi-stage-targets']").check();
    SetCost cost =
        SetCost.of(List.of(image("go/multi-stage-scratch"), image("go/multi-stage-targets")));
    long pulled = cost.gzipBytes().orElseThrow();
    long separate = cost.separateGzipBytes().orElseThrow();
    assertThat(separate).as("they share a layer").isGreaterThan(pulled);
    assertThat(page.locator("#set"))
        .hasText(
            Pattern.compile(
                "These 2 images together: a host pulls about %s and stores %s .* it would be %s and %s."
                    .formatted(
                        Units.bytes(pulled),
                        Units.bytes(cost.fileBytes()),
                        Units.bytes(separate),
                        Units.bytes(cost.separateFileBytes()))));
  }

  @Test
  void showsATreemapThatCanBeZoomed() {
    Page page = open("index.html#java/multi-stage-jlink");
    Locator tiles = page.locator("article:visible .treemap");
    assertThat(tiles.locator("text").allTextContents())
        .anyMatch(text -> text.startsWith("libjvm.so"))
        .anyMatch(text -> text.startsWith("usr "));
    assertThat(tiles.locator("text[opacity], text[fill-opacity]")).hasCount(0);
    tiles.scrollIntoViewIfNeeded();
    tiles.hover();
    assertThat(page.locator(".tip")).isVisible();
    Locator names = tiles.locator("text");
    List<String> before = names.allTextContents();
    names.filter(new Locator.FilterOptions().setHasText("libjvm.so")).click();
    assertThat(names.allTextContents()).as("a file is as large as it gets").isEqualTo(before);
    names.filter(new Locator.FilterOptions().setHasText("usr ")).click();
    assertThat(names.allTextContents()).as("a folder fills the chart").isNotEqualTo(before);
    page.locator("article:visible .folders summary").click();
    Locator rows = page.locator("article:visible .tree tbody tr");
    assertThat(rows.first())
        .hasText("all of it" + Units.bytes(image("java/multi-stage-jlink").fileBytes()));
    assertThat(rows.filter(new Locator.FilterOptions().setHasText("libjvm.so"))).hasCount(1);
  }

  /** Its own, or a number with an explanation. */
  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void everyBoxOfATreemapHasAName(int width) {
    Page page = open("index.html#java/multi-stage-jlink", width, ColorScheme.LIGHT);
    Locator tiles = page.locator("article:visible .treemap");
    List<String> numbers =
        tiles.locator("text").allTextContents().stream()
            .filter(text -> text.matches("\\d+"))
            .toList();
    assertThat(numbers).isNotEmpty().doesNotHaveDuplicates();
    String boxes = page.locator("article:visible .boxes").textContent();
    assertThat(numbers).allSatisfy(number -> assertThat(boxes).contains(" " + number + " /"));
    List<String> items = page.locator("article:visible .boxes .item").allTextContents();
    assertThat(items).allMatch(item -> item.matches("(\\d+)? /.*: [\\d.]+ [kM]?B"));
    assertThat(items.stream().map(item -> item.replaceFirst(" .*", "")).filter(n -> !n.isEmpty()))
        .as("each number of %s can be found in the chart", items)
        .containsExactlyInAnyOrderElementsOf(numbers);
  }

  /** A bar for what the chart of sizes shows; the table below has every figure. */
  @Test
  void showsHowLongRowsTakeToStart() {
    Page page = open("index.html");
    List<StartChart.Bar> bars = StartChart.of(new Comparison(recorded));
    assertThat(page.locator(".starts li")).hasCount(bars.size());
    assertThat(page.locator(".starts .bar-name").allTextContents())
        .containsAll(
            Lesson.of(recorded).stream().map(lesson -> lesson.variant().toString()).toList());
    List<?> widths =
        (List<?>)
            page.locator(".starts rect")
                .evaluateAll(
                    "bars => bars.map(bar => 100 * bar.getBoundingClientRect().width"
                        + " / bar.closest('svg').getBoundingClientRect().width)");
    for (int i = 0; i < bars.size(); i++) {
      assertThat(((Number) widths.get(i)).doubleValue())
          .as(bars.get(i).id())
          .isCloseTo(Double.parseDouble(bars.get(i).width().replace("%", "")), within(0.2));
    }

    page.locator(".trade summary").focus();
    page.keyboard().press("Enter");
    Locator rows = page.locator("#figures tbody tr");
    assertThat(rows).hasCount(weighed().size());
    Row row =
        weighed().stream().filter(each -> each.starts().isPresent()).findFirst().orElseThrow();
    Startup startup = row.starts().orElseThrow();
    assertThat(
            rows.filter(new Locator.FilterOptions().setHasText(row.id().toString()))
                .locator("td")
                .allTextContents())
        .contains(
            Units.exactBytes(row.image().orElseThrow().fileBytes()),
            Times.gross(startup),
            Times.net(startup).orElseThrow(),
            Math.round(Collections.min(startup.millis()))
                + " to "
                + Math.round(Collections.max(startup.millis())),
            String.valueOf(startup.millis().size()),
            Units.exactBytes(row.memory().orElseThrow().medianBytes()));

    page.locator(".starts a").first().click();
    assertThat(page.locator("article:visible")).hasCount(1);
  }

  @Test
  void showsWhatABenchmarkFoundOut() {
    Page recordedPage = open("index.html");
    assertThat(recordedPage.locator(".benchmark .curves svg")).hasCount(1);
    Locator lines = recordedPage.locator(".curves path[stroke^='var(--line-']");
    assertThat(lines).hasCount(4);
    assertThat(recordedPage.locator(".curves path[stroke^='var(--line-'][stroke-dasharray]"))
        .hasCount(0);
    assertThat(recordedPage.locator(".of-chart")).containsText("There is room for 4 of the ");
    assertThat(open("unbenchmarked.html").locator(".benchmark")).hasCount(0);
    Page page = open("mixed.html");
    assertThat(page.locator(".curves svg path[stroke^='var(--line-']")).not().hasCount(0);
    assertThat(page.locator(".benchmark"))
        .containsText("Don't choose a base image by the throughput");
    assertThat(page.locator(".benchmark table").first()).isHidden();
    page.getByText("Answers per second in the first ten seconds").click();
    assertThat(page.locator(".benchmark table").last().locator("tbody td").last()).hasText("8,821");
  }

  @Test
  void showsWhyRowsFailedAndWereSkipped() {
    Page page = open("mixed.html");
    assertThat(page.locator(".sizes li.failed")).containsText("the build failed: The command");
    assertThat(page.locator(".sizes li.skipped")).containsText("no registry answers");
    assertThat(page.locator(".lessons li")).hasCount(2);
    page.locator(".sizes li.failed a").click();
    assertThat(page.locator("article:visible pre"))
        .containsText(
            "Module java.desktop not found, required by `multistage.webserver` & <others>");
    assertThat(open("empty.html").locator("#lesson")).containsText("No row of this report");
  }

  @Test
  void takesNothingForMarkup() {
    Page page = open("hostile.html");
    page.locator(".sizes a").first().click();
    page.locator("article:visible summary").all().forEach(Locator::click);
    page.locator("article:visible .treemap").hover();
    assertThat(page.locator("body")).containsText(HOSTILE);
    assertThat(page.locator("img, b, iframe")).hasCount(0);
    assertThat(page.evaluate("window.hacked")).isNull();
  }

  private static final String HOSTILE =
      "</script></noscript><img src=x onerror=\"window.hacked=1\"><!--<script><b>'&lt;${1}";

  private static Report hostile() {
    Row row =
        ExampleReports.passed(
            "go/single-stage",
            ExampleReports.own(HOSTILE, HOSTILE, 8_431_002, 8_500_000, 4_000_000));
    return ExampleReports.of(row, ExampleReports.failed("go/x", HOSTILE, HOSTILE + "\u0007\u202e"));
  }

  private enum View {
    OVERVIEW("index.html"),
    SINGLE_STAGE("index.html#go/single-stage"),
    SCRATCH("index.html#go/multi-stage-scratch"),
    JLINK("index.html#java/multi-stage-jlink"),
    SKIPPED("index.html#java/multi-stage-native"),
    MIXED("mixed.html"),
    FAILED("mixed.html#java/multi-stage-jlink");

    private final String address;

    View(String address) {
      this.address = address;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OVERVIEW", "JLINK", "MIXED", "FAILED"})
  void followsTheRulesOfAccessibility(View view) {
    Page page = open(view.address);
    page.locator("details:visible").evaluateAll("all => all.forEach(each => (each.open = true))");
    assertThat(Accessibility.violations(new AxeBuilder(page))).isEmpty();
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    assertThat(Accessibility.violations(new AxeBuilder(page).withRules(List.of("color-contrast"))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"360, light", "360, dark", "1280, light", "1280, dark", "1920, light", "1920, dark"})
  void fitsEveryScreen(int width, String scheme) {
    Page page = open("index.html", width, ColorScheme.valueOf(scheme.toUpperCase(Locale.ROOT)));
    for (View view : View.values()) {
      page.navigate(FOLDER.toUri() + view.address);
      assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
          .as(() -> view + " is no wider than the screen: " + page.evaluate(TOO_WIDE))
          .isLessThanOrEqualTo(width);
      picture(page, view + "-" + width + "-" + scheme);
    }
  }

  @Test
  void showsTheLessonAndTheLadderOnTheFirstScreen() {
    for (int[] size : new int[][] {{1280, 800}, {1920, 1080}}) {
      Page page = open("index.html");
      page.setViewportSize(size[0], size[1]);
      assertThat(page.locator("#lesson")).isInViewport();
      // The first server's ladder: there may be many servers.
      for (Locator row : page.locator(".sizes").first().locator("li").all()) {
        assertThat(row).isInViewport();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"index.html", "index.html#go/multi-stage-alpine"})
  void canBePrinted(String address) {
    Page page = open(address, 1280, ColorScheme.DARK);
    byte[] pdf =
        page.pdf(
            new Page.PdfOptions()
                .setFormat("A4")
                .setPreferCSSPageSize(true)
                .setMargin(new Margin())
                .setPath(FOLDER.resolve(address.replaceAll("[^a-z]+", "-") + ".pdf")));
    assertThat(pdf.length).isGreaterThan(10_000);
  }

  @Test
  void showsAllRowsWithoutJavaScript() {
    Page page = open("index.html", new Browser.NewContextOptions().setJavaScriptEnabled(false));
    assertThat(page.locator("article:visible")).hasCount(recorded.variants().size());
    assertThat(page.locator(".sizes svg.bar").first()).isVisible();
  }

  private static void picture(Page page, String name) {
    byte[] png =
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(FOLDER.resolve(name.toLowerCase(Locale.ROOT) + ".png")));
    assertThat(Arrays.copyOf(png, 4)).isEqualTo(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
  }
}
