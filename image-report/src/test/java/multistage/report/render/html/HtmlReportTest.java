package multistage.report.render.html;

import static multistage.report.render.ExampleReports.failed;
import static multistage.report.render.ExampleReports.own;
import static multistage.report.render.ExampleReports.passed;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import multistage.image.Layer;
import multistage.report.Repository;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.CheckName;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.render.AnnotatedRows;
import multistage.report.render.ExampleReports;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.api.util.DefaultTimeZone;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What needs no browser; {@code BrowserIT} has the rest. */
class HtmlReportTest {
  private static final String HOSTILE =
      "</script><!--<script><img src=x onerror=alert(1)>\u2028'\"&amp;${1}\u0007\u202e\ud83d";

  @Test
  @DefaultLocale("ar-EG-u-nu-arab")
  @DefaultTimeZone("Pacific/Kiritimati")
  void isTheSameFromTheSameReportWhereverItIsMade() {
    String here = HtmlReport.of(ExampleReports.mixed());
    Locale.setDefault(Locale.GERMANY);
    assertThat(HtmlReport.of(ReportJson.read(ReportJson.write(ExampleReports.mixed()))))
        .isEqualTo(here)
        .contains("995 MB", "995,019,");
  }

  @Test
  void hasARowForEachOfTheReport() {
    Report report = ExampleReports.mixed();
    String html = HtmlReport.of(report);
    for (Row row : report.variants()) {
      assertThat(html)
          .contains("<article class=\"variant\" id=\"" + row.id() + "\"")
          .contains("<a href=\"#" + row.id() + "\">");
    }
    assertThat(html).contains("The figures come from stand-ins");
    assertThat(HtmlReport.of(ExampleReports.official())).doesNotContain("stand-in");
  }

  /** No step improves on another server, so no arrow leads to one. */
  @Test
  void staysWithAServerFromRowToRow() throws IOException {
    String html =
        HtmlReport.of(
            ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json"))));
    List<String> steps =
        Pattern.compile("aria-label=\"From ([^/]+)/[^\"]*\".*?</nav>", Pattern.DOTALL)
            .matcher(html)
            .results()
            .flatMap(
                nav ->
                    Pattern.compile("href=\"#([^/\"]+)/[^\"]*\" rel=")
                        .matcher(nav.group())
                        .results()
                        .map(link -> nav.group(1) + " to " + link.group(1)))
            .distinct()
            .toList();
    assertThat(steps)
        .containsExactlyInAnyOrder("go to go", "chi to chi", "java to java", "spring to spring");
  }

  @Test
  void saysWhatDiffersBetweenTwoBuilds() {
    assertThat(HtmlReport.of(ExampleReports.mixed()))
        .contains("Reproducible? <small>yes</small>", "Reproducible? <small>no</small>")
        .contains(
            "Built twice without cache on 2026-05-01: the same layers, byte for byte.",
            "Built twice without cache on 2026-04-30: layers 2, 4 of 4 differ.")
        .contains("layers 2, 4 of 4 differ. Why: time stamps (1,243 entries, 81.2 MB); times in")
        .contains("<code>/root/.cache/&lt;index&gt;</code> <span>135 B in layer 4, times in the");
    assertThat(HtmlReport.of(ExampleReports.of(passed("go/x"))))
        .doesNotContain("Reproducible? <small>");
  }

  @Test
  void saysWhetherAnImageForAnotherPlatformWasStarted() {
    CheckId contract = CheckId.of(CheckName.CONTRACT, "it starts");
    assertThat(HtmlReport.of(ExampleReports.of(foreign())))
        .contains("for linux/arm64, not started here");
    assertThat(
            HtmlReport.of(
                ExampleReports.of(foreign(new Check(contract, false, true, "none", true)))))
        .contains("for linux/arm64, not started here");
    assertThat(HtmlReport.of(ExampleReports.of(foreign(new Check(contract, true, true, "seen")))))
        .contains("for linux/arm64, tried in an emulator");
  }

  private static Row foreign(Check... checks) {
    return passed("go/x")
        .with()
        .platform(Optional.of("linux/arm64"))
        .checks(List.of(checks))
        .build();
  }

  @Test
  void takesNothingForMarkup() {
    Layer layer = own(HOSTILE, HOSTILE, 8_431_002, 8_500_000, 4_000_000);
    String plain = HtmlReport.of(report("harmless", own("harmless", "harmless", 8_431_002, 1, 1)));
    String html = HtmlReport.of(report(HOSTILE, layer));
    assertThat(count("<script", html)).isEqualTo(count("<script", plain));
    assertThat(count("</script", html)).isEqualTo(count("</script", plain));
    assertThat(withoutScripts(html))
        .contains("&lt;/script>&lt;!--&lt;script>&lt;img src=x")
        .doesNotContain("<img", "\u0007", "\u202e", "\ud83d");
  }

  private static Report report(String text, Layer layer) {
    return ExampleReports.of(passed("go/single-stage", layer), failed("go/x", text, text));
  }

  private static String withoutScripts(String html) {
    return Pattern.compile("<script.*?</script>", Pattern.DOTALL).matcher(html).replaceAll("");
  }

  private static long count(String part, String text) {
    return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
  }

  @Test
  void staysSmallWithAHundredAnnotatedRows() throws IOException {
    Report report = AnnotatedRows.of(100);
    assertThat(report.variants()).hasSize(100).allMatch(row -> row.annotation().isPresent());
    assertThat(HtmlReport.of(report).getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(5_000_000);
  }

  @Test
  void saysWhatIsInsideTheLargestFiles() {
    assertThat(HtmlReport.of(ExampleReports.mixed()))
        .contains(
            "<summary><code>/webserver</code> 8.43 MB</summary>",
            "<li class=\"module\" style=\"--part:70.0%\">standard library<i>5.9 MB</i></li>",
            "<li class=\"of\" style=\"--part:50.0%\">net/http<i>4.22 MB</i></li>",
            "<code>/webserver.aot</code> 843 kB: the tool can’t read what is in it.");
  }

  @Test
  void leadsFromALineToWhatIsInItsFileAndSaysHowToGetItByHand() throws IOException {
    Report recorded =
        ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
    assertThat(HtmlReport.of(recorded))
        .contains(
            "<a href=\"#go/multi-stage-scratch/inside/1\">what is in it</a>",
            "<details class=\"data\" id=\"go/multi-stage-scratch/inside/1\" open>",
            """
            docker create --name look multistage/go:multi-stage-scratch   # needs no shell, starts nothing
            docker export look | tar --list --verbose
            docker save multistage/go:multi-stage-scratch | tar -x   # manifest.json names the layers: tar -tvf LAYER
            docker cp look:/webserver .
            docker rm look
            readelf --sections --wide webserver
            go tool nm -size webserver   # needs a build without -ldflags=-s</pre>""",
            "docker create --name look --platform linux/arm64 multistage/go:multi-stage-cross ",
            "jimage list --verbose modules\n");
  }

  /** What the reader of a first screen has to know. */
  @Test
  void saysWhatTheServersDoAndWhatToUseARowFor() {
    String html = HtmlReport.of(ExampleReports.mixed());
    assertThat(html)
        .contains("answers <code>GET /</code> with “Hello, World!”. Open a row by its name ")
        .doesNotContain(">use for ", "<dt>1 packages");
    assertThat(
            HtmlReport.of(
                ExampleReports.of(passed("go/x").withUseFor(Optional.of("Go in general")))))
        .as("in the chart, and in the row")
        .containsPattern("(?s)(>use for Go in general</span>.*){2}");
  }

  /** Behind names an asterisk that nothing explains would be a riddle. */
  @Test
  void explainsTheAsteriskWhereThereIsOne() throws IOException {
    String mark = "<span class=\"mark\" title=\"built from a stand-in\"> *</span>";
    String explained = "(rows marked <span class=\"mark\">*</span>)";
    assertThat(HtmlReport.of(ExampleReports.mixed())).contains(mark, explained);
    Report recorded = AnnotatedRows.of(5);
    assertThat(HtmlReport.of(recorded)).contains("stand-ins").doesNotContain(mark, explained);
  }

  /** The rest is text in the page, and would be there twice. */
  @Test
  void holdsWhatItsChartsAreDrawnFrom() throws IOException {
    Report report =
        ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
    Matcher data =
        Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(HtmlReport.of(report));
    assertThat(data.find()).isTrue();
    assertThat(data.group(1)).doesNotContain("<");
    JsonNode rows = new JsonMapper().readTree(data.group(1)).get("rows");
    assertThat(rows.size()).isEqualTo(report.variants().size());
    for (int i = 0; i < rows.size(); i++) {
      Row row = report.variants().get(i);
      JsonNode image = rows.get(i).get("image");
      assertThat(rows.get(i).get("id").asString()).isEqualTo(row.id().toString());
      assertThat(image.isNull()).isEqualTo(row.image().isEmpty());
      if (row.image().isPresent()) {
        long bytes = row.image().get().fileBytes();
        assertThat(sum(image.get("causes"))).isEqualTo(bytes);
        assertThat(sum(image.get("layers"))).isEqualTo(bytes);
        assertThat(image.get("tree").get("fileBytes").asLong()).isEqualTo(bytes);
      }
    }
  }

  private static long sum(JsonNode parts) {
    return parts.valueStream().mapToLong(part -> part.get("fileBytes").asLong()).sum();
  }

  /** The policy allows these scripts and no other, and loads nothing. */
  @Test
  void runsItsOwnScriptsAlone() throws Exception {
    String html = HtmlReport.of(ExampleReports.mixed());
    Matcher policy =
        Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
            .matcher(html);
    assertThat(policy.find()).isTrue();
    String allowed = policy.group(1).replace("&#39;", "'");
    assertThat(allowed).startsWith("default-src 'none'; img-src data:;");
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    Matcher scripts = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(html);
    assertThat(
            scripts
                .results()
                .map(script -> sha256.digest(script.group(1).getBytes(StandardCharsets.UTF_8)))
                .map(hash -> "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"))
        .hasSize(2)
        .allMatch(allowed::contains);
    assertThat(Stream.of(allowed.split(" ")).filter(word -> word.startsWith("'sha256-")))
        .hasSize(2);
    assertThat(withoutScripts(html)).doesNotContain(" onclick", "javascript:", " src=", "http:");
  }

  @Test
  void keepsTheLicencesNotices() {
    assertThat(HtmlReport.of(ExampleReports.of()))
        .contains("Licensed to the Apache Software Foundation (ASF) under one")
        .contains("Copyright 2017-2025 The Apache Software Foundation")
        .contains("Copyright 2010-2016 Mike Bostock");
  }
}
