package multistage.report.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.Image;
import multistage.report.exercise.Evidence.Place;
import multistage.report.exercise.Evidence.Proof;
import multistage.report.exercise.Evidence.Run;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.CheckName;
import multistage.report.model.Result;
import multistage.report.model.VariantId;
import multistage.report.rebuild.Change;
import org.junit.jupiter.api.Test;

/** What is said of an image, requirement by requirement. */
class RequirementTest {
  private static final VariantId STEP = VariantId.parse("go/single-stage");

  private final FakeEvidence evidence = new FakeEvidence();

  @Test
  void aCheckThatWasPassed() {
    evidence.checked(
        new Check(CheckId.parse("contract: GET /"), true, true, "200"),
        new Check(
            CheckId.parse("sigterm: an idle server is gone within a second"), false, true, "no"));
    assertMet(new Requirement.Passes(CheckName.CONTRACT), "answers as the server should");
  }

  @Test
  void aCheckThatWasNotPassedIsQuoted() {
    evidence.checked(
        new Check(CheckId.parse("contract: GET /"), true, true, "200"),
        new Check(CheckId.parse("contract: HEAD /"), false, true, "404\nit printed nothing"));
    Judgement judgement =
        assertUnmet(
            new Requirement.Passes(CheckName.CONTRACT), "doesn't answer as the server should");
    assertThat(judgement.detail()).contains("contract: HEAD /: 404\nit printed nothing");
  }

  @Test
  void aServerThatDoesNotStartPassesNoCheck() {
    evidence.proof = new Proof(Optional.of("exec /webserver: no such file"), List.of());
    Judgement judgement =
        assertUnmet(new Requirement.Passes(CheckName.CONTRACT), "doesn't come to an answer");
    assertThat(judgement.detail()).contains("exec /webserver: no such file");
  }

  @Test
  void aCheckOfFilesNeedsNoStart() {
    evidence.proof =
        new Proof(
            Optional.of("it ended"),
            List.of(new Check(CheckId.parse("noShell"), true, true, "none")));
    assertMet(new Requirement.Passes(CheckName.NO_SHELL), "has no shell");
  }

  @Test
  void aCheckThatTheImageGivesNoReasonToTryIsNotPassed() {
    assertUnmet(
        new Requirement.Passes(CheckName.AOT_CACHE), "doesn't take its classes from an AOT cache");
  }

  @Test
  void aTenthIsEnough() {
    evidence.steps.put(STEP, 100_000_000L);
    evidence.fileBytes = 10_000_000;
    assertMet(
        new Requirement.Smaller(STEP, 10),
        "has 10 MB in files, 10x smaller than go/single-stage's 100 MB");
    evidence.fileBytes = 10_000_001;
    assertUnmet(
        new Requirement.Smaller(STEP, 10),
        "has 10 MB in files, and at most 10 MB is asked for, 10x smaller than go/single-stage's 100 MB");
  }

  @Test
  void aByteLessIsEnoughWhereNoTimesAreAskedFor() {
    evidence.steps.put(STEP, 1_500_000L);
    evidence.fileBytes = 1_499_999;
    assertMet(
        new Requirement.Smaller(STEP, 1),
        "has 1,499,999 bytes in files, go/single-stage has 1,500,000");
    evidence.fileBytes = 1_500_000;
    assertUnmet(
        new Requirement.Smaller(STEP, 1),
        "has 1,500,000 bytes in files, go/single-stage has 1,500,000, and it has to be less");
  }

  @Test
  void aLimitOfBytes() {
    evidence.fileBytes = 12_000_000;
    assertMet(new Requirement.AtMost(12_000_000), "has 12 MB in files");
    assertUnmet(new Requirement.AtMost(11_000_000), "has 12 MB in files, and 11 MB is the most");
  }

  @Test
  void onlyANumberTellsAUserFromRoot() {
    assertUnmet(new Requirement.NonRoot(), "runs as root, since no USER is set");
    for (String root : List.of("0", "root", "0:1000", "000")) {
      evidence.user = root;
      assertUnmet(new Requirement.NonRoot(), "runs as root, since USER is " + root);
    }
    evidence.user = "app";
    assertUnmet(
        new Requirement.NonRoot(), "runs as app, which one can't tell from root without a number");
    evidence.user = "65532:65532";
    assertMet(new Requirement.NonRoot(), "runs as user 65532:65532");
  }

  @Test
  void aProgramThatRuns() {
    Requirement.Runs runs = new Requirement.Runs(null, "Hello");
    evidence.run = new Run(Optional.empty(), Optional.of(0), "Hello, World!\n");
    assertMet(runs, "prints «Hello»");
    evidence.run = new Run(Optional.empty(), Optional.of(0), "\n");
    assertUnmet(runs, "prints nothing instead of «Hello»");
    evidence.run = new Run(Optional.empty(), Optional.of(0), "Bye\n");
    assertThat(assertUnmet(runs, "prints something else than «Hello»").detail()).contains("Bye");
    evidence.run = new Run(Optional.empty(), Optional.of(3), "Hello\n");
    assertUnmet(runs, "ends with exit code 3");
    evidence.run = new Run(Optional.empty(), Optional.empty(), "Hello\n");
    assertUnmet(runs, "doesn't come to an end");
    evidence.run = new Run(Optional.of("no command specified"), Optional.empty(), "");
    assertThat(assertUnmet(runs, "doesn't start").detail()).contains("no command specified");
  }

  @Test
  void aSecretIsShownWhereItIs() {
    assertMet(
        new Requirement.Hides("token"),
        "has the secret from token in no layer and not in its history");
    evidence.places =
        List.of(
            new Place.InLayer(2, Optional.of("COPY token ./")),
            new Place.InLayer(4, Optional.empty()),
            new Place.Description());
    assertUnmet(
        new Requirement.Hides("token"),
        "still has the secret from token in layer 2 (COPY token ./) and in layer 4 and in its"
            + " configuration or history, for docker history --no-trunc to show");
  }

  @Test
  void aSecretInAStageStaysInTheBuildCache() {
    assertMet(
        new Requirement.HidesFromCache("token"), "leaves the secret from token in no other stage");
    evidence.stages = List.of("fetch", "1");
    assertUnmet(
        new Requirement.HidesFromCache("token"),
        "leaves the secret from token in the build cache, with stage fetch and stage 1");
  }

  @Test
  void aLabel() {
    Requirement label = new Requirement.Label("version", "2.0");
    assertUnmet(label, "has no label version");
    evidence.labels = Map.of("version", "");
    assertUnmet(label, "has no label version");
    evidence.labels = Map.of("version", "1.0");
    assertUnmet(label, "has the label version=1.0 instead of 2.0");
    evidence.labels = Map.of("version", "2.0");
    assertMet(label, "has the label version=2.0");
  }

  @Test
  void onlyLayersThatAreNewArePushedAgain() {
    Requirement.PushesAgain pushes =
        new Requirement.PushesAgain(new Change("program.sh", "# a line"), 5_000);
    evidence.image = FakeEvidence.image(9, 2);
    evidence.rebuilt = rebuilt(9, 5);
    assertMet(pushes, "pushes 5 kB again after one changed line");
    evidence.rebuilt = rebuilt(9, 5, 1);
    Judgement judgement =
        assertUnmet(pushes, "pushes 6 kB again after one changed line, and 5 kB is the most");
    assertThat(judgement.detail()).contains("5 kB from COPY file5 /\n1 kB from COPY file1 /");
  }

  @Test
  void aChangeThatDoesNotGetIntoTheImageIsNoSolution() {
    evidence.image = FakeEvidence.image(9, 2);
    evidence.rebuilt = rebuilt(9, 2);
    assertUnmet(
        new Requirement.PushesAgain(new Change("program.sh", "# a line"), 5_000),
        "is the same with one more line in program.sh: that file isn't used");
  }

  @Test
  void aRebuildThatFailsIsShown() {
    evidence.rebuilt = new Result.Failed<>("exit code 1");
    Judgement judgement =
        assertUnmet(
            new Requirement.PushesAgain(new Change("a", "b"), 1),
            "can't be built again with one more line in a");
    assertThat(judgement.detail()).contains("exit code 1");
  }

  @Test
  void aRedTestStopsTheBuild() {
    Requirement.Refuses refuses = new Requirement.Refuses(new Change("greet.sh", "exit 1"));
    assertUnmet(
        refuses, "also builds with «exit 1» added to greet.sh, which its test should have stopped");
    evidence.rebuilt = new Result.Failed<>("red");
    assertMet(refuses, "refuses to build with «exit 1» added to greet.sh");
  }

  private static Result<Image> rebuilt(int... layers) {
    return new Result.Done<>(FakeEvidence.image(layers));
  }

  private void assertMet(Requirement requirement, String phrase) {
    assertThat(requirement.judge(evidence)).isEqualTo(Judgement.met(phrase));
  }

  private Judgement assertUnmet(Requirement requirement, String phrase) {
    Judgement judgement = requirement.judge(evidence);
    assertThat(judgement.met()).isFalse();
    assertThat(judgement.phrase()).isEqualTo(phrase);
    return judgement;
  }
}
