package multistage.report.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import multistage.report.diagnostic.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which exercise somebody means. */
class ExerciseFolderTest {
  @TempDir private Path root;
  private Path exercises;

  @BeforeEach
  void makeARepository() throws IOException {
    Files.createDirectories(root.resolve("dockerfiles"));
    exercises = root.resolve("docs/exercises");
    Path task = Files.createDirectories(exercises.resolve("03-some-thing"));
    Files.writeString(
        task.resolve("exercise.yaml"),
        "title: T\nchapter: C\nrequires: [{nonRoot: {}}]\nstarter: {misses: [nonRoot]}\n");
    Files.writeString(task.resolve("Dockerfile"), "FROM scratch\n");
    Path solution = Files.createDirectories(exercises.resolve("solutions/03-some-thing"));
    Files.writeString(solution.resolve("Dockerfile"), "FROM scratch\nUSER 1\n");
  }

  @Test
  void byItsFolder() throws IOException {
    ExerciseFolder found = ExerciseFolder.find("docs/exercises/03-some-thing/", root);
    assertThat(found.exercise().title()).isEqualTo("T");
    assertThat(found.number()).isEqualTo("03");
    assertThat(found.tag()).isEqualTo("03");
    assertThat(found.context()).isEqualTo(exercises.resolve("03-some-thing"));
    assertThat(found.dockerfile()).isEqualTo(exercises.resolve("03-some-thing/Dockerfile"));
  }

  @Test
  void fromWithinItsFolder() throws IOException {
    assertThat(ExerciseFolder.find(".", exercises.resolve("03-some-thing")).number())
        .isEqualTo("03");
  }

  @Test
  void byItsNumber() throws IOException {
    assertThat(ExerciseFolder.find("3", root))
        .isEqualTo(ExerciseFolder.find("03", exercises))
        .isEqualTo(ExerciseFolder.find("docs/exercises/03-some-thing", root));
  }

  @Test
  void aSolutionHasItsOwnDockerfileAndTheExercisesSources() throws IOException {
    ExerciseFolder found = ExerciseFolder.find("docs/exercises/solutions/03-some-thing", root);
    assertThat(found.isSolution()).isTrue();
    assertThat(found.tag()).isEqualTo("03-solution");
    assertThat(found.context()).isEqualTo(exercises.resolve("03-some-thing"));
    assertThat(found.dockerfile())
        .isEqualTo(exercises.resolve("solutions/03-some-thing/Dockerfile"));
  }

  /** As the names of variants are, whatever the file is called. */
  @Test
  void theTagIsMadeOfTheFilesName() throws IOException {
    for (String name : List.of("mine", "My_Own", "my.own", "_my--own_")) {
      Files.writeString(exercises.resolve("03-some-thing/" + name + ".Dockerfile"), "FROM a\n");
    }
    assertThat(tag("mine")).isEqualTo("03-mine");
    assertThat(tag("My_Own")).isEqualTo("03-my-own");
    assertThat(tag("my.own")).isEqualTo("03-my-own");
    assertThat(tag("_my--own_")).isEqualTo("03-my-own");
  }

  private String tag(String name) throws IOException {
    return ExerciseFolder.find("docs/exercises/03-some-thing/" + name + ".Dockerfile", root).tag();
  }

  @Test
  void anotherDockerfileInItsFolder() throws IOException {
    String other = "docs/exercises/solutions/03-some-thing/another.Dockerfile";
    Files.writeString(root.resolve(other), "FROM scratch\n");
    ExerciseFolder found = ExerciseFolder.find(other, root);
    assertThat(found.dockerfile()).isEqualTo(root.resolve(other));
    assertThat(found.tag()).isEqualTo("03-solution-another");
    assertThat(found.context()).isEqualTo(exercises.resolve("03-some-thing"));
  }

  @Test
  void whatIsNoExerciseGetsTheListOfThoseThatThereAre() throws IOException {
    for (String wrong : new String[] {"4", "docs/exercises/04-other", "docs/exercises", "/", "."}) {
      assertRefused(wrong, "03-some-thing");
    }
    assertThatThrownBy(() -> ExerciseFolder.find("1", Path.of("/")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("call this in the repository");
  }

  @Test
  void whatIsIncompleteIsNamed() throws IOException {
    Files.delete(exercises.resolve("03-some-thing/Dockerfile"));
    assertRefused("3", "03-some-thing/Dockerfile", "git restore");
    Files.writeString(exercises.resolve("03-some-thing/exercise.yaml"), "title: T\n");
    Files.writeString(exercises.resolve("03-some-thing/Dockerfile"), "FROM scratch\n");
    assertRefused("3", "03-some-thing/exercise.yaml", "a starter");
  }

  private void assertRefused(String given, String... reasons) {
    assertThatThrownBy(() -> ExerciseFolder.find(given, root))
        .isInstanceOf(UserError.class)
        .message()
        .contains(reasons);
  }
}
