package multistage.report.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import multistage.report.GoldenUpdate;
import multistage.report.Main;
import multistage.report.Repository;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.process.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.testcontainers.DockerClientFactory;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds the Dockerfiles in which somebody took a wrong turn: each gets the hint that fits. With
 * {@code -Dgolden.update=true}, what the check finds out is recorded for {@code WrongTurnsTest}:
 * {@code .ci/long wrong-turns}, or {@code mvn verify -Pthorough -Dit.test=WrongTurnsIT}. {@code
 * -Dexercises='03*'} takes some of them.
 */
@Tag("builders")
@Tag("long")
class WrongTurnsIT {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Exercises at a time: what is compared with has one name for each. */
  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(3);

  @TestFactory
  Stream<DynamicTest> hints() throws IOException {
    assumeTrue(new BuildKit().isThere(), "exercises need BuildKit");
    List<DynamicTest> tests = new ArrayList<>();
    for (ExerciseFolder exercise : exercises()) {
      List<Path> dockerfiles = WrongTurnFiles.of(exercise);
      Future<Map<Path, Findings>> checked = EXECUTOR.submit(() -> check(exercise, dockerfiles));
      for (Path dockerfile : dockerfiles) {
        tests.add(
            dynamicTest(
                exercise.name() + ": " + dockerfile.getFileName(),
                () -> getsItsHint(exercise, dockerfile, checked.get().get(dockerfile))));
      }
    }
    return tests.stream();
  }

  private static List<ExerciseFolder> exercises() throws IOException {
    String wanted = System.getProperty("exercises", "*");
    return ExerciseFolder.findAll(Repository.ROOT).stream()
        .filter(
            exercise ->
                Path.of(exercise.name())
                    .getFileSystem()
                    .getPathMatcher("glob:" + wanted)
                    .matches(Path.of(exercise.name())))
        .toList();
  }

  private static Map<Path, Findings> check(ExerciseFolder exercise, List<Path> dockerfiles)
      throws IOException {
    Map<Path, Findings> findings = new TreeMap<>();
    for (Path dockerfile : dockerfiles) {
      new ExerciseCheck(
              DockerEngine.connect(),
              Main.cacheFolder(),
              Optional.empty(),
              new Progress(new PrintStream(OutputStream.nullOutputStream())))
          .check(exercise.withDockerfile(dockerfile), true)
          .findings()
          .ifPresent(found -> findings.put(dockerfile, found));
    }
    return findings;
  }

  private static void getsItsHint(ExerciseFolder exercise, Path dockerfile, Findings findings)
      throws IOException {
    assertThat(findings).as("it doesn't solve the exercise").isNotNull();
    if (GoldenUpdate.isOn()) {
      Files.writeString(
          WrongTurnFiles.record(dockerfile), MAPPER.writeValueAsString(findings) + "\n");
    }
    assertThat(WrongTurn.taken(exercise.wrongTurns(), findings).map(WrongTurn::name))
        .as("%s", findings)
        .contains(WrongTurnFiles.turn(dockerfile));
  }

  @AfterAll
  static void removeImages() throws IOException {
    EXECUTOR.shutdownNow();
    DockerClient client = DockerClientFactory.instance().client();
    for (ExerciseFolder exercise : exercises()) {
      Stream<String> tags =
          WrongTurnFiles.of(exercise).stream().map(file -> exercise.withDockerfile(file).tag());
      for (String tag : Stream.concat(tags, Stream.of(exercise.number() + "-compared")).toList()) {
        try {
          client.removeImageCmd("multistage/exercise:" + tag).exec();
        } catch (NotFoundException e) {
          // Not each one is built, and not every exercise compares.
          continue;
        }
      }
    }
  }
}
