package multistage.report.render;

import static multistage.report.render.ExampleReports.failed;
import static multistage.report.render.ExampleReports.own;
import static multistage.report.render.ExampleReports.passed;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.RowBuilder;
import multistage.report.model.Startup;
import org.junit.jupiter.api.Test;

class LessonTest {
  private static final Row SINGLE = row("go/single-stage", 800_000_000);
  private static final Row SMALL = row("go/small", 8_000_000);
  private static final Row TINY = row("go/tiny", 1_000_000);

  @Test
  void isAboutTheSmallestImage() {
    assertThat(sentence(SINGLE, SMALL, row("go/middle", 20_000_000)))
        .isEqualTo("The smallest image that can be defended is 1/100 of the single stage's.");
  }

  @Test
  void namesServersWhereThereAreSeveral() {
    assertThat(
            sentence(
                SINGLE, SMALL, row("java/single-stage", 400_000_000), row("java/x", 100_000_000)))
        .isEqualTo(
            "The smallest image that can be defended is 1/100 of the single stage's for Go, and 1/4 for Java.");
  }

  @Test
  void leavesOutWhatIsNotForProductionFailedOrWasNotStarted() {
    Row exhibit = with(TINY, false, Outcome.PASSED, TINY.startup(), Optional.empty());
    Row failed = with(TINY, true, Outcome.FAILED, TINY.startup(), Optional.empty());
    Row foreign = with(TINY, true, Outcome.PASSED, Optional.empty(), Optional.of("linux/arm64"));
    for (Row row : List.of(exhibit, failed, foreign)) {
      assertThat(sentence(SINGLE, SMALL, row)).contains("1/100 ");
    }
    assertThat(sentence(SINGLE, SMALL, TINY)).contains("1/800 ");
  }

  @Test
  void saysThatThereIsNone() {
    String none = "No row of this report can be compared with its server's single stage.";
    assertThat(sentence()).isEqualTo(none);
    assertThat(sentence(SINGLE)).isEqualTo(none);
    assertThat(sentence(SMALL)).isEqualTo(none);
    assertThat(sentence(failed("go/single-stage", "x", "y"), SMALL)).isEqualTo(none);
    assertThat(sentence(SINGLE, row("go/larger", 900_000_000))).isEqualTo(none);
  }

  private static String sentence(Row... rows) {
    Report report = ExampleReports.of(rows);
    return Lesson.sentence(Lesson.of(report));
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
