package multistage.report.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import multistage.image.WastedFile;
import multistage.report.diagnostic.UserError;
import multistage.report.model.Builder;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.CheckName;
import multistage.report.model.VariantId;
import multistage.report.rebuild.Change;
import org.junit.jupiter.api.Test;

/** What exercise.yaml may say, and the sentence that a check comes to. */
class ExerciseTest {
  private static final String HEAD =
      "title: T\nchapter: 3. C\nstarter: {misses: [nonRoot], because: root}\n";

  @Test
  void everyKindOfRequirement() {
    Exercise exercise =
        Exercise.parse(
            HEAD
                + """
                difficulty: hard
                builder: buildkit
                context: webserver-go
                secrets: {token: token.txt}
                requires:
                  - passes: sigterm
                  - nonRoot: {}
                  - runs: {arguments: [a, b], prints: Hello}
                  - atMost: {fileBytes: 1000}
                  - smaller: {than: go/single-stage, times: 10}
                  - label: {key: a.b, value: "1"}
                  - hides: token.txt
                  - hidesFromCache: token.txt
                  - pushesAgain: {after: {file: a.sh, line: "# b"}, atMostBytes: 10}
                  - refuses: {file: a.sh, line: exit 1}
                wrongTurns:
                  - name: twice
                    when: [{misses: nonRoot}, {hidden: {how: rewritten, atLeastBytes: 10}}]
                    hint: Once is enough.
                """,
            "exercise.yaml");
    // As a text: no pattern equals another one.
    assertThat(exercise)
        .hasToString(
            new Exercise(
                    "T",
                    "3. C",
                    Optional.of(Exercise.Difficulty.HARD),
                    Optional.of(Builder.BUILDKIT),
                    Optional.of("webserver-go"),
                    Map.of("token", "token.txt"),
                    List.of(
                        new Requirement.Passes(CheckName.SIGTERM),
                        new Requirement.NonRoot(),
                        new Requirement.Runs(List.of("a", "b"), "Hello"),
                        new Requirement.AtMost(1000),
                        new Requirement.Smaller(VariantId.parse("go/single-stage"), 10),
                        new Requirement.Label("a.b", "1"),
                        new Requirement.Hides("token.txt"),
                        new Requirement.HidesFromCache("token.txt"),
                        new Requirement.PushesAgain(new Change("a.sh", "# b"), 10),
                        new Requirement.Refuses(new Change("a.sh", "exit 1"))),
                    new Exercise.Starter(List.of("nonRoot"), "root"),
                    List.of(
                        new WrongTurn(
                            "twice",
                            List.of(
                                new Sign.Misses(Pattern.compile("nonRoot")),
                                new Sign.Hidden(WastedFile.How.REWRITTEN, 10)),
                            "Once is enough.")))
                .toString());
    assertThat(exercise.checks()).containsExactly(CheckName.SIGTERM);
  }

  @Test
  void contextAndSecretsMayBeLeftOut() {
    Exercise exercise = Exercise.parse(HEAD + "requires: [{nonRoot: {}}]\n", "exercise.yaml");
    assertThat(exercise.difficulty()).isEmpty();
    assertThat(exercise.builder()).isEmpty();
    assertThat(exercise.context()).isEmpty();
    assertThat(exercise.secrets()).isEmpty();
    assertThat(exercise.wrongTurns()).isEmpty();
  }

  @Test
  void whatIsWrongIsNamedWithFileAndLine() {
    assertRefused(HEAD, "requires something");
    assertRefused("requires: [{nonRoot: {}}]\n", "title");
    assertRefused(HEAD + "requires:\n  - passes: exposes8080\n", ":5:", "exposes8080", "contract");
    assertRefused(HEAD + "difficulty: simple\nrequires: [{nonRoot: {}}]\n", ":4:", "simple");
    assertRefused(HEAD + "requires:\n  - label: {key: a}\n", ":5:", "a key and a value");
    assertRefused(HEAD + "requires:\n  - passes: speed\n", ":5:", "there is no check speed");
    assertRefused(HEAD + "requires:\n  - faster: {}\n", ":5:", "faster");
    assertRefused(HEAD + "requires:\n  - atMost: {fileBytes: 0}\n", ":5:", "1 or more");
    assertRefused(HEAD + "requires:\n  - smaller: {than: go/x, times: 0}\n", ":5:", "1 or more");
    assertRefused(HEAD + "requires:\n  - smaller: {times: 2}\n", ":5:", "name a step");
    assertRefused(HEAD + "requires:\n  - refuses: {file: a}\n", ":5:", "a file and a line");
    assertRefused(HEAD + "requires: [{nonRoot: {}}]\nhint: x\n", "hint");
    String whole = HEAD + "requires: [{nonRoot: {}}]\nwrongTurns:\n";
    assertRefused(whole + "  - {name: a, hint: b}\n", ":6:", "signs in when");
    assertRefused(whole + "  - {name: a, hint: b, when: [{smells: bad}]}\n", ":6:", "smells");
    assertRefused(whole + "  - {name: a, hint: b, when: [{says: '('}]}\n", ":6:", "Unclosed group");
    assertRefused(
        whole + "  - {name: a, hint: b, when: [{holds: {cause: x, atLeastBytes: 1}}]}\n",
        ":6:",
        "there is no cause x");
    assertRefused("no exercise", "exercise.yaml");
    for (String none : List.of("", "~", "null", "# nothing\n", "[]")) {
      assertRefused(none, "it isn't an exercise, with title, chapter, ");
    }
  }

  private static void assertRefused(String yaml, String... reasons) {
    assertThatThrownBy(() -> Exercise.parse(yaml, "exercise.yaml"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("exercise.yaml")
        .message()
        .contains(reasons);
  }

  @Test
  void whatIsMissingComesAfterWhatIsThere() {
    Exercise exercise =
        Exercise.parse(
            HEAD
                + """
                requires:
                  - passes: contract
                  - nonRoot: {}
                  - atMost: {fileBytes: 1000}
                """,
            "exercise.yaml");
    FakeEvidence evidence =
        new FakeEvidence().checked(new Check(CheckId.parse("contract: GET /"), true, true, "200"));
    evidence.fileBytes = 500;
    Verdict verdict = exercise.judge(evidence);
    assertThat(verdict.isSolved()).isFalse();
    assertThat(verdict.missed()).containsExactly("nonRoot");
    assertThat(verdict.text())
        .isEqualTo(
            "Not yet: it builds, answers as the server should and has 500 B in files, but it runs"
                + " as root, since no USER is set.\n");

    evidence.user = "1000";
    assertThat(exercise.judge(evidence).isSolved()).isTrue();
    assertThat(exercise.judge(evidence).text())
        .isEqualTo(
            "Solved: it builds, answers as the server should, runs as user 1000 and has 500 B in"
                + " files.\n");
  }

  @Test
  void whatFollowsFromOneReasonIsSaidOnce() {
    Exercise exercise =
        Exercise.parse(
            HEAD + "requires: [{passes: contract}, {passes: sigterm}]\n", "exercise.yaml");
    FakeEvidence evidence = new FakeEvidence();
    evidence.proof = new Evidence.Proof(Optional.of("no such file\nit printed nothing"), List.of());
    assertThat(exercise.judge(evidence).text())
        .isEqualTo(
            "Not yet: it builds, but it doesn't come to an answer.\n"
                + "\n  no such file\n  it printed nothing\n");
  }

  @Test
  void whatDoesNotBuildIsNotJudged() {
    Verdict verdict = Verdict.unbuilt("step 3\nno such file");
    assertThat(verdict.isSolved()).isFalse();
    assertThat(verdict.text())
        .isEqualTo(
            "Not yet: it doesn't build. The end of the build's output:\n\n  step 3\n  no such"
                + " file\n");
  }
}
