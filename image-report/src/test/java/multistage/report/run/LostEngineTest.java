package multistage.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import multistage.report.engine.Bug;
import multistage.report.engine.DockerEngine;
import multistage.report.measure.Prover;
import multistage.report.model.Builder;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.CheckName;
import multistage.report.model.Memory;
import multistage.report.model.Outcome;
import multistage.report.model.Proof;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import multistage.report.run.PretendedEngine.Manner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run whose engine ends, or hangs, in the middle of it. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class LostEngineTest {
  private static final VariantId DONE = VariantId.parse("go/done");
  private static final VariantId NEXT = VariantId.parse("go/next");

  @TempDir private Path root;
  @TempDir private Path cache;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<Report> kept = new ArrayList<>();

  @BeforeEach
  void writeTwoVariants() throws IOException {
    Files.createDirectories(root.resolve("webserver-go"));
    Files.writeString(root.resolve("webserver-go/hello"), "world");
    Files.createDirectories(root.resolve("dockerfiles/go"));
    for (VariantId id : List.of(DONE, NEXT)) {
      Files.writeString(
          root.resolve("dockerfiles/" + id + ".Dockerfile"),
          "# Title: " + id + "\nFROM scratch\nCOPY hello /hello\nCMD [\"/hello\"]\n");
    }
  }

  private Report run(String lastRequest, Optional<Report> earlier) throws IOException {
    return run(new PretendedEngine(lastRequest, Manner.ENDS), earlier);
  }

  private Report run(PretendedEngine pretended, Optional<Report> earlier) throws IOException {
    try (PretendedEngine engine = pretended) {
      return new FullReport(
              new FullReport.Options(
                  root,
                  "*",
                  cache,
                  1,
                  Optional.empty(),
                  earlier,
                  true,
                  false,
                  false,
                  Builder.CLASSIC),
              DockerEngine.connect(engine.host(), Duration.ofSeconds(1)),
              new Progress(new PrintStream(said, true)),
              Clock.systemUTC())
          .run(kept::add)
          .report();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "/build, building, ENDS",
    "/build, building, HANGS",
    "/containers/create, proving, ENDS",
    "/containers/create, proving, HANGS",
  })
  void costsTheRowsThatWereNotDone(String lastRequest, String doing, Manner manner)
      throws IOException {
    Report report = run(new PretendedEngine(lastRequest, manner), Optional.empty());
    assertThat(report.variants()).extracting(Row::id).containsExactly(DONE, NEXT);
    assertThat(report.variants())
        .allSatisfy(
            row -> {
              assertThat(row.status()).isEqualTo(Outcome.FAILED);
              assertThat(row.failure().orElseThrow())
                  // What else is built side by side may notice it first.
                  .matches(
                      "the engine stopped answering while "
                          + doing
                          + " (go/(done|next)|engine/bare-server)");
            });
    assertThat(said.toString().lines().filter(line -> line.contains("stopped answering")))
        .as("said once")
        .hasSize(1);
    assertThat(said).asString().doesNotContain("Exception", "\tat ");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void leavesWhatWasFoundOutBefore() throws IOException {
    Report lost = run("/containers/create", Optional.empty());
    assertThat(lost.variants()).allSatisfy(row -> assertThat(row.image()).isPresent());
    Report earlier =
        lost.withVariants(lost.variants().stream().map(this::passed).limit(1).toList());

    Report report = run("/containers/create", Optional.of(earlier));
    assertThat(report.row(DONE).orElseThrow().status()).isEqualTo(Outcome.PASSED);
    assertThat(report.row(NEXT).orElseThrow().failure())
        .contains("the engine stopped answering while proving " + NEXT);
  }

  private Row passed(Row row) {
    return row.with(
        now ->
            now.status(Outcome.PASSED)
                .failure(Optional.empty())
                .startup(Optional.of(Startup.of(List.of(1.0), List.of(), Optional.empty())))
                .memory(Optional.of(Memory.of(List.of(1L))))
                .measuredAt(Optional.of(Instant.EPOCH))
                .proof(Optional.of(new Proof(Instant.EPOCH, Prover.program())))
                .checks(
                    List.of(
                        new Check(
                            new CheckId.Named(CheckName.CONTRACT, Optional.empty()),
                            true,
                            true,
                            "seen"))));
  }

  /** What is read after the process was killed. */
  @Test
  void eachPhaseIsKept() throws IOException {
    run("/containers/create", Optional.empty());
    assertThat(kept).hasSize(4);
    assertThat(kept.get(0).variants())
        .extracting(row -> row.failure().orElseThrow())
        .containsOnly("the run ended before it was checked");
    assertThat(kept.get(1).variants())
        .extracting(row -> row.failure().orElseThrow())
        .allMatch(reason -> reason.startsWith("the engine stopped answering while proving "));
    assertThat(kept).allSatisfy(report -> assertThat(report.variants()).hasSize(2));
  }

  @Test
  void theRunBeforeIsNotForgottenForIt() throws IOException {
    Report lost = run("/containers/create", Optional.empty());
    Report good = lost.withVariants(lost.variants().stream().map(this::passed).toList());
    Path folder = root.resolve("report");
    Progress progress = new Progress(new PrintStream(said, true));
    ReportFiles.write(folder, good);
    ReportFiles.putAside(folder, progress);
    ReportFiles.write(folder, lost);
    assertThat(ReportFiles.putAside(folder, progress).orElseThrow().variants())
        .isEqualTo(good.variants());
    ReportFiles.write(folder, kept.get(0));
    assertThat(ReportFiles.putAside(folder, progress).orElseThrow().variants())
        .isEqualTo(good.variants());
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void aStreamThatStopsEndsTheRunAsWell() throws IOException {
    Report report = run(new PretendedEngine("/get", Manner.HANGS), Optional.empty());
    assertThat(report.variants()).hasSize(2).extracting(Row::status).containsOnly(Outcome.FAILED);
    assertThat(said).asString().contains("the engine stopped answering while ");
  }

  /** A mistake of this program in one row is no failure of that row, and costs no other. */
  @Test
  void aBugCostsItsRowAlone() throws IOException {
    Report report = run(PretendedEngine.withNonsenseOf("multistage/go:done"), Optional.empty());
    assertThat(report.row(DONE).orElseThrow().failure())
        .hasValueSatisfying(reason -> assertThat(Bug.isReason(reason)).as(reason).isTrue());
    assertThat(report.row(NEXT).orElseThrow().image()).isPresent();
    assertThat(said).asString().contains("A BUG in building go/done: ");
  }
}
