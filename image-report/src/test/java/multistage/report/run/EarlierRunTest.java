package multistage.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import multistage.image.Digest;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.report.Repository;
import multistage.report.build.Attempt;
import multistage.report.build.Candidate;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.model.Builder;
import multistage.report.model.Check;
import multistage.report.model.Engine;
import multistage.report.model.Outcome;
import multistage.report.model.Rebuild;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.render.ReportJson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which figures of an earlier run still hold. */
class EarlierRunTest {
  private static final Digest SOURCE = Digest.ofSha256(new byte[32]);
  private static final Function<Variant, Optional<Digest>> NOTHING = variant -> Optional.empty();

  private static Report report;

  @BeforeAll
  static void read() throws IOException {
    report =
        ReportJson.read(
            Files.readString(
                Repository.ROOT.resolve(
                    "image-report/src/test/resources/multistage/report/render/mixed/report.json")));
  }

  @Test
  void thoseOfTheSameImage() {
    Row scratch = row("go/multi-stage-scratch");
    assertThat(earlier().measured(scratch.id(), image(scratch), 4)).contains(scratch);
    assertThat(earlier().engineShare()).isEqualTo(report.engineShare()).isPresent();
  }

  @Test
  void notOfAnotherImage() {
    Row scratch = row("go/multi-stage-scratch");
    Row alpine = row("go/multi-stage-alpine");
    assertThat(earlier().measured(scratch.id(), image(alpine), 1)).isEmpty();
    assertThat(earlier().measured(VariantId.parse("go/renamed"), image(scratch), 1)).isEmpty();
  }

  @Test
  void notWhenMoreStartsAreWanted() {
    Row scratch = row("go/multi-stage-scratch");
    assertThat(earlier().measured(scratch.id(), image(scratch), 5)).isEmpty();
  }

  @Test
  void notWithoutANetStart() {
    Row slim = row("java/multi-stage-jlink-slim");
    assertThat(earlier().measured(slim.id(), image(slim), 1)).isEmpty();
  }

  @Test
  void notOnAnotherEngine() {
    Engine engine = report.engine();
    Engine newer =
        new Engine(
            engine.name(),
            "29.0.0",
            engine.apiVersion(),
            engine.storage(),
            engine.os(),
            engine.architecture());
    EarlierRun elsewhere = new EarlierRun(Optional.of(report), newer);
    Row scratch = row("go/multi-stage-scratch");
    assertThat(elsewhere.measured(scratch.id(), image(scratch), 1)).isEmpty();
    assertThat(elsewhere.engineShare()).isEmpty();
  }

  @Test
  void theProofOfTheSameImageByTheSameProgram() {
    Row scratch = row("go/multi-stage-scratch");
    Row alpine = row("go/multi-stage-alpine");
    Digest program = scratch.proof().orElseThrow().program();
    assertThat(earlier().proved(scratch.id(), image(scratch), program)).contains(scratch);
    assertThat(earlier().proved(scratch.id(), image(alpine), program)).isEmpty();
    assertThat(earlier().proved(scratch.id(), image(scratch), image(alpine))).isEmpty();
  }

  @Test
  void aProofThatWasTakenOverHoldsWhatIsRequiredNow() {
    Variant variant =
        DockerfileParser.parse(
            VariantId.parse("go/some"),
            "dockerfiles/go/some.Dockerfile",
            "webserver-go",
            """
            # Title: Some
            # Not required: nonRoot
            #
            # Says why.
            FROM scratch
            """);
    Attempt attempt = new Attempt(variant);
    Row before = row("go/multi-stage-scratch");
    attempt.takeOverProof(
        withChecks(
            before,
            new Check("contract: GET /", true, true, "200"),
            new Check("nonRoot", false, true, "no USER"),
            new Check("noShell", false, true, "/bin/sh")));
    assertThat(attempt.proof()).isEqualTo(before.proof()).isPresent();
    assertThat(attempt.checks)
        .as("what files show is looked at anew")
        .containsExactly(
            new Check("contract: GET /", true, true, "200"),
            new Check("nonRoot", false, false, "no USER"));
  }

  /** Each kind of row: what building twice came to depends on nothing but the image. */
  @ParameterizedTest
  @EnumSource
  void whatTwoBuildsShowedOfTheSameImage(Kind kind) {
    Row before = kind.of(row("go/multi-stage-scratch"));
    Attempt attempt = weighed(before.id(), before);

    earlier(before).takeOverExtras(attempt, NOTHING);

    assertThat(before.reproducibility()).isPresent();
    assertThat(attempt.reproducibility()).isEqualTo(before.reproducibility());
  }

  /** Twenty minutes' figures: they hold whatever became of the row in this run. */
  @ParameterizedTest
  @EnumSource
  void aBenchmarkOfTheSameImage(Kind kind) {
    Row before = kind.of(row("go/multi-stage-alpine"));
    Attempt attempt = weighed(before.id(), before);

    earlier(before).takeOverExtras(attempt, NOTHING);

    assertThat(before.benchmark()).isPresent();
    assertThat(attempt.benchmark()).isEqualTo(before.benchmark());
  }

  /** What BuildKit makes of the same steps after they were built without its cache. */
  @Test
  void whatBuildsShowedOfTheSameLayersInAnImageOfAnotherTime() {
    Row before =
        rebuilt(row("go/multi-stage-scratch"), Optional.of(SOURCE)).withBenchmark(Optional.empty());
    Attempt attempt = attempt(before.id());
    attempt.image(ofAnotherTime(before.image().orElseThrow()));

    earlier(before).takeOverExtras(attempt, variant -> Optional.of(SOURCE));

    assertThat(attempt.reproducibility()).isEqualTo(before.reproducibility()).isPresent();
    assertThat(attempt.rebuild()).isEqualTo(before.rebuild()).isPresent();
  }

  @Test
  void noBenchmarkOfAnotherImageWithTheSameLayers() {
    Row before = row("go/multi-stage-alpine");
    Attempt attempt = attempt(before.id());
    attempt.image(ofAnotherTime(before.image().orElseThrow()));

    earlier(before).takeOverExtras(attempt, NOTHING);

    assertThat(before.benchmark()).isPresent();
    assertThat(attempt.benchmark()).isEmpty();
  }

  /** It would be the benchmark of nothing. */
  @Test
  void noBenchmarkWhereTheImageCouldNotBeWeighed() {
    Row before = row("go/multi-stage-alpine");
    Attempt attempt = attempt(before.id());
    attempt.takeOver(before);
    attempt.fail("it can't be weighed");

    earlier(before).takeOverExtras(attempt, NOTHING);

    Row now =
        new Rows(
                VariantFilter.parse("*", List.of(before.id())),
                report.engine(),
                report.recordedAt(),
                report.engineShare())
            .row(new Candidate.Readable(attempt.variant), Optional.of(attempt));
    assertThat(now.failure()).contains("it can't be weighed");
    assertThat(now.benchmark()).isEmpty();
  }

  /** What was true of the image once is true no more when this run's builds failed. */
  @Test
  void notWhatThisRunTriedInVain() {
    Row before = rebuilt(row("go/multi-stage-scratch"), Optional.of(SOURCE));
    Attempt attempt = weighed(before.id(), before);
    earlier(before).takeOverExtras(attempt, variant -> Optional.of(SOURCE));
    assertThat(attempt.reproducibility()).isPresent();
    assertThat(attempt.rebuild()).isPresent();

    attempt.failToReproduce("the build without cache failed");
    assertThat(attempt.reproducibility()).isEmpty();
    attempt.failToRebuild("it can't be built again");
    assertThat(attempt.rebuild()).isEmpty();
    assertThat(attempt.failure()).contains("the build without cache failed");
  }

  @Test
  void notWhatTwoBuildsShowedOfAnotherImageOrRow() {
    Row scratch = row("go/multi-stage-scratch");
    Attempt changed = weighed(scratch.id(), row("go/multi-stage-alpine"));
    earlier(scratch).takeOverExtras(changed, NOTHING);
    assertThat(changed.reproducibility()).isEmpty();

    Attempt renamed = weighed(VariantId.parse("go/renamed"), scratch);
    earlier(scratch).takeOverExtras(renamed, NOTHING);
    assertThat(renamed.reproducibility()).isEmpty();

    Attempt unweighed = attempt(scratch.id());
    earlier(scratch).takeOverExtras(unweighed, NOTHING);
    assertThat(unweighed.reproducibility()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatItTookToBuildTheSameImageFromTheSame(Kind kind) {
    Row before = kind.of(rebuilt(row("go/multi-stage-scratch"), Optional.of(SOURCE)));
    Attempt attempt = weighed(before.id(), before);

    earlier(before).takeOverExtras(attempt, variant -> Optional.of(SOURCE));

    assertThat(before.rebuild()).isPresent();
    assertThat(attempt.rebuild()).as("with its date").isEqualTo(before.rebuild());
  }

  @Test
  void notWhatItTookToBuildTheSameImageFromSomethingElse() {
    Row before = rebuilt(row("go/multi-stage-scratch"), Optional.of(SOURCE));
    Attempt attempt = weighed(before.id(), before);

    earlier(before)
        .takeOverExtras(attempt, variant -> Optional.of(image(row("go/multi-stage-alpine"))));
    assertThat(attempt.rebuild()).isEmpty();
    earlier(before).takeOverExtras(attempt, NOTHING);
    assertThat(attempt.rebuild()).isEmpty();
    assertThat(attempt.reproducibility()).as("which depends on the image alone").isPresent();

    earlier(rebuilt(before, Optional.empty())).takeOverExtras(attempt, NOTHING);
    assertThat(attempt.rebuild()).as("nobody knows from what").isEmpty();
  }

  @Test
  void notWhatItTookToBuildAnotherImageFromTheSame() {
    Row before = rebuilt(row("go/multi-stage-scratch"), Optional.of(SOURCE));
    Attempt attempt = weighed(before.id(), row("go/multi-stage-alpine"));

    earlier(before).takeOverExtras(attempt, variant -> Optional.of(SOURCE));

    assertThat(attempt.rebuild()).isEmpty();
  }

  @Test
  void notTheBytesToPushOfAnotherCompression() {
    Row before = rebuilt(row("go/multi-stage-scratch"), Optional.of(SOURCE));
    Image image = before.image().orElseThrow();
    Row otherwise = before.withImage(Optional.of(compressedToMore(image)));
    Attempt attempt = weighed(before.id(), before);

    earlier(otherwise).takeOverExtras(attempt, variant -> Optional.of(SOURCE));

    assertThat(attempt.rebuild()).isEmpty();
    assertThat(attempt.reproducibility()).as("which no compression changes").isPresent();
  }

  private static Image compressedToMore(Image image) {
    List<Layer> layers =
        image.layers().stream()
            .map(
                layer ->
                    new Layer(
                        layer.diffId(),
                        layer.instruction(),
                        layer.fromBase(),
                        layer.fileBytes(),
                        layer.tarBytes(),
                        layer.gzipBytes() + 1,
                        layer.files(),
                        layer.largestFiles(),
                        layer.largestFolders()))
            .toList();
    return Image.of(image.id(), image.engineBytes(), layers, image.explanation());
  }

  private static Row rebuilt(Row row, Optional<Digest> builtFrom) {
    return row.withRebuild(
        Optional.of(
            new Rebuild(
                Optional.of(Instant.parse("2026-04-28T10:15:30Z")),
                builtFrom,
                61_240,
                512,
                14_870,
                new Rebuild.ChangedLayers(1, 6_212, 5_901),
                Optional.of(List.of(new Rebuild.ColdBuild(Builder.CLASSIC, 61_240, List.of()))))));
  }

  /** Kinds of rows of which not all is taken over. */
  private enum Kind {
    STARTED(UnaryOperator.identity()),
    FOR_ANOTHER_PROCESSOR(
        row -> row.with().platform(Optional.of("linux/arm64")).startup(Optional.empty()).build()),
    TOO_LARGE(
        row -> row.with().status(Outcome.FAILED).failure(Optional.of("budget: size")).build()),
    NEVER_STARTED(
        row ->
            row.with()
                .status(Outcome.FAILED)
                .failure(Optional.of("it doesn't start"))
                .startup(Optional.empty())
                .build());

    private final UnaryOperator<Row> change;

    Kind(UnaryOperator<Row> change) {
      this.change = change;
    }

    Row of(Row row) {
      return change.apply(row);
    }
  }

  @Test
  void noneWhenThereWasNoRun() {
    Row scratch = row("go/multi-stage-scratch");
    assertThat(
            new EarlierRun(Optional.empty(), report.engine())
                .measured(scratch.id(), image(scratch), 1))
        .isEmpty();
  }

  private static EarlierRun earlier() {
    return new EarlierRun(Optional.of(report), report.engine());
  }

  private static EarlierRun earlier(Row... rows) {
    return new EarlierRun(Optional.of(report.withVariants(List.of(rows))), report.engine());
  }

  /** The same layers; the ID is that of a configuration with another time in it. */
  private static Image ofAnotherTime(Image image) {
    return Image.of(
        Digest.ofSha256(new byte[32]), image.engineBytes(), image.layers(), image.explanation());
  }

  /** One that came to the image of a row. */
  private static Attempt weighed(VariantId id, Row row) {
    Attempt attempt = attempt(id);
    attempt.image(row.image().orElseThrow());
    return attempt;
  }

  private static Attempt attempt(VariantId id) {
    return new Attempt(
        DockerfileParser.parse(
            id,
            "dockerfiles/" + id + ".Dockerfile",
            "webserver-" + id.server(),
            """
            # Title: Some
            FROM scratch
            """));
  }

  private static Row row(String id) {
    return report.variants().stream()
        .filter(row -> row.id().toString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Row withChecks(Row row, Check... checks) {
    return row.withChecks(List.of(checks));
  }

  private static Digest image(Row row) {
    return row.image().orElseThrow().id();
  }
}
