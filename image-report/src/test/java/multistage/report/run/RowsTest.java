package multistage.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.report.build.Built;
import multistage.report.build.Found;
import multistage.report.build.NotBuilt;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.StoredImages;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.Engine;
import multistage.report.model.Outcome;
import multistage.report.model.Result;
import multistage.report.model.Row;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.Test;

/** What a row says of a variant that didn't come to its end; a run tries the others. */
class RowsTest {
  private static final Variant VARIANT =
      DockerfileParser.parse(
          new VariantId("go", "example"),
          "dockerfiles/go/example.Dockerfile",
          "webserver-go",
          "# Title: An example\n# Builder: buildkit\n# Platform: linux/arm64\nFROM scratch\n");
  private static final Found.Unreadable UNREADABLE =
      new Found.Unreadable(VARIANT.id(), VARIANT.dockerfile(), "it doesn't introduce itself");
  private static final Found FOUND = new Found.Readable(VARIANT);
  private static final VariantFilter OTHER =
      VariantFilter.parse("go/other", List.of(VARIANT.id(), VariantId.parse("go/other")));

  @Test
  void theFirstReasonIsTheOneThatIsKept() {
    Check unanswered = new Check(CheckId.parse("answers"), false, true, "nothing");
    Row row =
        rows("amd64")
            .built(
                weighed(List.of(unanswered), Optional.of("it can't be weighed")),
                Extras.NONE.rebuilt(new Result.Failed<>("it can't be built again")));
    assertThat(row.status()).isEqualTo(Outcome.FAILED);
    assertThat(row.failure()).contains("it can't be weighed");
    assertThat(row.title()).isEqualTo("An example");
  }

  @Test
  void aCheckThatCouldNotBeMadeIsNoReason() {
    Check notMade = new Check(CheckId.parse("pid1"), false, true, "nobody knows", true);
    Check failed = new Check(CheckId.parse("answers"), false, true, "nothing");
    Row row = rows("amd64").built(weighed(List.of(notMade, failed), Optional.empty()), Extras.NONE);
    assertThat(row.failure()).contains("answers: nothing");
    assertThat(row.checks()).containsExactly(notMade, failed);
  }

  @Test
  void aRequiredCheckThatWasNotPassedIsAReason() {
    Row row =
        rows("amd64")
            .built(
                weighed(
                    List.of(
                        new Check(CheckId.parse("answers"), false, true, "nothing"),
                        new Check(CheckId.parse("has no shell"), false, false, "bin/sh"),
                        new Check(CheckId.parse("ends on SIGTERM"), false, true, "killed")),
                    Optional.empty()),
                Extras.NONE);
    assertThat(row.status()).isEqualTo(Outcome.FAILED);
    assertThat(row.failure()).contains("answers: nothing\nends on SIGTERM: killed");
    assertThat(row.checks()).hasSize(3);
  }

  @Test
  void whatWasNotBuiltSaysWhy() {
    Row skipped =
        rows("amd64").notBuilt(new NotBuilt(VARIANT, Outcome.SKIPPED, "no registry answers"));
    assertThat(skipped.status()).isEqualTo(Outcome.SKIPPED);
    assertThat(skipped.failure()).contains("no registry answers");

    Row failed = rows("amd64").notBuilt(new NotBuilt(VARIANT, Outcome.FAILED, "no such file"));
    assertThat(failed.status()).isEqualTo(Outcome.FAILED);
    assertThat(failed.failure()).contains("no such file");
    assertThat(failed.title()).isEqualTo("An example");
  }

  @Test
  void whatWasNotSelectedWasNotTried() {
    for (Found found : List.of(FOUND, UNREADABLE)) {
      Row row = rows("amd64").notSelected(found, OTHER);
      assertThat(row.status()).isEqualTo(Outcome.SKIPPED);
      assertThat(row.failure()).contains("not selected by -Dvariants=go/other");
    }
  }

  @Test
  void whatCanNotBeReadSaysWhy() {
    Row row = rows("amd64").unreadable(UNREADABLE);
    assertThat(row.status()).isEqualTo(Outcome.FAILED);
    assertThat(row.failure()).contains("it doesn't introduce itself");
    assertThat(row.title()).isEqualTo("example");
    assertThat(row.stages()).isEmpty();
  }

  @Test
  void thePlatformIsSaidWhereItIsNotTheEngines() {
    NotBuilt failed = new NotBuilt(VARIANT, Outcome.FAILED, "the build failed");
    assertThat(rows("amd64").notBuilt(failed).platform()).contains("linux/arm64");
    assertThat(rows("arm64").notBuilt(failed).platform()).isEmpty();
  }

  private static Weighed weighed(List<Check> checks, Optional<String> failure) {
    Built built = new Built(VARIANT, "", StoredImages.of(new byte[32]), Map.of(), false, List.of());
    Checked checked =
        new Checked(built, Optional.empty(), Optional.empty(), checks, Optional.empty());
    return new Weighed(
        Measured.nothing(checked), Optional.empty(), Optional.empty(), List.of(), failure);
  }

  private static Rows rows(String architecture) {
    return new Rows(new Engine("Docker Engine", "1", "1", "overlay2", "linux", architecture));
  }
}
