package multistage.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import multistage.report.Repository;
import multistage.report.model.Report;
import multistage.report.render.data.BenchmarkActionJson;
import multistage.report.render.data.CsvReport;
import multistage.report.render.data.ReportJson;
import multistage.report.render.markdown.MarkdownReport;
import multistage.report.render.markdown.SummaryReport;
import multistage.report.render.terminal.TerminalTable;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.api.util.DefaultTimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A report in each format, against the files in {@code src/test/resources}. They are made anew by
 *
 * <pre>mvn -pl image-report -am test -Dtest='*Golden*' -Dgolden.update=true</pre>
 *
 * <p>which fails where a file changed, so that nobody takes it for a check; {@code git diff} shows
 * what to look at.
 */
class GoldenFilesTest {
  private static final Path FOLDER =
      Repository.ROOT.resolve("image-report/src/test/resources/multistage/report/render");

  enum Golden {
    MIXED_JSON("mixed/report.json", ExampleReports::mixed, ReportJson::write),
    MIXED_MARKDOWN("mixed/report.md", ExampleReports::mixed, MarkdownReport::of),
    MIXED_SUMMARY(
        "mixed/summary.md",
        ExampleReports::mixed,
        report -> SummaryReport.of(report, Optional.empty())),
    MIXED_CSV("mixed/report.csv", ExampleReports::mixed, CsvReport::of),
    MIXED_BENCHMARK_ACTION(
        "mixed/benchmark-action.json", ExampleReports::mixed, BenchmarkActionJson::of),
    MIXED_TERMINAL("mixed/terminal.txt", ExampleReports::mixed, GoldenFilesTest::terminal),
    OFFICIAL_MARKDOWN("official/report.md", ExampleReports::official, MarkdownReport::of),
    OFFICIAL_TERMINAL("official/terminal.txt", ExampleReports::official, GoldenFilesTest::terminal);

    private final Path file;
    private final Supplier<Report> report;
    private final Function<Report, String> format;

    Golden(String file, Supplier<Report> report, Function<Report, String> format) {
      this.file = FOLDER.resolve(file);
      this.report = report;
      this.format = format;
    }

    String rendered() {
      return format.apply(report.get());
    }
  }

  @ParameterizedTest
  @EnumSource
  void isWhatItWas(Golden golden) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      update(golden);
    }
    check(golden);
  }

  @ParameterizedTest
  @EnumSource
  @DefaultLocale("ar-EG-u-nu-arab")
  @DefaultTimeZone("Pacific/Kiritimati")
  void isTheSameEverywhere(Golden golden) throws IOException {
    check(golden);
  }

  private static void check(Golden golden) throws IOException {
    assertThat(golden.rendered())
        .as(
            "if this is meant: mvn -pl image-report -am test -Dtest='*Golden*' -Dgolden.update=true")
        .isEqualTo(Files.readString(golden.file));
  }

  private static void update(Golden golden) throws IOException {
    if (!Files.exists(golden.file) || !Files.readString(golden.file).equals(golden.rendered())) {
      Files.createDirectories(golden.file.getParent());
      Files.writeString(golden.file, golden.rendered());
      fail("%s was rewritten: look at git diff, then run without -Dgolden.update", golden.file);
    }
  }

  private static String terminal(Report report) {
    return TerminalTable.of(report, "image-report/target/report/report.md", false);
  }
}
