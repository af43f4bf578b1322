package multistage.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import multistage.report.build.Attempt;
import multistage.report.build.Candidate;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.model.Check;
import multistage.report.model.Engine;
import multistage.report.model.Outcome;
import multistage.report.model.Row;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.Test;

/** What a row says of an attempt that didn't come to its end; a run tries the others. */
class RowsTest {
  private static final Variant VARIANT =
      DockerfileParser.parse(
          new VariantId("go", "example"),
          "dockerfiles/go/example.Dockerfile",
          "webserver-go",
          "# Title: An example\n# Builder: buildkit\n# Platform: linux/arm64\nFROM scratch\n");
  private static final Candidate CANDIDATE = new Candidate.Readable(VARIANT);

  private final Attempt attempt = new Attempt(VARIANT);

  @Test
  void theFirstReasonIsTheOneThatIsKept() {
    attempt.fail("the build failed");
    attempt.fail("it can't be weighed");
    attempt.checks.add(new Check("answers", false, true, "nothing"));

    Row row = row("*", "amd64");
    assertThat(row.status()).isEqualTo(Outcome.FAILED);
    assertThat(row.failure()).contains("the build failed");
    assertThat(row.title()).isEqualTo("An example");
  }

  @Test
  void aRequiredCheckThatWasNotPassedIsAReason() {
    attempt.checks.add(new Check("answers", false, true, "nothing"));
    attempt.checks.add(new Check("has no shell", false, false, "bin/sh"));
    attempt.checks.add(new Check("ends on SIGTERM", false, true, "killed"));

    Row row = row("*", "amd64");
    assertThat(row.status()).isEqualTo(Outcome.FAILED);
    assertThat(row.failure()).contains("answers: nothing\nends on SIGTERM: killed");
    assertThat(row.checks()).hasSize(3);
  }

  @Test
  void whatWasLeftOutSaysWhy() {
    attempt.skip("no registry answers");
    assertThat(row("*", "amd64").status()).isEqualTo(Outcome.SKIPPED);
    assertThat(row("*", "amd64").failure()).contains("no registry answers");
  }

  @Test
  void whatWasNotSelectedWasNotTried() {
    Row row = rows("go/other", "amd64").row(CANDIDATE, Optional.empty());
    assertThat(row.status()).isEqualTo(Outcome.SKIPPED);
    assertThat(row.failure()).contains("not selected by -Dvariants=go/other");
  }

  @Test
  void whatCanNotBeReadSaysWhy() {
    Row row =
        rows("*", "amd64")
            .row(
                new Candidate.Unreadable(
                    VARIANT.id(), VARIANT.dockerfile(), "it doesn't introduce itself"),
                Optional.empty());
    assertThat(row.status()).isEqualTo(Outcome.FAILED);
    assertThat(row.failure()).contains("it doesn't introduce itself");
    assertThat(row.title()).isEqualTo("example");
    assertThat(row.stages()).isEmpty();
  }

  @Test
  void thePlatformIsSaidWhereItIsNotTheEngines() {
    attempt.fail("the build failed");
    assertThat(row("*", "amd64").platform()).contains("linux/arm64");
    assertThat(row("*", "arm64").platform()).isEmpty();
  }

  private Row row(String selected, String architecture) {
    return rows(selected, architecture).row(CANDIDATE, Optional.of(attempt));
  }

  private static Rows rows(String selected, String architecture) {
    return new Rows(
        VariantFilter.parse(selected, List.of(VARIANT.id(), VariantId.parse("go/other"))),
        new Engine("Docker Engine", "1", "1", "overlay2", "linux", architecture),
        Instant.EPOCH,
        Optional.empty());
  }
}
