package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import multistage.report.engine.DockerEngine;
import multistage.report.model.Builder;
import multistage.report.model.Check;
import multistage.report.model.EngineShare;
import multistage.report.model.Noise;
import multistage.report.model.Outcome;
import multistage.report.model.Phase;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.process.Progress;
import multistage.report.run.FullReport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** Variants that fail, each in its own way, beside one that doesn't. */
@Tag("thorough")
class FailingVariantsIT {
  private static final String SERVER = "failing";

  @TempDir static Path root;

  private static Report report;

  /** What a second run came to: of the good one only, and given the first report. */
  private static Report again;

  @BeforeAll
  static void run() throws IOException {
    Path context = root.resolve("webserver-" + SERVER);
    for (String file :
        List.of(
            "webserver-go/go.mod",
            "webserver-go/main.go",
            "webserver-java/src/main/java/module-info.java",
            "webserver-java/src/main/java/multistage/webserver/WebServer.java")) {
      Path copy = context.resolve(file.substring(file.indexOf('/') + 1));
      Files.createDirectories(copy.getParent());
      Files.copy(Repository.ROOT.resolve(file), copy);
    }
    Files.createDirectories(root.resolve("dockerfiles/" + SERVER));
    String go = repositorys("go/multi-stage-scratch");
    String java = repositorys("java/single-stage");
    dockerfile("good", go);
    dockerfile("no-title", "FROM scratch\n");
    dockerfile("no-build", "# Title: t\nFROM scratch\nCOPY nowhere /\n");
    dockerfile("no-start", go.replace("[\"/webserver\"]", "[\"/webserfer\"]"));
    dockerfile(
        "wrong-answer",
        java.replace(
            "RUN javac", "RUN sed -i 's/Hello, World!/Hello, Word!/' */*/*.java\nRUN javac"));
    dockerfile(
        "ends-at-once", java.replace("CMD [\"java\", ", "CMD [\"java\", \"--out-of-luck\", "));
    dockerfile(
        "drops-requests",
        go.replace(
            "RUN CGO",
            "RUN sed -i 's/server.Shutdown(deadline)/errors.Join(deadline.Err(), server.Close())/'"
                + " main.go\nRUN CGO"));
    String aot = repositorys("java/multi-stage-aot");
    int lastStage = aot.lastIndexOf("FROM debian");
    dockerfile(
        "stale-cache",
        aot.substring(0, lastStage)
            + "FROM build AS later\nRUN echo >>/webserver.jar\n\n"
            + aot.substring(lastStage)
                .replace("--from=build /webserver.jar", "--from=later /webserver.jar"));
    String needy = go.replaceFirst("\n", "\n# Needs: package repositories\n");
    dockerfile(
        "offline",
        needy.replace("RUN ", "RUN GOPROXY=http://127.0.0.1:9 go get golang.org/x/sys@v0.1.0 && "));
    dockerfile("no-base", needy.replace("FROM golang:1.27 ", "FROM 127.0.0.1:9/none:1 "));
    dockerfile("no-compile", needy.replace("RUN ", "RUN echo 'no Go' > main.go && "));
    System.out.println("Trying variants that fail on purpose; this takes up to a minute.");
    report = run("*", Optional.empty());
    again = run(SERVER + "/good", Optional.of(report));
  }

  private static Report run(String variants, Optional<Report> earlier) throws IOException {
    return new FullReport(
            new FullReport.Options(
                root,
                variants,
                Main.cacheFolder(),
                1,
                Main.labRecord(),
                earlier,
                true,
                false,
                false,
                Builder.BUILDKIT),
            DockerEngine.connect(),
            new Progress(new PrintStream(OutputStream.nullOutputStream())),
            Clock.systemUTC())
        .run(unfinished -> {})
        .report();
  }

  @AfterAll
  static void removeImages() {
    for (String name : images()) {
      DockerClientFactory.instance().client().removeImageCmd(name).exec();
    }
  }

  @Test
  void theGoodOneIsUntouched() {
    assertThat(row("good").status()).isEqualTo(Outcome.PASSED);
  }

  @Test
  void theGoodOneIsMeasured() {
    assertThat(row("good").startup().isPresent())
        .as("a busy machine shows no times")
        .isEqualTo(noise().isBearable());
    assertThat(row("good").memory().orElseThrow().bytes())
        .as("as often as a start is timed")
        .hasSize(1)
        .allMatch(bytes -> bytes > 100_000);
    assertThat(row("good").measuredAt()).contains(report.recordedAt());
  }

  @Test
  void itsStartIsTimedInAPair() {
    assumeTrue(noise().isBearable(), noise().inWords());
    Startup startup = row("good").startup().orElseThrow();
    EngineShare engine = report.engineShare().orElseThrow();
    assertThat(startup.millis()).hasSize(1);
    assertThat(startup.firstMillis()).as("it was built just now").isPresent();
    assertThat(startup.engineMillis()).as("back to back with it").hasSize(1);
    assertThat(engine.millis())
        .as("that one, and those that told the machine's noise")
        .containsAll(startup.engineMillis())
        .hasSizeGreaterThan(1);
    assertThat(startup.netMedianMillis().orElseThrow())
        .isCloseTo(startup.millis().get(0) - startup.engineMillis().get(0), within(0.1));
  }

  @Test
  void theGoodOneIsProvedOnceOnly() {
    assertThat(row(again, "good").proof()).isEqualTo(row("good").proof()).isPresent();
    assertThat(row(again, "good").checks()).isEqualTo(row("good").checks()).isNotEmpty();
    assertThat(again.phases()).extracting(Phase::name).doesNotContain("prove");
  }

  @Test
  void theGoodOneIsMeasuredOnceOnly() {
    assumeTrue(noise().isBearable(), noise().inWords());
    Row same = row(again, "good");
    assertThat(again.engineShare()).isEqualTo(report.engineShare());
    assertThat(same.startup()).isEqualTo(row("good").startup());
    assertThat(same.memory()).isEqualTo(row("good").memory());
    assertThat(same.measuredAt()).contains(report.recordedAt()).isNotEqualTo(again.recordedAt());
    assertThat(again.phases()).extracting(Phase::name).doesNotContain("start", "memory");
  }

  private static Noise noise() {
    return report.noise().orElseThrow();
  }

  @Test
  void aDockerfileWithoutATitleIsNamed() {
    assertFailed("no-title", "dockerfiles/failing/no-title.Dockerfile:1", "# Title:");
  }

  @Test
  void aBuildThatFailsShowsTheStep() {
    assertFailed("no-build", "the build failed", "nowhere", "COPY nowhere /");
    assertThat(row("no-build").image()).isEmpty();
  }

  @Test
  void aBuildThatFindsNoWayToItsPackagesIsLeftOut() {
    assertThat(row("offline").status()).isEqualTo(Outcome.SKIPPED);
    assertThat(row("offline").failure().orElseThrow())
        .contains("no repository can be reached for the packages", "connection refused");
  }

  @Test
  void aBaseImageThatCannotBeHadIsNoFailure() {
    assertThat(row("no-base").status()).isEqualTo(Outcome.SKIPPED);
    assertThat(row("no-base").failure())
        .contains("no registry can be reached for the base image 127.0.0.1:9/none:1");
  }

  @Test
  void aBuildThatNeedsPackagesCanFailForOtherReasons() {
    assertFailed("no-compile", "the build failed", "main.go");
  }

  @Test
  void anEntrypointThatIsNotThereIsNamed() {
    assertFailed("no-start", "it doesn't start", "/webserfer");
    assertThat(row("no-start").image()).as("it was built, so it was weighed").isPresent();
  }

  @Test
  void whatAContainerPrintedBeforeItEndedIsShown() {
    assertFailed("ends-at-once", "ended with exit code 1", "Unrecognized option: --out-of-luck");
  }

  @Test
  void aWrongAnswerIsQuoted() {
    assertFailed("wrong-answer", "contract: GET /", "Hello, Word!");
    assertThat(row("wrong-answer").checks()).anyMatch(Check::passed);
  }

  @Test
  void aServerThatDropsARequestInFlightIsCaught() {
    // It has ended before the rest of the request came, or doesn't answer it: both are caught.
    assertFailed("drops-requests", "sigterm: a request in flight is finished: ");
    assertThat(row("drops-requests").checks())
        .filteredOn(check -> check.required() && !check.passed())
        .hasSize(1);
  }

  @Test
  void anAotCacheThatJavaDoesNotUseIsCaught() {
    assertFailed(
        "stale-cache",
        "aotCache: the container ended",
        "not the one used while building the AOT cache");
  }

  @Test
  void noContainerIsLeft() {
    assertThat(containers()).isEmpty();
  }

  private static String repositorys(String id) throws IOException {
    return Files.readString(Repository.ROOT.resolve("dockerfiles/" + id + ".Dockerfile"))
        .replaceAll("(?m)^# Improves on:.*\\R", "");
  }

  private static void dockerfile(String name, String text) throws IOException {
    Files.writeString(root.resolve("dockerfiles/" + SERVER + "/" + name + ".Dockerfile"), text);
  }

  private static void assertFailed(String name, String... reasons) {
    assertThat(row(name).status()).isEqualTo(Outcome.FAILED);
    assertThat(row(name).failure().orElseThrow()).contains(reasons);
  }

  private static Row row(String name) {
    return row(report, name);
  }

  private static Row row(Report report, String name) {
    return report.variants().stream()
        .filter(row -> row.id().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** All containers that this process made. */
  private static List<Container> containers() {
    return OwnContainers.of(DockerClientFactory.instance().client());
  }

  private static Set<String> images() {
    return DockerClientFactory.instance().client().listImagesCmd().exec().stream()
        .filter(image -> image.getRepoTags() != null)
        .flatMap(image -> Set.of(image.getRepoTags()).stream())
        .filter(name -> name.startsWith("multistage/" + SERVER + ":"))
        .collect(Collectors.toSet());
  }
}
