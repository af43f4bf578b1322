package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.exercise.Exercise;
import multistage.report.exercise.ExerciseCheck;
import multistage.report.exercise.Verdict;
import multistage.report.process.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.testcontainers.DockerClientFactory;

/**
 * Each exercise's starter fails its check for the reason that {@code exercise.yaml} states, and for
 * no other; each solution passes it, whichever way it goes: {@code mvn verify -Pthorough}.
 */
@Tag("builders")
class ExercisesIT {
  private static final Path EXERCISES = Repository.ROOT.resolve("docs/exercises");
  private static final Path SOLUTIONS = EXERCISES.resolve("solutions");

  /** Most of a check is waiting: for slow clients to be cut off, for a container to end. */
  private static final int AT_A_TIME = 3;

  private static final Map<Path, Object> TURNS = new ConcurrentHashMap<>();

  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(AT_A_TIME);

  @TestFactory
  Stream<DynamicTest> exercises() throws IOException {
    assumeTrue(new BuildKit().isThere(), "exercises need BuildKit");
    List<DynamicTest> tests = new ArrayList<>();
    Map<Path, Future<Verdict>> starters = new LinkedHashMap<>();
    for (Path folder : folders()) {
      starters.put(folder, check(folder, folder));
    }
    for (Map.Entry<Path, Future<Verdict>> starter : starters.entrySet()) {
      Path folder = starter.getKey();
      Exercise exercise =
          Exercise.parse(Files.readString(folder.resolve(Exercise.FILE)), folder.toString());
      tests.add(
          dynamicTest(
              folder.getFileName() + ": starter",
              () -> failsAsStated(exercise, starter.getValue().get())));
      assertThat(solutions(folder))
          .contains(SOLUTIONS.resolve(folder.getFileName()).resolve("Dockerfile"));
      solutions(folder).stream()
          .filter(solution -> !isAnotherWay(solution))
          .map(ExercisesIT::isSolved)
          .forEach(tests::add);
    }
    assertThat(tests).isNotEmpty();
    tests.add(dynamicTest("no container is left", ExercisesIT::noContainerIsLeft));
    return tests.stream();
  }

  /** A check doesn't demand our solution: it takes another way to the same goal, too. */
  @Tag("long")
  @TestFactory
  Stream<DynamicTest> otherWays() throws IOException {
    assumeTrue(new BuildKit().isThere(), "exercises need BuildKit");
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : folders()) {
      solutions(folder).stream()
          .filter(ExercisesIT::isAnotherWay)
          .map(ExercisesIT::isSolved)
          .forEach(tests::add);
    }
    if (System.getProperty("exercises") == null) {
      assertThat(tests).isNotEmpty();
    }
    assumeTrue(!tests.isEmpty(), "none of these exercises has another solution");
    tests.add(dynamicTest("no container is left", ExercisesIT::noContainerIsLeft));
    return tests.stream();
  }

  private static boolean isAnotherWay(Path solution) {
    return solution.endsWith("another.Dockerfile");
  }

  private static DynamicTest isSolved(Path solution) {
    Future<Verdict> verdict = check(solution.getParent(), solution);
    return dynamicTest(
        solution.getParent().getFileName() + ": solution, " + solution.getFileName(),
        () -> assertThat(verdict.get().isSolved()).as(verdict.get().text()).isTrue());
  }

  /** Those that are wanted: all, or with {@code -Dexercises='1[2-5]*'} some. */
  private static List<Path> folders() throws IOException {
    PathMatcher wanted =
        FileSystems.getDefault().getPathMatcher("glob:" + System.getProperty("exercises", "*"));
    try (Stream<Path> folders = Files.list(EXERCISES)) {
      return folders
          .filter(folder -> wanted.matches(folder.getFileName()))
          .filter(folder -> Files.isRegularFile(folder.resolve(Exercise.FILE)))
          .sorted()
          .toList();
    }
  }

  /** The solution, other ways to the same goal, and entries of readers, where there are some. */
  private static List<Path> solutions(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(SOLUTIONS.resolve(folder.getFileName()))) {
      return files.filter(file -> file.toString().endsWith("Dockerfile")).sorted().toList();
    }
  }

  /**
   * Side by side with other exercises. Those of one exercise take turns: the image that they are
   * compared with has one name, and an engine can't give a name to two builds at once.
   */
  private static Future<Verdict> check(Path exercise, Path dockerfile) {
    Object turn = TURNS.computeIfAbsent(exercise.getFileName(), name -> new Object());
    return EXECUTOR.submit(
        () -> {
          synchronized (turn) {
            return new ExerciseCheck(
                    DockerEngine.connect(),
                    Main.cacheFolder(),
                    Optional.empty(),
                    new Progress(new PrintStream(OutputStream.nullOutputStream())))
                .check(dockerfile.toString(), Repository.ROOT);
          }
        });
  }

  private static void failsAsStated(Exercise exercise, Verdict verdict) {
    assertThat(verdict.missed())
        .as("git restore the starter, if you have solved the exercise: %s", verdict.text())
        .isEqualTo(exercise.starter().misses());
    assertThat(verdict.text())
        .startsWith("Not yet: it builds")
        .contains(exercise.starter().because());
  }

  private static void noContainerIsLeft() {
    assertThat(OwnContainers.of(DockerClientFactory.instance().client())).isEmpty();
  }

  @AfterAll
  static void removeImages() throws IOException {
    EXECUTOR.shutdownNow();
    DockerClient client = DockerClientFactory.instance().client();
    for (Path folder : folders()) {
      String number = folder.getFileName().toString().substring(0, 2);
      List<String> tags = new ArrayList<>(List.of("", "-compared"));
      for (Path solution : solutions(folder)) {
        String stem = solution.getFileName().toString().replaceFirst("\\.?Dockerfile$", "");
        tags.add("-solution" + (stem.isEmpty() ? "" : "-" + stem.toLowerCase(Locale.ROOT)));
      }
      for (String tag : tags) {
        try {
          client.removeImageCmd("multistage/exercise:" + number + tag).exec();
        } catch (NotFoundException e) {
          // Not every exercise compares.
          continue;
        }
      }
    }
  }
}
