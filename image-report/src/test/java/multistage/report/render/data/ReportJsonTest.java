package multistage.report.render.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import multistage.report.Repository;
import multistage.report.diagnostic.UserError;
import multistage.report.model.Report;
import multistage.report.render.ExampleReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportJsonTest {
  private static final String MIXED = ReportJson.write(ExampleReports.mixed());

  @Test
  void readsWhatItWrote() {
    Report read = ReportJson.read(MIXED);
    assertThat(read).isEqualTo(ExampleReports.mixed());
    assertThat(ReportJson.write(read)).isEqualTo(MIXED);
  }

  /** What was recorded is read, and nothing of it gets lost or another form. */
  @ParameterizedTest
  @ValueSource(strings = {"report.json", "compressed-modules.json", "jdk-versions.json"})
  void writesARecordedReportAsItIs(String file) throws IOException {
    String recorded = Files.readString(Repository.ROOT.resolve("docs/data").resolve(file));
    String written = ReportJson.write(ReportJson.read(recorded));
    assertThat(withoutDefaults(written)).isEqualTo(withoutDefaults(recorded));
  }

  /** As of before these members were added: older reports don't have them. */
  private static String withoutDefaults(String json) {
    return json.replaceAll(
            "(?m)^ *\"(useFor|topic|noise|annotation|difference)\": (\"size\"|null),\n", "")
        .replaceAll(",\n *\"(engineMillis|gross|net)\": (null|\\[ *\\])", "")
        .replaceAll(",\n *\"(notMade|inside|lines)\": (false|null|\\[ *\\])", "");
  }

  @Test
  void endsEveryLineWithALineFeed() {
    assertThat(MIXED).endsWith("}\n").doesNotContain("\r");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u0000\u001b[31m\r\n\t\"\\", "half a \ud83d", "\udc33 face", "😳 whole", ""})
  void keepsAnyText(String reason) {
    Report report = ExampleReports.of(ExampleReports.failed("go/odd", reason, reason));
    byte[] utf8 = ReportJson.write(report).getBytes(StandardCharsets.UTF_8);
    assertThat(ReportJson.read(new String(utf8, StandardCharsets.UTF_8))).isEqualTo(report);
  }

  @Test
  void keepsAnnotatedSources() {
    Report report = ExampleReports.annotated();
    assertThat(ReportJson.read(ReportJson.write(report))).isEqualTo(report);
  }

  /** What later versions added, and so has a default, reports of earlier ones don't have. */
  @Test
  void readsAReportThatLacksWhatNeedNotExist() {
    Report report = ExampleReports.of(ExampleReports.failed("go/x", "Title", "reason"));
    String json = ReportJson.write(report);
    String older =
        json.replaceAll(
            "(?m)^ *\"(engineShare|noise|memory|measuredAt|startup|useFor|topic|annotation|difference)\": (null|\"size\"),\\R",
            "");
    assertThat(older.lines().count()).isEqualTo(json.lines().count() - 9);
    assertThat(ReportJson.read(older)).isEqualTo(report);
  }

  /** A report of that time says that a row is recommended, but not for what. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsAReportThatOnlySaysWhetherARowIsRecommended(boolean recommended) {
    Report report = ExampleReports.of(ExampleReports.failed("go/x", "Title", "reason"));
    String older =
        ReportJson.write(report).replace("\"useFor\": null", "\"recommended\": " + recommended);
    assertThat(older).contains("\"recommended\": " + recommended + ",");
    assertThat(ReportJson.read(older)).isEqualTo(report);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "[]", "null", "1", "{}", "{\"schema\": 1}"})
  void refusesWhatIsNoReport(String json) {
    assertThatThrownBy(() -> ReportJson.read(json))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "report.json is no size report: it has no schemaVersion; make a new one with mvn verify");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "0", "\"1\"", "1.0", "null", "99999999999999999999"})
  void refusesAnotherVersion(String version) {
    assertThatThrownBy(
            () ->
                ReportJson.read(
                    MIXED.replace("\"schemaVersion\": 1", "\"schemaVersion\": " + version)))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "report.json has schemaVersion "
                + version
                + ", this program reads 1: read it with the program that wrote it, or make a new one"
                + " with mvn verify");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiterString = " => ",
      textBlock =
          """
          "os": "linux",        => "os": "linux"                 => Unexpected character (line 10, column 5)
          "os": "linux",        => "os": "linux", "os": "linux", => Duplicate Object property "os" (line 9, column 24)
          "phases": [           => "phases": [[                  => Unexpected close marker '}': expected ']' (line, column)
          "schemaVersion": 1,   => "schemaVersion": 1, }         => Unexpected character (line 2, column 23)
          "os": "linux",        => ~~                            => engine.os (line 11, column 3)~
          "os": "linux",        => "os": null,                   => engine.os (line 11, column 3)~
          "os": "linux",        => "os": "linux", "x": 1,        => engine.x~
          "status": "failed"    => "status": "lost"              => variants[3].status (line, column)~
          "millis": 24061       => "millis": 2.5                 => phases[1].millis (line, column)~
          "millis": 24061       => "millis": "24"                => phases[1].millis (line, column)~
          "improvesOn": null,   => "improvesOn": 1,              => variants[2].improvesOn (line, column)~
          "phases": [           => "phases": [null,              => phases[0] (line, column)~
          "status": "failed"    => "status": "passed"            => java/multi-stage-jlink can't have passed without image
          "id": "go/single-stage" => "id": "go"                  => a variant is called SERVER/NAME in lower-case letters, digits and hyphens, not: go (line, column)
          """)
  void saysWhatIsWrongAndWhere(String good, String bad, String problem) {
    assertThat(MIXED).contains(good);
    assertThatThrownBy(() -> ReportJson.read(MIXED.replace(good, bad), "docs/old.json"))
        .isInstanceOf(UserError.class)
        .extracting(e -> e.getMessage().replaceAll("line \\d{3,}, column \\d+", "line, column"))
        .isEqualTo(
            "docs/old.json is no size report: "
                + problem.replace("~", " is missing or not what report.schema.json says")
                + "; make a new one with mvn verify");
  }

  @Test
  void saysThatTheEndIsMissing() {
    String firstLines = MIXED.substring(0, MIXED.indexOf('\n', MIXED.length() / 2));
    assertThatThrownBy(() -> ReportJson.read(firstLines))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("report.json is no size report: Unexpected end")
        .hasMessageContaining("(line ")
        .hasMessageEndingWith("; make a new one with mvn verify");
  }
}
