package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import multistage.image.Image;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.model.Builder;
import multistage.report.model.Rebuild;
import multistage.report.model.Rebuild.ChangedLayers;
import multistage.report.model.Rebuild.ColdBuild;
import multistage.report.model.Rebuild.LineTime;
import multistage.report.model.Rebuild.StageTime;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import multistage.report.run.FullReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows built again: the repository's {@code go/multi-stage-scratch}, one for BuildKit that tells by
 * its size whether its cache mount was empty, and one with a stage that nobody needs.
 */
@Tag("rebuild")
@Tag("long")
class RebuildIT {
  private static final String CACHE = "/multistage-rebuild-it";

  /** The cold build's file has a thousand bytes, a warm one's has one. */
  private static final String CACHED =
      """
      # Title: Tells whether its cache mount was empty
      # Builder: buildkit
      FROM alpine:3.24 AS build
      COPY main.go /
      RUN --mount=type=cache,target=CACHE \\
          if [ -e CACHE/warm ]; then printf 1; else printf %1000s 0; fi >/state && touch CACHE/warm
      FROM scratch
      COPY --from=build /state /state
      CMD ["/state"]
      """
          .replace("CACHE", CACHE);

  private static final String STAGES =
      """
      # Title: Two stages that wait for nobody, and one that nobody waits for
      FROM alpine:3.24 AS one
      WORKDIR /work
      RUN sleep 2 && echo 1 >/one
      FROM alpine:3.24 AS two
      WORKDIR /work
      RUN sleep 2 && echo 2 >/two
      FROM alpine:3.24 AS unused
      WORKDIR /work
      RUN sleep 2
      FROM scratch
      COPY --from=one /one /one
      COPY --from=two /two /two
      CMD ["/one"]
      """;

  /** Where builds are given cache mounts of their own. */
  private static final BuildInputs OWN =
      BuildInputs.CACHE_ONLY.withCacheMountsOf("multistage-rebuild");

  private static final DockerEngine ENGINE = DockerEngine.connect();
  private static final BuildKit BUILD_KIT = new BuildKit();

  @TempDir static Path root;

  private static Report first;
  private static Report second;
  private static Set<String> recordsBetween;
  private static Set<String> recordsAfter;
  private static boolean warmAfterRebuilding;
  private static boolean warmAfterBuildingTwice;

  @BeforeAll
  static void run() throws IOException, BuildFailedException {
    Path context = Files.createDirectories(root.resolve("webserver-again"));
    for (String file : List.of("go.mod", "main.go")) {
      Files.copy(Repository.ROOT.resolve("webserver-go/" + file), context.resolve(file));
    }
    Path folder = Files.createDirectories(root.resolve("dockerfiles/again"));
    Files.copy(
        Repository.ROOT.resolve("dockerfiles/go/multi-stage-scratch.Dockerfile"),
        folder.resolve("scratch.Dockerfile"));
    Files.writeString(folder.resolve("cached.Dockerfile"), CACHED);
    Files.writeString(folder.resolve("stages.Dockerfile"), STAGES);
    System.out.println("Building three rows again; this takes two minutes.");
    first = report("again/*", false, true);
    recordsBetween = BUILD_KIT.records();
    second = report("again/cached,again/stages", false, true);
    recordsAfter = BUILD_KIT.records();
    warmAfterRebuilding = isWarm(OWN);
    report("again/cached", true, false);
    warmAfterBuildingTwice = isWarm(OWN);
  }

  private static Report report(String variants, boolean reproducible, boolean rebuild)
      throws IOException {
    return new FullReport(
            new FullReport.Options(
                root,
                variants,
                Main.cacheFolder(),
                1,
                Main.labRecord(),
                Optional.empty(),
                false,
                reproducible,
                rebuild,
                Builder.BUILDKIT),
            ENGINE,
            new Progress(new PrintStream(OutputStream.nullOutputStream())),
            Clock.systemUTC())
        .run(unfinished -> {})
        .report();
  }

  @AfterAll
  static void removeImages() {
    ENGINE.remove("multistage/again:scratch");
    ENGINE.remove("multistage/again:cached");
    ENGINE.remove("multistage/again:stages");
  }

  /** The image is the binary and nothing else, so all of it is sent again. */
  @Test
  void oneChangedLineIsAnotherBinary() {
    Image image = row(first, "scratch").image().orElseThrow();
    ChangedLayers changed = rebuild(first, "scratch").changedLayers();

    assertThat(changed.count()).isEqualTo(1);
    assertThat(changed.fileBytes() - image.fileBytes()).isBetween(0L, 10_000L);
    assertThat(changed.gzipBytes()).isBetween(1L, changed.fileBytes());
  }

  @Test
  void theClassicBuilderTakesEachStageAndBuildKitWhatIsNeeded() {
    List<ColdBuild> builds = rebuild(first, "stages").coldBuilds().orElseThrow();

    assertThat(builds)
        .extracting(ColdBuild::builder)
        .containsExactly(Builder.BUILDKIT, Builder.CLASSIC);
    assertThat(builds)
        .allSatisfy(
            build ->
                assertThat(build.stages())
                    .extracting(StageTime::stage)
                    .containsExactly("one", "two", "unused", "stage-3"));
    // As long as they sleep at the least; half a second for lines that come late.
    assertThat(atLeast(builds.get(1), 1_500)).contains("one", "two", "unused");
    assertThat(atLeast(builds.get(0), 1_500)).contains("one", "two");
    assertThat(builds.get(1).stages()).allSatisfy(stage -> assertThat(stage.millis()).isPresent());
    assertThat(builds.get(0).stages())
        .filteredOn(stage -> stage.millis().isEmpty())
        .extracting(StageTime::stage)
        .containsExactly("unused");
  }

  @Test
  void theTimeAndTheBytesAreThoseOfTheLine() {
    Rebuild stages = rebuild(first, "stages");
    assertThat(stages.lines().orElseThrow())
        .filteredOn(line -> line.coldMillis().orElse(0L) >= 1_500)
        .as("they sleep")
        .extracting(LineTime::line)
        .containsExactly(4, 7);
    assertThat(stages.lines().orElseThrow())
        .as("the server's source is in none")
        .allSatisfy(line -> assertThat(line.changedMillis()).isEmpty())
        .allSatisfy(line -> assertThat(line.pushedGzipBytes()).isZero());

    Rebuild scratch = rebuild(first, "scratch");
    List<LineTime> lines = scratch.lines().orElseThrow();
    assertThat(lines.get(lines.size() - 1).pushedGzipBytes())
        .isEqualTo(scratch.changedLayers().gzipBytes());
    assertThat(lines.stream().mapToLong(LineTime::pushedGzipBytes).sum())
        .isEqualTo(scratch.changedLayers().gzipBytes());
  }

  /**
   * Without the cache, the stages' first steps aren't the same ones: then two of them sleep again.
   */
  @Test
  void unchangedStagesAreNotBuiltAgain() {
    assertThat(rebuild(first, "stages").unchangedMillis()).isLessThan(2 * 2_000);
  }

  @Test
  void whatIsWrittenForBuildKitIsBuiltByItAlone() {
    assertThat(rebuild(first, "cached").coldBuilds().orElseThrow())
        .extracting(ColdBuild::builder)
        .containsExactly(Builder.BUILDKIT);
    assertThat(rebuild(first, "scratch").coldBuilds().orElseThrow())
        .extracting(ColdBuild::builder)
        .containsExactly(Builder.BUILDKIT, Builder.CLASSIC);
  }

  private static List<String> atLeast(ColdBuild build, long millis) {
    return build.stages().stream()
        .filter(stage -> stage.millis().orElse(0L) >= millis)
        .map(StageTime::stage)
        .toList();
  }

  @Test
  void theSourceStaysAsItIs() throws IOException {
    assertThat(root.resolve("webserver-again/main.go"))
        .hasSameTextualContentAs(Repository.ROOT.resolve("webserver-go/main.go"));
  }

  /** Cold means cold, each time, and the build after the change finds what the one before left. */
  @Test
  void cacheMountsAreEmptyFirstAndFullThen() {
    assertThat(rebuild(first, "cached").changedLayers().fileBytes()).isEqualTo(1);
    assertThat(rebuild(second, "cached").changedLayers().fileBytes()).isEqualTo(1);
  }

  @Test
  void everydayBuildsKeepTheirCacheMounts() throws BuildFailedException, IOException {
    assertThat(isWarm(BuildInputs.CACHE_ONLY)).isTrue();
  }

  /** A build without the cache made files of another time, which the next run mustn't find. */
  @Test
  void theNextRunGivesTheSameImage() {
    assertThat(row(second, "cached").image().orElseThrow().id())
        .isEqualTo(row(first, "cached").image().orElseThrow().id());
  }

  @Test
  void nothingIsLeft() {
    assertThat(recordsBetween).isNotEmpty().containsAll(recordsAfter);
    assertThat(warmAfterRebuilding).isFalse();
    assertThat(warmAfterBuildingTwice).isFalse();
    for (String variant : List.of("scratch", "cached", "stages")) {
      for (String build : List.of("cold", "cold-other", "settled", "unchanged", "changed")) {
        assertThat(ENGINE.find("multistage-rebuild/again:" + variant + "-" + build)).isEmpty();
      }
    }
  }

  private static boolean isWarm(BuildInputs inputs) throws BuildFailedException, IOException {
    String text =
        "# Title: t\n# Builder: buildkit\nFROM alpine:3.24\nRUN --mount=type=cache,target="
            + CACHE
            + " echo "
            + System.nanoTime()
            + "; [ ! -e "
            + CACHE
            + "/warm ] || echo it is warm\n";
    Files.writeString(root.resolve("probe.Dockerfile"), text);
    Variant variant =
        DockerfileParser.parse(
            VariantId.parse("again/probe"), "probe.Dockerfile", "webserver-again", text);
    List<String> log = new ArrayList<>();
    Set<String> before = BUILD_KIT.records();
    BUILD_KIT.build(root, variant, variant.imageName(), inputs, log::add);
    ENGINE.remove(variant.imageName());
    Set<String> added = new HashSet<>(BUILD_KIT.records());
    added.removeAll(before);
    BUILD_KIT.forget(added);
    return log.stream().anyMatch(line -> line.matches("#\\d+ [0-9.]+ it is warm"));
  }

  private static Rebuild rebuild(Report report, String name) {
    return row(report, name).rebuild().orElseThrow();
  }

  private static Row row(Report report, String name) {
    return report.variants().stream()
        .filter(row -> row.id().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
