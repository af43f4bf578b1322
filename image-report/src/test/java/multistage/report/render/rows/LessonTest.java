package multistage.report.render.rows;

import static multistage.report.render.ExampleReports.base;
import static multistage.report.render.ExampleReports.failed;
import static multistage.report.render.ExampleReports.own;
import static multistage.report.render.ExampleReports.passed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import multistage.image.Layer;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.RowBuilder;
import multistage.report.model.Startup;
import multistage.report.model.Topic;
import multistage.report.render.ExampleReports;
import org.junit.jupiter.api.Test;

class LessonTest {
  private static final Row SINGLE = row("go/single-stage", 800_000_000);
  private static final Row SMALL = row("go/small", 8_000_000);
  private static final Row TINY = row("go/tiny", 1_000_000);

  @Test
  void isAboutTheSmallestImage() {
    assertThat(headline(SINGLE, SMALL, row("go/middle", 20_000_000)))
        .isEqualTo("Same answer, 100x smaller");
  }

  @Test
  void isTheBestOfSeveralServers() {
    Row[] rows = {SINGLE, SMALL, row("java/single-stage", 400_000_000), row("java/x", 1_000_000)};
    assertThat(headline(rows)).isEqualTo("Same answer, 400x smaller");
    assertThat(Lesson.of(ExampleReports.of(rows)))
        .extracting(lesson -> lesson.server() + ": " + lesson.factor())
        .containsExactly("java: 400x smaller", "go: 100x smaller");
  }

  @Test
  void leavesOutWhatIsNotForProductionFailedOrWasNotStarted() {
    Row exhibit = with(TINY, false, Outcome.PASSED, TINY.startup(), Optional.empty());
    Row failed = with(TINY, true, Outcome.FAILED, TINY.startup(), Optional.empty());
    Row foreign = with(TINY, true, Outcome.PASSED, Optional.empty(), Optional.of("linux/arm64"));
    for (Row row : List.of(exhibit, failed, foreign)) {
      assertThat(headline(SINGLE, SMALL, row)).contains(" 100x ");
    }
    assertThat(headline(SINGLE, SMALL, TINY)).contains(" 800x ");
  }

  /** A row that needs a Git token isn't the best one for a thousand bytes. */
  @Test
  void takesTheOneToBeUsedOfEquallySmallImages() {
    Row slightlyLarger = row("go/z", 8_079_000);
    assertThat(chosen(SINGLE, SMALL, slightlyLarger)).isEqualTo("go/small");
    assertThat(chosen(SINGLE, SMALL, slightlyLarger.withUseFor(Optional.of("Go"))))
        .isEqualTo("go/z");
    assertThat(chosen(SINGLE, SMALL.withTopic(Topic.SECRETS), slightlyLarger)).isEqualTo("go/z");
    assertThat(chosen(SINGLE, SMALL, row("go/z", 8_081_000).withUseFor(Optional.of("Go"))))
        .isEqualTo("go/small");
  }

  private static String chosen(Row... rows) {
    Report report = ExampleReports.of(rows);
    Lesson lesson = Lesson.of(report).get(0);
    assertThat(report.variants())
        .as("it alone is called the smallest")
        .filteredOn(new Comparison(report)::isSmallest)
        .extracting(Row::id)
        .containsExactly(lesson.variant());
    return lesson.variant().toString();
  }

  /** The example's base images are of no known kind, which counts as the operating system. */
  @Test
  void saysWhatWentAndWhatStayed() {
    Row heavy = passed("go/single-stage", base("debian", null, 90_000_000, 1, 1), layer(8_000_000));
    assertThat(whatWent(heavy, passed("go/small", layer(8_000_000))))
        .contains(
            "The smallest image leaves out the operating system. It keeps your program and the debug information.");
    assertThat(
            whatWent(
                heavy, passed("go/small", base("b", null, 20_000_000, 1, 1), layer(8_000_000))))
        .contains(
            "The smallest image leaves out most of the operating system. It keeps your program, the debug"
                + " information, and parts of the operating system.");
    assertThat(
            whatWent(
                heavy,
                passed("go/small", layer(8_000_000)),
                passed("java/single-stage", base("debian", null, 90_000_000, 1, 1), layer(1)),
                passed("java/small", base("b", null, 20_000_000, 1, 1))))
        .as("not all keep the same")
        .contains(
            "The smallest images leave out most of the operating system. Some keep your program, the"
                + " debug information, and parts of the operating system.");
    assertThat(whatWent()).isEmpty();
    assertThat(whatWent(SINGLE, SMALL)).isEmpty();
  }

  private static Optional<String> whatWent(Row... rows) {
    return Lesson.whatWent(Lesson.of(ExampleReports.of(rows)));
  }

  private static Layer layer(long bytes) {
    return own("program", null, bytes, bytes, bytes);
  }

  @Test
  void saysThatThereIsNone() {
    String none = "No row of this report can be compared with its server's single stage.";
    assertThat(headline()).isEqualTo(none);
    assertThat(headline(SINGLE)).isEqualTo(none);
    assertThat(headline(SMALL)).isEqualTo(none);
    assertThat(headline(failed("go/single-stage", "x", "y"), SMALL)).isEqualTo(none);
    assertThat(headline(SINGLE, row("go/larger", 900_000_000))).isEqualTo(none);
  }

  private static String headline(Row... rows) {
    return Lesson.headline(Lesson.of(ExampleReports.of(rows)));
  }

  private static Row row(String id, long bytes) {
    return passed(id, own(id, null, bytes, bytes, bytes));
  }

  private static Row with(
      Row row,
      boolean forProduction,
      Outcome outcome,
      Optional<Startup> startup,
      Optional<String> platform) {
    return RowBuilder.of(row)
        .forProduction(forProduction)
        .platform(platform)
        .status(outcome)
        .failure(outcome == Outcome.PASSED ? Optional.empty() : Optional.of("reason"))
        .startup(startup)
        .build();
  }
}
