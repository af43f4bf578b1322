package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import multistage.image.Image;
import multistage.report.Repository;
import multistage.report.model.Estimate;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.VariantId;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * docs/goals.md accounts for every goal of a row that the recorded run missed, and for no other.
 */
@Tag("docs")
class GoalsTest {
  private static MarkdownDocument page;
  private static Report recorded;
  private static Report tried;
  private static List<Goals.Goal> goals;

  @BeforeAll
  static void read() throws IOException {
    page = MarkdownDocument.read(Repository.ROOT.resolve("docs/goals.md"));
    recorded = ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
    tried = TriedGoals.sizes();
    goals = new Goals(recorded, "../").all();
  }

  @Test
  void whatIsMissedHasItsAccount() {
    Set<String> missed =
        goals.stream()
            .filter(goal -> !goal.reached())
            .map(Goals.Goal::account)
            .collect(Collectors.toSet());
    assertThat(page.anchors()).as("headings of docs/goals.md").containsAll(missed);
    assertThat(goals.stream().map(Goals.Goal::account).filter(page.anchors()::contains))
        .as("accounts in docs/goals.md of goals that were reached")
        .allMatch(missed::contains);
  }

  @Test
  void noSizeIsTypedByHand() {
    assertThat(Checks.typedFigures(page)).isEmpty();
  }

  @Test
  void whatWasTriedBeginsWithWhatIsRecorded() {
    assertThat(image(tried, "java/smallest").fileBytes())
        .isEqualTo(image(recorded, "java/multi-stage-jlink-scratch").fileBytes());
    assertThat(image(tried, "go/stripped").fileBytes())
        .isEqualTo(image(recorded, "go/multi-stage-stripped").fileBytes());
  }

  @Test
  void whatThePageSaysOfJavaHolds() {
    long most = 42_000_000;
    long mostToPull = 20_000_000;
    Image eclipse = image(tried, "java/smallest-eclipse");
    assertThat(eclipse.fileBytes() - most).as("close to the goal").isBetween(-500_000L, 500_000L);
    assertThat(image(tried, "java/smallest-fewer").fileBytes()).isGreaterThan(most);
    assertThat(image(tried, "java/smallest-eclipse-fewer").fileBytes()).isLessThanOrEqualTo(most);
    for (String id : List.of("java/smallest-plain", "java/smallest-eclipse-plain")) {
      assertThat(image(tried, id).gzipBytes().orElseThrow()).as(id).isLessThanOrEqualTo(mostToPull);
      assertThat(image(tried, id).fileBytes()).as(id).isGreaterThan(most * 5 / 4);
    }
    assertThat(
            tried.variants().stream()
                .filter(row -> row.id().server().equals("java"))
                .flatMap(row -> row.image().stream()))
        .as("both goals")
        .noneMatch(
            image -> image.fileBytes() <= most && image.gzipBytes().orElseThrow() <= mostToPull);
  }

  @Test
  void whatThePageSaysOfGoHolds() {
    long most = 5_500_000;
    assertThat(image(tried, "go/stripped-no-http2").fileBytes()).isLessThanOrEqualTo(most);
    assertThat(image(tried, "go/stripped-no-inlining").fileBytes()).isLessThanOrEqualTo(most);
    assertThat(image(tried, "go/stripped-purego").fileBytes()).isGreaterThan(most);
    assertThat(image(tried, "go/stripped-aligned").fileBytes())
        .isGreaterThan(image(tried, "go/stripped").fileBytes());
  }

  @Test
  void whatThePageSaysOfStartsHolds() {
    Estimate unchanged = TriedGoals.start("unchanged all");
    assertThat(TriedGoals.changedStarts())
        .isNotEmpty()
        .allMatch(changed -> changed.overlaps(unchanged));
    double leftToJava =
        0.3
            * row(recorded, "go/multi-stage-scratch")
                .starts()
                .flatMap(Startup::gross)
                .orElseThrow()
                .medianMillis();
    double jvm = TriedGoals.start("cache jvm").medianMillis();
    assertThat(TriedGoals.start("cache load").medianMillis() + jvm).isGreaterThan(leftToJava / 2);
    assertThat(jvm).isGreaterThan(TriedGoals.start("cache main").medianMillis());
    assertThat(jvm).isGreaterThan(TriedGoals.start("cache response").medianMillis());
    assertThat(TriedGoals.start("none jvm").medianMillis()).isGreaterThan(leftToJava);
  }

  private static Row row(Report report, String id) {
    return report.row(VariantId.parse(id)).orElseThrow();
  }

  private static Image image(Report report, String id) {
    return row(report, id).image().orElseThrow();
  }
}
