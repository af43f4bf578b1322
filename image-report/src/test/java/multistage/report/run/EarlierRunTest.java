package multistage.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import multistage.image.Digest;
import multistage.image.Image;
import multistage.report.Repository;
import multistage.report.build.Built;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.StoredImages;
import multistage.report.model.Builder;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.Engine;
import multistage.report.model.Outcome;
import multistage.report.model.Proof;
import multistage.report.model.Rebuild;
import multistage.report.model.Report;
import multistage.report.model.Result;
import multistage.report.model.Row;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.render.ExampleReports;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which figures of an earlier run still hold. */
class EarlierRunTest {
  private static final Digest SOURCE = Digest.ofSha256(new byte[32]);
  private static final Function<Built, Optional<Digest>> NOTHING = built -> Optional.empty();

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
    assertThat(earlier().measured(checked(scratch.id(), scratch), 4, true)).contains(scratch);
    assertThat(earlier().engineShare()).isEqualTo(report.engineShare()).isPresent();
  }

  @Test
  void notOfAnotherImage() {
    Row scratch = row("go/multi-stage-scratch");
    Row alpine = row("go/multi-stage-alpine");
    assertThat(earlier().measured(checked(scratch.id(), alpine), 1, true)).isEmpty();
    assertThat(earlier().measured(checked(VariantId.parse("go/renamed"), scratch), 1, true))
        .isEmpty();
  }

  /** It may measure in another way. */
  @Test
  void notOfAnotherProgram() {
    Row scratch = row("go/multi-stage-scratch");
    Built same = built(scratch.id(), image(scratch));
    Proof proof = scratch.proof().orElseThrow();
    Proof ofAnother = new Proof(proof.at(), image(scratch));
    assertThat(earlier().measured(checked(same, Optional.of(ofAnother)), 1, true)).isEmpty();
    assertThat(earlier().measured(checked(same, Optional.of(proof)), 1, true)).isPresent();

    Row unproved = scratch.with().proof(Optional.empty()).build();
    assertThat(earlier(unproved).measured(checked(same, Optional.empty()), 1, true))
        .as("two unknown programs aren't one")
        .isEmpty();
  }

  @Test
  void notWhenMoreStartsAreWanted() {
    Row scratch = row("go/multi-stage-scratch");
    assertThat(earlier().measured(checked(scratch.id(), scratch), 5, true)).isEmpty();
  }

  @Test
  void notWithoutANetStart() {
    Row slim = row("java/multi-stage-jlink-slim");
    assertThat(earlier().measured(checked(slim.id(), slim), 1, true)).isEmpty();
    assertThat(earlier().measured(checked(slim.id(), slim), 1, false))
        .as("where none can be had")
        .contains(slim);
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
    EarlierRun elsewhere = earlier(report, newer);
    Row scratch = row("go/multi-stage-scratch");
    assertThat(elsewhere.measured(checked(scratch.id(), scratch), 1, true)).isEmpty();
    assertThat(elsewhere.engineShare()).isEmpty();
  }

  /** Nobody has started the image that a build of this run has made. */
  @Test
  void notOfAnImageThatIsNew() {
    Row scratch = row("go/multi-stage-scratch");
    Built same = built(scratch.id(), image(scratch));
    Built made =
        new Built(same.variant(), same.dockerfile(), same.image(), Map.of(), true, List.of());
    assertThat(earlier().measured(checked(same, scratch.proof()), 4, true)).isPresent();
    assertThat(earlier().measured(checked(made, scratch.proof()), 4, true)).isEmpty();
    assertThat(earlier().checked(made, scratch.proof().orElseThrow().program())).isEmpty();
  }

  @Test
  void theProofOfTheSameImageByTheSameProgram() {
    Row scratch = row("go/multi-stage-scratch");
    Row alpine = row("go/multi-stage-alpine");
    Digest program = scratch.proof().orElseThrow().program();
    Built same = built(scratch.id(), image(scratch));
    assertThat(earlier().checked(same, program).flatMap(Checked::proof))
        .isEqualTo(scratch.proof())
        .isPresent();
    assertThat(earlier().checked(built(scratch.id(), image(alpine)), program)).isEmpty();
    assertThat(earlier().checked(same, image(alpine))).isEmpty();
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
    Row before =
        row("go/multi-stage-scratch")
            .with()
            .id(variant.id())
            .checks(
                List.of(
                    new Check(CheckId.parse("contract: GET /"), true, true, "200"),
                    new Check(CheckId.parse("nonRoot"), false, true, "no USER"),
                    new Check(CheckId.parse("noShell"), false, true, "/bin/sh")))
            .build();
    Checked now =
        earlier(before)
            .checked(built(variant, image(before)), before.proof().orElseThrow().program())
            .orElseThrow();
    assertThat(now.proof()).isEqualTo(before.proof()).isPresent();
    assertThat(now.checks())
        .as("what files show is looked at anew")
        .containsExactly(
            new Check(CheckId.parse("contract: GET /"), true, true, "200"),
            new Check(CheckId.parse("nonRoot"), false, false, "no USER"));
  }

  @Test
  void aProofInWhichSomethingCouldNotBeCheckedIsMadeAgain() {
    Row scratch = row("go/multi-stage-scratch");
    Row before =
        scratch
            .with()
            .checks(List.of(new Check(CheckId.parse("pid1"), false, true, "no ps", true)))
            .build();
    assertThat(
            earlier(before)
                .checked(
                    built(scratch.id(), image(scratch)), scratch.proof().orElseThrow().program()))
        .isEmpty();
  }

  /** Each kind of row: what building twice came to depends on nothing but the image. */
  @ParameterizedTest
  @EnumSource
  void whatTwoBuildsShowedOfTheSameImage(Kind kind) {
    Row before = kind.of(row("go/multi-stage-scratch"));
    Weighed weighed = weighed(before.id(), before);

    Extras extras = earlier(before).extras(weighed, NOTHING);

    assertThat(before.reproducibility()).isPresent();
    assertThat(extras.reproducibility()).isEqualTo(before.reproducibility());
  }

  /** Twenty minutes' figures: they hold whatever became of the row in this run. */
  @ParameterizedTest
  @EnumSource
  void aBenchmarkOfTheSameImage(Kind kind) {
    Row before = kind.of(row("go/multi-stage-alpine"));
    Weighed weighed = weighed(before.id(), before);

    Extras extras = earlier(before).extras(weighed, NOTHING);

    assertThat(before.benchmark()).isPresent();
    assertThat(extras.benchmark()).isEqualTo(before.benchmark());
  }

  /** What BuildKit makes of the same steps after they were built without its cache. */
  @Test
  void whatBuildsShowedOfTheSameLayersInAnImageOfAnotherTime() {
    Row before =
        rebuilt(row("go/multi-stage-scratch"), Optional.of(SOURCE)).withBenchmark(Optional.empty());
    Weighed weighed =
        weighed(before.id(), Optional.of(ofAnotherTime(before.image().orElseThrow())));

    Extras extras = earlier(before).extras(weighed, built -> Optional.of(SOURCE));

    assertThat(extras.reproducibility()).isEqualTo(before.reproducibility()).isPresent();
    assertThat(extras.rebuild()).isEqualTo(before.rebuild()).isPresent();
  }

  @Test
  void noBenchmarkOfAnotherImageWithTheSameLayers() {
    Row before = row("go/multi-stage-alpine");
    Weighed weighed =
        weighed(before.id(), Optional.of(ofAnotherTime(before.image().orElseThrow())));

    Extras extras = earlier(before).extras(weighed, NOTHING);

    assertThat(before.benchmark()).isPresent();
    assertThat(extras.benchmark()).isEmpty();
  }

  /** It would be the benchmark of nothing. */
  @Test
  void noBenchmarkWhereTheImageCouldNotBeWeighed() {
    Row before = row("go/multi-stage-alpine");
    Built built = built(before.id(), image(before));
    Checked checked =
        earlier().checked(built, before.proof().orElseThrow().program()).orElseThrow();
    Weighed weighed =
        new Weighed(
            Measured.before(checked, before),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.of("it can't be weighed"));

    Extras extras = earlier(before).extras(weighed, NOTHING);

    Row now = new Rows(report.engine()).built(weighed, extras);
    assertThat(now.failure()).contains("it can't be weighed");
    assertThat(now.benchmark()).isEmpty();
  }

  /** What was true of the image once is true no more when this run's builds failed. */
  @Test
  void notWhatThisRunTriedInVain() {
    Row before = rebuilt(row("go/multi-stage-scratch"), Optional.of(SOURCE));
    Weighed weighed = weighed(before.id(), before);
    Extras extras = earlier(before).extras(weighed, built -> Optional.of(SOURCE));
    assertThat(extras.reproducibility()).isPresent();
    assertThat(extras.rebuild()).isPresent();

    Extras unreproduced = extras.reproduced(new Result.Failed<>("the build without cache failed"));
    assertThat(unreproduced.reproducibility()).isEmpty();
    assertThat(unreproduced.rebuild()).isPresent();
    Extras unbuilt = unreproduced.rebuilt(new Result.Failed<>("it can't be built again"));
    assertThat(unbuilt.rebuild()).isEmpty();
    assertThat(unbuilt.failure()).contains("the build without cache failed");
  }

  @Test
  void notWhatTwoBuildsShowedOfAnotherImageOrRow() {
    Row scratch = row("go/multi-stage-scratch");
    Weighed changed = weighed(scratch.id(), row("go/multi-stage-alpine"));
    Extras ofChanged = earlier(scratch).extras(changed, NOTHING);
    assertThat(ofChanged.reproducibility()).isEmpty();

    Weighed renamed = weighed(VariantId.parse("go/renamed"), scratch);
    Extras ofRenamed = earlier(scratch).extras(renamed, NOTHING);
    assertThat(ofRenamed.reproducibility()).isEmpty();

    Weighed unweighed = weighed(scratch.id(), Optional.empty());
    Extras ofUnweighed = earlier(scratch).extras(unweighed, NOTHING);
    assertThat(ofUnweighed.reproducibility()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatItTookToBuildTheSameImageFromTheSame(Kind kind) {
    Row before = kind.of(rebuilt(row("go/multi-stage-scratch"), Optional.of(SOURCE)));
    Weighed weighed = weighed(before.id(), before);

    Extras extras = earlier(before).extras(weighed, built -> Optional.of(SOURCE));

    assertThat(before.rebuild()).isPresent();
    assertThat(extras.rebuild()).as("with its date").isEqualTo(before.rebuild());
  }

  @Test
  void notWhatItTookToBuildTheSameImageFromSomethingElse() {
    Row before = rebuilt(row("go/multi-stage-scratch"), Optional.of(SOURCE));
    Weighed weighed = weighed(before.id(), before);

    Extras extras =
        earlier(before).extras(weighed, built -> Optional.of(image(row("go/multi-stage-alpine"))));
    assertThat(extras.rebuild()).isEmpty();
    extras = earlier(before).extras(weighed, NOTHING);
    assertThat(extras.rebuild()).isEmpty();
    assertThat(extras.reproducibility()).as("which depends on the image alone").isPresent();

    extras = earlier(rebuilt(before, Optional.empty())).extras(weighed, NOTHING);
    assertThat(extras.rebuild()).as("nobody knows from what").isEmpty();
  }

  @Test
  void notWhatItTookToBuildAnotherImageFromTheSame() {
    Row before = rebuilt(row("go/multi-stage-scratch"), Optional.of(SOURCE));
    Weighed weighed = weighed(before.id(), row("go/multi-stage-alpine"));

    Extras extras = earlier(before).extras(weighed, built -> Optional.of(SOURCE));

    assertThat(extras.rebuild()).isEmpty();
  }

  @Test
  void notTheBytesToPushOfAnotherCompression() {
    Row before = rebuilt(row("go/multi-stage-scratch"), Optional.of(SOURCE));
    Image image = before.image().orElseThrow();
    Row otherwise = before.withImage(Optional.of(compressedToMore(image)));
    Weighed weighed = weighed(before.id(), before);

    Extras extras = earlier(otherwise).extras(weighed, built -> Optional.of(SOURCE));

    assertThat(extras.rebuild()).isEmpty();
    assertThat(extras.reproducibility()).as("which no compression changes").isPresent();
  }

  private static Image compressedToMore(Image image) {
    return ExampleReports.withGzipBytes(image, bytes -> bytes.map(length -> length + 1));
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
                Optional.of(List.of(new Rebuild.ColdBuild(Builder.CLASSIC, 61_240, List.of()))),
                Optional.empty())));
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
            new EarlierRun(Optional.empty(), report.engine(), stored -> Optional.of(stored.id()))
                .measured(checked(scratch.id(), scratch), 1, true))
        .isEmpty();
  }

  private static EarlierRun earlier() {
    return earlier(report, report.engine());
  }

  private static EarlierRun earlier(Row... rows) {
    return earlier(report.withVariants(List.of(rows)), report.engine());
  }

  private static EarlierRun earlier(Report before, Engine now) {
    return new EarlierRun(Optional.of(before), now, stored -> Optional.of(stored.id()));
  }

  /** The same layers; the ID is that of a configuration with another time in it. */
  private static Image ofAnotherTime(Image image) {
    return Image.of(
        Digest.ofSha256(new byte[32]), image.engineBytes(), image.layers(), image.explanation());
  }

  /** One that came to the image of a row. */
  private static Weighed weighed(VariantId id, Row row) {
    return weighed(id, row.image());
  }

  private static Weighed weighed(VariantId id, Optional<Image> image) {
    Checked checked =
        Checked.failed(
            built(id, SOURCE), Optional.empty(), "what it showed itself doesn't matter here");
    return new Weighed(
        Measured.nothing(checked), image, Optional.empty(), List.of(), Optional.empty());
  }

  /** A variant that came to the image of a row, proved by the same program. */
  private static Checked checked(VariantId id, Row row) {
    return checked(built(id, image(row)), row.proof());
  }

  private static Checked checked(Built built, Optional<Proof> proof) {
    return new Checked(built, Optional.empty(), proof, List.of(), Optional.empty());
  }

  private static Built built(VariantId id, Digest image) {
    return built(
        DockerfileParser.parse(
            id,
            "dockerfiles/" + id + ".Dockerfile",
            "webserver-" + id.server(),
            """
            # Title: Some
            FROM scratch
            """),
        image);
  }

  private static Built built(Variant variant, Digest image) {
    return new Built(variant, "", StoredImages.of(image, List.of()), Map.of(), false, List.of());
  }

  private static Row row(String id) {
    return report.row(VariantId.parse(id)).orElseThrow();
  }

  private static Digest image(Row row) {
    return row.image().orElseThrow().id();
  }
}
