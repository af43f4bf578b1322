package multistage.report.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import multistage.report.Main;
import multistage.report.Repository;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.process.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** One exercise from its starter to its solution, in a copy. */
@Tag("builders")
class ExerciseRunnerIT {
  private static final String NUMBER = "2";

  @TempDir private Path work;
  private final StringBuilder out = new StringBuilder();

  @Test
  void fromTheStarterToTheSolution() throws Exception {
    assumeTrue(new BuildKit().isThere(), "exercises need BuildKit");
    ExerciseFolder exercise = ExerciseFolder.find(NUMBER, Repository.ROOT);
    Path dockerfile = work.resolve(exercise.name()).resolve("Dockerfile");

    assertThat(runner().check(Optional.of(NUMBER))).isFalse();
    assertThat(said())
        .startsWith("Not yet: it builds")
        .contains("You haven't changed anything yet");

    Files.copy(
        WrongTurnFiles.of(exercise).stream()
            .filter(file -> WrongTurnFiles.turn(file).equals("musl-loader"))
            .findFirst()
            .orElseThrow(),
        dockerfile,
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(runner().check(Optional.empty())).isFalse();
    assertThat(said()).startsWith("Not yet: it builds").contains("Hint: ", "musl");

    Files.copy(
        exercise.solution().resolve("Dockerfile"), dockerfile, StandardCopyOption.REPLACE_EXISTING);
    assertThat(runner().check(Optional.empty())).isTrue();
    assertThat(said()).startsWith("Solved: ").contains("Next: ");

    runner().compare(Optional.empty());
    assertThat(said().split("The difference is .* file bytes, and so is the sum of the changes"))
        .as("starter and copy, copy and solution")
        .hasSize(3);
  }

  private String said() {
    String said = out.toString();
    out.setLength(0);
    return said;
  }

  private ExerciseRunner runner() throws Exception {
    ExerciseCheck check =
        new ExerciseCheck(
            DockerEngine.connect(),
            Main.cacheFolder(),
            Optional.empty(),
            new Progress(new PrintStream(OutputStream.nullOutputStream())));
    return new ExerciseRunner(
        Repository.ROOT,
        work,
        "./lab exercises",
        exercise -> check.check(exercise, true),
        (before, after) -> check.compare(before, after, Path::toString, 100),
        () -> {},
        out::append);
  }

  @AfterEach
  void removeTheImage() {
    DockerClientFactory.instance().client().removeImageCmd("multistage/exercise:02").exec();
  }
}
