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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.exercise.Exercise;
import multistage.report.exercise.ExerciseCheck;
import multistage.report.exercise.Verdict;
import multistage.report.process.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
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

  /** Of each class of requirement, an exercise and our solution; {@code passes} is one class. */
  @TestFactory
  Stream<DynamicTest> oneOfEachKind() throws IOException {
    List<DynamicTest> tests = starters(firstOfTheirKinds());
    assertThat(tests).isNotEmpty();
    tests.addAll(solved(firstOfTheirKinds(), solution -> !isAnotherWay(solution)));
    return thenNoneIsLeft(tests);
  }

  /** The other exercises; and of all, other ways to the same goal, which a check takes as well. */
  @Tag("long")
  @TestFactory
  Stream<DynamicTest> allOthers() throws IOException {
    List<Path> others = new ArrayList<>(folders());
    others.removeAll(firstOfTheirKinds());
    List<DynamicTest> tests = starters(others);
    tests.addAll(solved(others, solution -> !isAnotherWay(solution)));
    tests.addAll(solved(folders(), ExercisesIT::isAnotherWay));
    if (System.getProperty("exercises") == null) {
      assertThat(tests).isNotEmpty();
    }
    assumeTrue(!tests.isEmpty(), "of these exercises, there is nothing else to check");
    return thenNoneIsLeft(tests);
  }

  @BeforeEach
  void needsBuildKit() {
    assumeTrue(new BuildKit().isThere(), "exercises need BuildKit");
  }

  private static Stream<DynamicTest> thenNoneIsLeft(List<DynamicTest> tests) {
    return Stream.concat(
        tests.stream(),
        Stream.of(dynamicTest("no container is left", ExercisesIT::noContainerIsLeft)));
  }

  private static List<DynamicTest> starters(List<Path> folders) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : folders) {
      Exercise exercise = exercise(folder);
      Future<Verdict> verdict = check(folder, folder);
      tests.add(
          dynamicTest(
              folder.getFileName() + ": starter", () -> failsAsStated(exercise, verdict.get())));
    }
    return tests;
  }

  private static List<DynamicTest> solved(List<Path> folders, Predicate<Path> wanted)
      throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path folder : folders) {
      assertThat(solutions(folder))
          .contains(SOLUTIONS.resolve(folder.getFileName()).resolve("Dockerfile"));
      solutions(folder).stream().filter(wanted).map(ExercisesIT::isSolved).forEach(tests::add);
    }
    return tests;
  }

  private static Exercise exercise(Path folder) throws IOException {
    return Exercise.parse(Files.readString(folder.resolve(Exercise.FILE)), folder.toString());
  }

  /** In the order of their numbers, each that requires something of a kind that none before did. */
  private static List<Path> firstOfTheirKinds() throws IOException {
    Set<Class<?>> kinds = new HashSet<>();
    List<Path> firsts = new ArrayList<>();
    for (Path folder : folders()) {
      if (kinds.addAll(exercise(folder).requires().stream().map(Object::getClass).toList())) {
        firsts.add(folder);
      }
    }
    return firsts;
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
