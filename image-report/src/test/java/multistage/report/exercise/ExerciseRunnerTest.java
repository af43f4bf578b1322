package multistage.report.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.report.diagnostic.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A learner's way through two exercises, with checks that somebody else makes. */
class ExerciseRunnerTest {
  @TempDir private Path root;
  private Path work;
  private final StringBuilder out = new StringBuilder();
  private final List<Path> checked = new ArrayList<>();

  /** What the checks come to, and what the learner does while the runner waits. */
  private final Deque<ExerciseCheck.Outcome> outcomes = new ArrayDeque<>();

  private final Deque<Edit> edits = new ArrayDeque<>();

  private interface Edit {
    void make() throws IOException;
  }

  @BeforeEach
  void makeARepository() throws IOException {
    Files.createDirectories(root.resolve("dockerfiles"));
    work = root.resolve("work");
    exercise("01-one-thing", "One thing");
    exercise("02-another", "Another");
    Files.writeString(
        root.resolve("docs/exercises/wrong-turns.yaml"),
        "- {name: general, when: [{misses: nonRoot}], hint: Say who.}\n");
  }

  private void exercise(String name, String title) throws IOException {
    Path task = Files.createDirectories(root.resolve("docs/exercises").resolve(name));
    Files.writeString(
        task.resolve("exercise.yaml"),
        "title: %s\nchapter: 4. C\nrequires: [{nonRoot: {}}]\nstarter: {misses: [nonRoot]}\n"
                .formatted(title)
            + "wrongTurns:\n  - {name: own, when: [{user: root}], hint: Not root.}\n");
    Files.writeString(task.resolve("Dockerfile"), "FROM scratch\n");
    Files.createDirectories(task.resolve("src"));
    Path script = Files.writeString(task.resolve("src/run.sh"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Files.writeString(
        task.resolve("README.md"),
        "# 1. T\n\nDo it.\n\n<details><summary>Hint: a</summary>\n\nFirst.\n\n</details>\n\n"
            + "<details><summary>Hint: b</summary>\n\nSecond.\n\n</details>\n");
    Path solution = Files.createDirectories(root.resolve("docs/exercises/solutions").resolve(name));
    Files.writeString(solution.resolve("README.md"), "# A solution\n\nBecause.\n");
    Files.writeString(solution.resolve("Dockerfile"), "FROM scratch\nUSER 1\n");
  }

  private ExerciseRunner runner() throws IOException {
    return new ExerciseRunner(
        root,
        work,
        "./lab exercises",
        exercise -> {
          checked.add(exercise.dockerfile());
          return outcomes.remove();
        },
        (before, after) ->
            root.relativize(before.dockerfile()) + " > " + root.relativize(after.dockerfile()),
        () -> {
          if (!edits.isEmpty()) {
            try {
              edits.remove().make();
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        },
        out::append);
  }

  private static ExerciseCheck.Outcome failed(String user) {
    Verdict verdict =
        new Verdict(
            Optional.empty(),
            List.of(
                new Verdict.Part(new Requirement.NonRoot(), Judgement.unmet("runs as " + user))));
    return new ExerciseCheck.Outcome(
        verdict,
        Optional.of(
            new Findings(
                true,
                verdict.missed(),
                "",
                List.of(),
                user,
                List.of(),
                List.of(),
                false,
                Map.of(),
                Map.of(),
                Map.of())));
  }

  private static ExerciseCheck.Outcome solved() {
    return new ExerciseCheck.Outcome(
        new Verdict(
            Optional.empty(),
            List.of(new Verdict.Part(new Requirement.NonRoot(), Judgement.met("runs as user 1")))),
        Optional.empty());
  }

  private String said() {
    String said = out.toString();
    out.setLength(0);
    return said;
  }

  private void edit(String exercise, String text) throws IOException {
    Files.writeString(work.resolve(exercise).resolve("Dockerfile"), text);
  }

  @Test
  void listsWhatThereIsAndWhatComesNext() throws IOException {
    runner().list();
    assertThat(said())
        .isEqualTo(
            """
            0 of 2 exercises solved

              [ ]  1  One thing  4. C
              [ ]  2  Another    4. C

            ./lab exercises next shows exercise 1.
            """);
    assertThat(work).doesNotExist();

    runner().hint(Optional.of("2"));
    outcomes.add(solved());
    runner().check(Optional.of("1"));
    runner().hint(Optional.of("02-another"));
    said();
    runner().list();
    assertThat(said())
        .contains("1 of 2 exercises solved")
        .contains("  [x]  1  One thing  4. C\n")
        .contains("  [>]  2  Another    4. C, 2 hints\n")
        .endsWith("./lab exercises next shows exercise 2.\n");
  }

  @Test
  void theOrderIsThatOfTheChapters() throws IOException {
    exercise("03-everything", "Everything");
    exercise("04-early", "Early");
    replace("03-everything", "4. C", "all");
    replace("04-early", "4. C", "2. B\ndifficulty: easy");
    runner().list();
    assertThat(said())
        .contains(
            """
              [ ]  4  Early       2. B, easy
              [ ]  1  One thing   4. C
              [ ]  2  Another     4. C
              [ ]  3  Everything  all
            """)
        .endsWith("./lab exercises next shows exercise 4.\n");
  }

  private void replace(String exercise, String text, String by) throws IOException {
    Path file = root.resolve("docs/exercises").resolve(exercise).resolve("exercise.yaml");
    Files.writeString(file, Files.readString(file).replace(text, by));
  }

  @Test
  void theNextOneIsCopiedWithoutItsTask() throws IOException {
    runner().next(Optional.empty());
    assertThat(said())
        .contains("1. One thing\n\nDo it.\n", "work/01-one-thing/Dockerfile", "check 1");
    assertThat(work.resolve("01-one-thing/Dockerfile")).hasContent("FROM scratch\n");
    assertThat(work.resolve("01-one-thing/src/run.sh")).isExecutable();
    assertThat(work.resolve("01-one-thing/README.md")).doesNotExist();
    assertThat(work.resolve("01-one-thing/exercise.yaml")).doesNotExist();

    edit("01-one-thing", "mine");
    runner().next(Optional.empty());
    assertThat(said()).contains("1. One thing");
    assertThat(work.resolve("01-one-thing/Dockerfile")).hasContent("mine");
    runner().next(Optional.of("2"));
    assertThat(said()).contains("2. Another");
    runner().next(Optional.empty());
    assertThat(said()).contains("2. Another");
  }

  @Test
  void aCheckIsOfTheCopyAndAnswersTheWrongTurn() throws IOException {
    outcomes.add(failed(""));
    assertThat(runner().check(Optional.empty())).isFalse();
    assertThat(said())
        .contains("Not yet: it builds, but it runs as")
        .endsWith("\nYou haven't changed anything yet. Edit work/01-one-thing/Dockerfile.\n");
    assertThat(checked).containsExactly(work.resolve("01-one-thing/Dockerfile"));

    edit("01-one-thing", "FROM scratch\nUSER root\n");
    outcomes.add(failed("root"));
    runner().check(Optional.empty());
    assertThat(said()).endsWith("\nHint: Not root.\n");

    outcomes.add(failed("app"));
    runner().check(Optional.empty());
    assertThat(said())
        .contains("\n./lab exercises compare 1 shows what your changes brought, line by line.\n")
        .endsWith("\nHint: Say who.\n");

    Files.delete(root.resolve("docs/exercises/wrong-turns.yaml"));
    outcomes.add(failed("app"));
    runner().check(Optional.empty());
    assertThat(said()).endsWith("\n./lab exercises hint 1 gives a hint.\n");
  }

  @Test
  void whatIsSolvedStaysSolvedAndTheNextOneFollows() throws IOException {
    outcomes.add(solved());
    assertThat(runner().check(Optional.of("1"))).isTrue();
    assertThat(said())
        .contains("Solved: ", "./lab exercises solution 1 shows")
        .endsWith("Next: 2. Another (./lab exercises next)\n");
    outcomes.add(failed(""));
    runner().check(Optional.of("1"));
    outcomes.add(solved());
    // The one that was worked on last is solved: so this is the next.
    assertThat(runner().check(Optional.empty())).isTrue();
    assertThat(said()).endsWith("You have solved all exercises.\n");
    assertThat(checked).last().isEqualTo(work.resolve("02-another/Dockerfile"));
    assertThatThrownBy(() -> runner().check(Optional.empty()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("all exercises are solved");
    runner().next(Optional.empty());
    assertThat(said()).startsWith("You have solved all exercises.");
  }

  @Test
  void oneHintMoreEachTime() throws IOException {
    runner().hint(Optional.of("1"));
    assertThat(said()).contains("Hint 1 of 2: a\n\nFirst.").doesNotContain("Second.");
    runner().hint(Optional.empty());
    assertThat(said()).contains("Hint 2 of 2: b\n\nSecond.").doesNotContain("First.");
    runner().hint(Optional.empty());
    assertThat(said())
        .contains("First.", "Second.", "There are no more hints.", "solution 1 --anyway");
  }

  @Test
  void aSolutionIsShownToThoseWhoHaveOne() throws IOException {
    assertThatThrownBy(() -> runner().solution("1", false))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("isn't solved yet", "--anyway");
    runner().solution("1", true);
    assertThat(said())
        .isEqualTo(
            "A solution\n\nBecause.\n\n"
                + "Files: docs/exercises/solutions/01-one-thing/Dockerfile\n");
    outcomes.add(solved());
    runner().check(Optional.of("1"));
    said();
    runner().solution("1", false);
    assertThat(said()).contains("Because.");
  }

  @Test
  void aCopyIsComparedWithTheStarterAndLaterWithASolution() throws IOException {
    assertThatThrownBy(() -> runner().compare(Optional.empty()))
        .hasMessage("you haven't begun an exercise; ./lab exercises next begins one");
    runner().next(Optional.of("1"));
    said();
    runner().compare(Optional.empty());
    assertThat(said())
        .startsWith("You haven't changed anything yet.")
        .endsWith("Once you have solved the exercise, this also shows a solution beside yours.\n");

    edit("01-one-thing", "FROM scratch\nUSER 12\n");
    runner().compare(Optional.of("1"));
    assertThat(said())
        .startsWith("docs/exercises/01-one-thing/Dockerfile > work/01-one-thing/Dockerfile")
        .doesNotContain("solutions");

    outcomes.add(solved());
    runner().check(Optional.empty());
    assertThat(said()).contains("./lab exercises compare 1 puts it beside yours, line by line.");
    runner().compare(Optional.empty());
    assertThat(said())
        .contains(
            "> work/01-one-thing/Dockerfile",
            "work/01-one-thing/Dockerfile > docs/exercises/solutions/01-one-thing/Dockerfile");
  }

  @Test
  void aResetBringsTheStarterAndForgets() throws IOException {
    outcomes.add(solved());
    runner().check(Optional.of("1"));
    edit("01-one-thing", "mine");
    Files.writeString(work.resolve("01-one-thing/notes"), "mine");
    said();

    runner().reset("1");

    assertThat(said()).contains("work/01-one-thing is the starter again");
    assertThat(work.resolve("01-one-thing/Dockerfile")).hasContent("FROM scratch\n");
    assertThat(work.resolve("01-one-thing/notes")).doesNotExist();
    runner().list();
    assertThat(said()).contains("0 of 2");
  }

  @Test
  void whatIsWrongIsSaidBeforeAnyCheck() throws IOException {
    for (String wrong : List.of("3", "0", "x", "", "-1", "../01-one-thing")) {
      assertThatThrownBy(() -> runner().check(Optional.of(wrong)))
          .isInstanceOf(UserError.class)
          .hasMessage("there is no exercise " + wrong + "; ./lab exercises lists them");
    }
    runner().next(Optional.of("1"));
    Files.delete(work.resolve("01-one-thing/Dockerfile"));
    assertThatThrownBy(() -> runner().check(Optional.of("1")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "there is no "
                + work.resolve("01-one-thing/Dockerfile")
                + "; ./lab exercises reset 1 puts the starter there");
    Files.writeString(work.resolve("02-another"), "in the way");
    assertThatThrownBy(() -> runner().check(Optional.of("2")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is in the way");
    Files.writeString(work.resolve("progress.yaml"), "exercises: 5");
    assertThatThrownBy(() -> runner().list())
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("progress.yaml", "is damaged", "delete it");
    assertThat(checked).isEmpty();
  }

  @Test
  void aFolderWithoutExercises() {
    assertThatThrownBy(
            () ->
                ExerciseRunner.in(
                    Path.of("/"),
                    "./lab exercises",
                    () -> {
                      throw new IllegalStateException("no check");
                    },
                    80,
                    out::append))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there are no exercises here");
  }

  @Test
  void watchingChecksWhatIsSavedUntilAllIsSolved() throws Exception {
    outcomes.addAll(List.of(failed("root"), solved(), solved()));
    edits.add(() -> edit("01-one-thing", "FROM scratch\nUSER root\n"));
    // Still being written.
    edits.add(() -> edit("01-one-thing", "FROM scratch\nUSER root\nEXPOSE 80\n"));
    edits.add(() -> {});
    edits.add(() -> edit("01-one-thing", "FROM scratch\nUSER 1\n"));
    edits.add(() -> {});
    edits.add(() -> edit("02-another", "FROM scratch\nUSER 12\n"));

    runner().watch(Optional.empty());

    assertThat(outcomes).isEmpty();
    assertThat(checked)
        .containsExactly(
            work.resolve("01-one-thing/Dockerfile"),
            work.resolve("01-one-thing/Dockerfile"),
            work.resolve("02-another/Dockerfile"));
    assertThat(said())
        .contains("Watching work/01-one-thing", "Hint: Not root.", "Watching work/02-another")
        .endsWith("You have solved all exercises.\n");
  }

  @Test
  void watchingOneEndsWithIt() throws Exception {
    runner().next(Optional.of("1"));
    edit("01-one-thing", "FROM scratch\nUSER 1\n");
    outcomes.add(solved());

    runner().watch(Optional.of("1"));

    assertThat(checked).hasSize(1);
    assertThat(said()).endsWith("Next: 2. Another (./lab exercises next)\n");
  }

  @Test
  void watchingGoesOnWhereTheLearnerHasToPutSomethingRight() throws Exception {
    runner().next(Optional.of("1"));
    Files.delete(work.resolve("01-one-thing/Dockerfile"));
    edits.add(() -> edit("01-one-thing", "FROM scratch\nUSER 1\n"));
    outcomes.add(solved());

    runner().watch(Optional.of("1"));

    assertThat(said()).contains("there is no ", "Solved: ");
  }
}
