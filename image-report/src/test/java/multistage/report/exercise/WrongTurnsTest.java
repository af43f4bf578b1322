package multistage.report.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import multistage.report.Repository;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each wrong turn that is known gets its hint, by what {@code WrongTurnsIT} recorded of a real
 * image.
 */
class WrongTurnsTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TestFactory
  Stream<DynamicTest> recorded() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (ExerciseFolder exercise : ExerciseFolder.findAll(Repository.ROOT)) {
      for (Path dockerfile : WrongTurnFiles.of(exercise)) {
        tests.add(
            dynamicTest(
                exercise.name() + ": " + dockerfile.getFileName(),
                () ->
                    assertThat(taken(exercise, dockerfile).map(WrongTurn::name))
                        .contains(WrongTurnFiles.turn(dockerfile))));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static Optional<WrongTurn> taken(ExerciseFolder exercise, Path dockerfile)
      throws IOException {
    Findings findings =
        MAPPER.readValue(Files.readString(WrongTurnFiles.record(dockerfile)), Findings.class);
    return WrongTurn.taken(exercise.wrongTurns(), findings);
  }

  /** Those of all exercises are recorded with one of these. */
  @Test
  void noneIsThereThatNobodyTook() throws IOException {
    Set<String> known = new TreeSet<>();
    Set<String> recorded = new TreeSet<>();
    for (ExerciseFolder exercise : ExerciseFolder.findAll(Repository.ROOT)) {
      exercise.wrongTurns().forEach(turn -> known.add(named(turn, exercise)));
      for (Path dockerfile : WrongTurnFiles.of(exercise)) {
        taken(exercise, dockerfile).ifPresent(turn -> recorded.add(named(turn, exercise)));
      }
    }
    known.removeAll(recorded);
    assertThat(known).isEmpty();
  }

  /** With the exercise, if it is its own. */
  private static String named(WrongTurn turn, ExerciseFolder exercise) {
    return exercise.exercise().wrongTurns().contains(turn)
        ? exercise.name() + ": " + turn.name()
        : turn.name();
  }

  @Test
  void namesTellThemApart() throws IOException {
    for (ExerciseFolder exercise : ExerciseFolder.findAll(Repository.ROOT)) {
      assertThat(exercise.exercise().wrongTurns())
          .extracting(WrongTurn::name)
          .doesNotHaveDuplicates();
    }
  }
}
