package multistage.report.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.diagnostic.UserError;
import multistage.report.process.InputFile;

/**
 * Where an exercise is: its task and starter, a solution of it, or a learner's copy. A solution is
 * a folder of the same name in {@code solutions/}, and has only what differs: its Dockerfile. A
 * copy has all that a build needs.
 *
 * @param exercise what is asked for
 * @param number its number, two digits
 * @param home the folder with task and starter
 * @param dockerfile the Dockerfile to check: the learner's, or the solution's
 * @param own the folder that is the build context, unless the exercise names another one
 * @param root the repository's root
 * @param isSolution whether the Dockerfile is a solution's
 */
record ExerciseFolder(
    Exercise exercise,
    String number,
    Path home,
    Path dockerfile,
    Path own,
    Path root,
    boolean isSolution) {
  private static final String EXERCISES = "docs/exercises";
  private static final String SOLUTIONS = "solutions";
  private static final String WRONG_TURNS = "wrong-turns.yaml";
  private static final String DOCKERFILE = "Dockerfile";
  private static final Pattern NAME = Pattern.compile("(\\d\\d)-[a-z0-9-]+");

  /**
   * Finds an exercise.
   *
   * @param given the path of its folder or of a solution's, or of another Dockerfile in one of
   *     these; or its number
   * @param here what a relative path starts from
   * @throws UserError when there is none, or it isn't complete
   */
  static ExerciseFolder find(String given, Path here) throws IOException {
    Path named = named(given, here);
    boolean isFile = Files.isRegularFile(named);
    Path folder = isFile ? named.getParent() : named;
    boolean isSolution = folder.getNameCount() > 1 && folder.getParent().endsWith(SOLUTIONS);
    Path home = isSolution ? folder.getParent().resolveSibling(folder.getFileName()) : folder;
    Matcher name = NAME.matcher(home.getNameCount() == 0 ? "" : home.getFileName().toString());
    Path declared = home.resolve(Exercise.FILE);
    if (!name.matches() || !Files.isRegularFile(declared)) {
      throw new UserError(folder + " is no exercise: there is no " + declared, known(here));
    }
    Path dockerfile = isFile ? named : folder.resolve(DOCKERFILE);
    if (!Files.isRegularFile(dockerfile)) {
      throw new UserError("there is no " + dockerfile, "git restore brings the starter back");
    }
    return new ExerciseFolder(
        Exercise.parse(InputFile.text(declared, "git restore brings it back"), declared.toString()),
        name.group(1),
        home,
        dockerfile,
        home,
        root(home)
            .orElseThrow(
                () ->
                    new UserError(
                        home + " is outside of the repository",
                        "no folder above it has" + " dockerfiles/")),
        isSolution);
  }

  /** All exercises of the repository that a folder is in, in the order of their numbers. */
  static List<ExerciseFolder> findAll(Path here) throws IOException {
    List<ExerciseFolder> found = new ArrayList<>();
    for (Path home : all(here)) {
      found.add(find(home.toString(), here));
    }
    return found;
  }

  /** The same exercise with another Dockerfile than its starter. */
  ExerciseFolder withDockerfile(Path other) {
    return new ExerciseFolder(exercise, number, home, other, own, root, false);
  }

  /** The same exercise with a learner's copy of its starter, and of what is beside it. */
  ExerciseFolder withCopy(Path copy) {
    return new ExerciseFolder(exercise, number, home, copy.resolve(DOCKERFILE), copy, root, false);
  }

  /** What its folder is called. */
  String name() {
    return home.getFileName().toString();
  }

  /** The number as one says it: without a zero before it. */
  int spokenNumber() {
    return Integer.parseInt(number);
  }

  /** The folder of its solution. */
  Path solution() {
    return home.resolveSibling(SOLUTIONS).resolve(name());
  }

  /**
   * What learners try that doesn't solve it: what is known of this exercise, and then of all.
   *
   * @throws UserError when the file with those of all exercises can't be understood
   */
  List<WrongTurn> wrongTurns() {
    Path ofAll = home.resolveSibling(WRONG_TURNS);
    return Files.isRegularFile(ofAll)
        ? Stream.concat(
                exercise.wrongTurns().stream(),
                Exercise.parseWrongTurns(
                    InputFile.text(ofAll, "git restore brings it back"), ofAll.toString())
                    .stream())
            .toList()
        : exercise.wrongTurns();
  }

  private static Path named(String given, Path here) throws IOException {
    try {
      Path path = here.resolve(given).toAbsolutePath().normalize();
      if (Files.isDirectory(path) || Files.isRegularFile(path)) {
        return path;
      }
      if (given.matches("\\d{1,2}")) {
        String number = (given.length() == 1 ? "0" : "") + given + "-";
        Optional<Path> numbered =
            all(here).stream()
                .filter(exercise -> exercise.getFileName().toString().startsWith(number))
                .findFirst();
        if (numbered.isPresent()) {
          return numbered.get();
        }
      }
    } catch (InvalidPathException e) {
      // What can't be a path is no exercise's either.
    }
    throw new UserError("there is no exercise " + given, known(here));
  }

  /** The exercises of the repository that a folder is in. */
  static List<Path> all(Path here) throws IOException {
    Optional<Path> folder =
        root(here.toAbsolutePath()).map(root -> root.resolve(EXERCISES)).filter(Files::isDirectory);
    if (folder.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder.get())) {
      return paths
          .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
          .filter(path -> Files.isRegularFile(path.resolve(Exercise.FILE)))
          .sorted()
          .toList();
    }
  }

  private static String known(Path here) throws IOException {
    List<Path> all = all(here);
    return all.isEmpty()
        ? "call this in the repository, with an exercise's folder or number"
        : "there are, in "
            + EXERCISES
            + ": "
            + all.stream()
                .map(path -> path.getFileName().toString())
                .collect(Collectors.joining(", "));
  }

  /** The repository that a folder is in. */
  static Optional<Path> root(Path below) {
    return Stream.iterate(below, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.isDirectory(folder.resolve("dockerfiles")))
        .findFirst();
  }

  /** The build context. */
  Path context() {
    return exercise.context().map(root::resolve).orElse(own);
  }

  /** The files that the build is given as secrets, by ID. */
  Map<String, Path> secrets() {
    return exercise.secrets().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, secret -> home.resolve(secret.getValue())));
  }

  /** Of {@code My_own.Dockerfile} it is {@code my-own}: as the names of variants are. */
  private String stem() {
    String name = dockerfile.getFileName().toString().replaceFirst("\\.Dockerfile$", "");
    return name.toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceFirst("^-", "")
        .replaceFirst("-$", "");
  }

  /** What the tag of the image is that is built of the Dockerfile. */
  String tag() {
    return number
        + (isSolution ? "-solution" : "")
        + (dockerfile.endsWith(DOCKERFILE) || stem().isEmpty() ? "" : "-" + stem());
  }
}
