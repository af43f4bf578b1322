package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
 * docs/goals.md accounts for every goal of a row that the recorded run missed or left undecided,
 * and for no other.
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
  void whatIsNotReachedHasItsAccount() {
    Set<String> open =
        goals.stream()
            .filter(goal -> goal.reached() != Goals.Reached.YES)
            .map(Goals.Goal::account)
            .collect(Collectors.toSet());
    assertThat(page.anchors()).as("headings of docs/goals.md").containsAll(open);
    assertThat(goals.stream().map(Goals.Goal::account).filter(page.anchors()::contains))
        .as("accounts in docs/goals.md of goals that were reached")
        .allMatch(open::contains);
  }

  @Test
  void whatIsUndecidedIsSaidToBe() {
    Set<String> undecided =
        goals.stream()
            .filter(goal -> goal.reached() == Goals.Reached.UNDECIDED)
            .map(goal -> "For [" + goal.id() + "]")
            .collect(Collectors.toSet());
    assertThat(
            Pattern.compile("(?s)(For \\[[^]]+\\])\\([^)]+\\),\\s+the\\s+goal\\s+is\\s+undecided")
                .matcher(page.text())
                .results()
                .map(sentence -> sentence.group(1)))
        .as("rows of which docs/goals.md says: For [ROW](…), the goal is undecided")
        .containsExactlyInAnyOrderElementsOf(undecided);
  }

  @Test
  void whatThePageSaysOfSpringHolds() {
    Startup production = starts("spring/multi-stage-production");
    Startup aot = starts("spring/multi-stage-aot");
    assertThat(production.net().orElseThrow().overlaps(aot.net().orElseThrow())).isTrue();
    assertThat(starts("spring/multi-stage").net().orElseThrow().medianMillis())
        .isGreaterThan(4 * production.net().orElseThrow().medianMillis());
    Startup jar = TriedGoals.springStarts("spring/goals-jar");
    Startup many = TriedGoals.springStarts("spring/goals-production");
    Startup plain = TriedGoals.springStarts("spring/goals-plain");
    assertThat(Goals.timesAsFast(jar, many).isAbove(4)).as("reached with more starts").isTrue();
    assertThat(Goals.timesAsFast(many, plain).isAbove(1))
        .as("faster with modules that aren't compressed")
        .isFalse();
  }

  @Test
  void noSizeIsTypedByHand() {
    assertThat(Checks.typedFigures(page)).isEmpty();
  }

  @Test
  void whatWasTriedBeginsWithWhatIsRecorded() {
    assertThat(image(tried, "java/smallest").fileBytes())
        .isEqualTo(image(recorded, "java/multi-stage-jlink-scratch").fileBytes());
  }

  @Test
  void whatThePageSaysOfJavaHolds() {
    long most = 42_000_000;
    long mostToPull = 20_000_000;
    Image eclipse = image(tried, "java/smallest-eclipse");
    assertThat(eclipse.fileBytes()).isLessThanOrEqualTo(most);
    assertThat(jdk(tried, "java/smallest-eclipse"))
        .as("the copy is older than the stand-in's JDK")
        .isLessThan(jdk(tried, "java/smallest"));
    assertThat(image(tried, "java/smallest-fewer").fileBytes()).isGreaterThan(most);
    assertThat(image(tried, "java/smallest-unwound").fileBytes()).isGreaterThan(most);
    assertThat(image(tried, "java/smallest-nameless").fileBytes()).isLessThanOrEqualTo(most);
    for (String jdk : List.of("java/smallest", "java/smallest-eclipse")) {
      Image plain = image(tried, jdk + "-plain");
      Image shared = image(tried, jdk + "-shared");
      assertThat(plain.gzipBytes().orElseThrow()).isLessThanOrEqualTo(mostToPull);
      assertThat(shared.gzipBytes().orElseThrow()).isLessThan(plain.gzipBytes().orElseThrow());
      assertThat(shared.fileBytes()).isBetween(most * 11 / 10, plain.fileBytes());
    }
    Image smallest = image(recorded, "java/multi-stage-smallest");
    assertThat(smallest.fileBytes()).isLessThanOrEqualTo(most);
    assertThat(smallest.gzipBytes().orElseThrow()).isLessThanOrEqualTo(mostToPull);
    assertThat(smallest.engineBytes()).as("packed by Docker").isLessThanOrEqualTo(mostToPull);
    Image forOthers = image(recorded, "java/multi-stage-jlink-scratch");
    assertThat(forOthers.fileBytes()).isGreaterThan(most);
    assertThat(forOthers.gzipBytes().orElseThrow()).isGreaterThan(mostToPull);
    assertThat(image(tried, "java/smallest-probes").fileBytes())
        .as("saves little")
        .isGreaterThan(image(tried, "java/smallest").fileBytes() * 99 / 100);
    assertThat(
            tried.variants().stream()
                .filter(row -> row.image().orElseThrow().fileBytes() <= most)
                .filter(row -> row.image().orElseThrow().gzipBytes().orElseThrow() <= mostToPull)
                .map(row -> row.id().toString()))
        .as("both goals")
        .containsExactly("java/smallest-eclipse-both-unwound");
    assertThat(image(tried, "java/smallest-eclipse-both-unwound").engineBytes())
        .as("packed by Docker, slightly above")
        .isBetween(mostToPull, mostToPull * 102 / 100);
    Image unchanged = image(tried, "java/smallest");
    Image both = image(tried, "java/smallest-both");
    assertThat(both.fileBytes()).as("hardly any").isLessThan(unchanged.fileBytes() * 1005 / 1000);
    assertThat(both.gzipBytes().orElseThrow())
        .as("more than half of what it is above its goal")
        .isLessThan((unchanged.gzipBytes().orElseThrow() + mostToPull) / 2);
    Image close = image(tried, "java/smallest-both-nameless");
    assertThat(close.fileBytes()).as("rounds to the goal").isBetween(most + 1, most + 49_999);
    assertThat(close.gzipBytes().orElseThrow()).isBetween(mostToPull + 1, mostToPull * 103 / 100);
  }

  @Test
  void whatThePageSaysOfStartsHolds() {
    assertThat(TriedGoals.fasterStarts())
        .startsWith("-XX:TieredStopAtLevel=1")
        .containsExactlyInAnyOrder(
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=10",
            "-XX:+UnlockDiagnosticVMOptions -XX:-AOTReplayTraining");
    String dates = "a date, formatted in a second thread";
    for (String none : List.of(dates, "unchanged, again")) {
      assertThat(TriedGoals.difference(none).holdsZero()).as(none).isTrue();
    }
    Estimate slower =
        TriedGoals.difference("-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0");
    assertThat(slower.holdsZero()).isFalse();
    assertThat(slower.medianMillis()).isPositive();
    Startup go = starts("go/multi-stage-scratch");
    Startup java = starts("java/multi-stage-production");
    for (Startup each : List.of(go, java)) {
      assertThat(each.netMedianMillis().orElseThrow()).isLessThan(each.medianMillis() / 2);
    }
    Estimate jvm = TriedGoals.start("cache jvm");
    Estimate main = TriedGoals.start("cache main");
    Estimate response = TriedGoals.start("cache response");
    double leftToJava = 0.3 * go.medianMillis();
    assertThat(TriedGoals.start("cache load").medianMillis() + jvm.medianMillis())
        .as("loading and creating the JVM takes about as long as the goal leaves")
        .isBetween(leftToJava * 0.7, leftToJava * 1.5);
    assertThat(TriedGoals.fastest("cache all")).isGreaterThan(leftToJava);
    assertThat(TriedGoals.fasterStarts())
        .as("what is faster, but not by enough")
        .allMatch(
            name ->
                TriedGoals.start(name + " all").medianMillis()
                        - TriedGoals.start("go all").medianMillis()
                    > leftToJava);
    assertThat(main.isBelow(jvm)).isTrue();
    assertThat(main.medianMillis()).isLessThan(response.medianMillis());
    Estimate laterResponse = TriedGoals.difference(dates, "response");
    assertThat(laterResponse.holdsZero()).isFalse();
    assertThat(laterResponse.medianMillis()).as("the first response is quicker").isNegative();
    Estimate laterStart = TriedGoals.difference(dates, "main");
    assertThat(laterStart.holdsZero()).isFalse();
    assertThat(laterStart.medianMillis()).as("but the start takes longer").isPositive();
    assertThat(TriedGoals.start("none jvm").medianMillis() / jvm.medianMillis())
        .as("without the cache, more than three times as long")
        .isGreaterThan(3);
  }

  @Test
  void whatThePageSaysOfTheProjectsOwnSpeedHolds() {
    assertThat(Goals.benchmark("How busy the processors are"))
        .as("for most of that time")
        .isGreaterThan(0.9);
    assertThat(Goals.benchmark("CPU time of reading the same file without pull sizes"))
        .as("the smaller part")
        .isLessThan(0.5);
    String gzip = "Reading that image from a file with uncompressed layers";
    assertThat(Goals.benchmarks(gzip))
        .as("a twentieth less isn't enough")
        .allMatch(ratio -> ratio * 0.95 > Goals.goalOf(gzip));
    assertThat(Goals.benchmark("The time of its test classes"))
        .as("the classes alone take longer than the goal of 35 s")
        .isGreaterThan(35);
    assertThat(
            Stream.of("`./lab --no-docker mvn test`", "The lesson in", "The full report in `./lab")
                .mapToDouble(Goals::goalOf)
                .sum())
        .as("the goals don't fit together")
        .isEqualTo(130)
        .isGreaterThan(Goals.goalOf("`./lab mvn verify` as a whole"));
    assertThat(Goals.benchmark("The full report in it"))
        .as("most of a first run")
        .isGreaterThan(0.6 * Goals.benchmark("`./lab mvn verify`, nothing built before"))
        .as("alone longer than the goal of 720 s")
        .isGreaterThan(720);
    assertThat(Goals.benchmark("Building, saving and explaining"))
        .as("above the limit of docs/build-ratio.sh")
        .isGreaterThan(1.3);
  }

  @Test
  void whatThePageSaysOfLaterJdksHolds() throws IOException {
    Report jdks =
        ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/jdk-versions.json")));
    Startup jdk25 = row(jdks, "java/jdk-25").starts().orElseThrow();
    for (String id : List.of("java/jdk-26", "java/jdk-27")) {
      Startup later = row(jdks, id).starts().orElseThrow();
      assertThat(later.net().orElseThrow().overlaps(jdk25.net().orElseThrow())).as(id).isTrue();
    }
    Startup jdk26 = row(jdks, "java/jdk-26").starts().orElseThrow();
    assertThat(jdk26.millis()).hasSameSizeAs(jdk25.millis());
    assertThat(
            IntStream.range(0, jdk25.millis().size())
                .filter(round -> jdk26.millis().get(round) < jdk25.millis().get(round))
                .count())
        .as("rounds in which JDK 26 answered earlier")
        .isGreaterThan(jdk25.millis().size() * 2L / 3);
  }

  private static Startup starts(String id) {
    return row(recorded, id).starts().orElseThrow();
  }

  private static Runtime.Version jdk(Report tried, String id) {
    return Runtime.Version.parse(TriedGoals.jdk(row(tried, id)).orElseThrow());
  }

  private static Row row(Report report, String id) {
    return report.row(VariantId.parse(id)).orElseThrow();
  }

  private static Image image(Report report, String id) {
    return row(report, id).image().orElseThrow();
  }
}
