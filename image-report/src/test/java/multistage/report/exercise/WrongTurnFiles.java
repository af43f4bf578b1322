package multistage.report.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import multistage.report.Repository;

/**
 * Dockerfiles in which somebody took a wrong turn: {@code wrong-turns/EXERCISE/TURN.Dockerfile}, or
 * {@code TURN.ANYTHING.Dockerfile} for another one that is to get the same hint. What a check finds
 * out of each is recorded beside it.
 */
final class WrongTurnFiles {
  private static final Path FOLDER =
      Repository.ROOT.resolve("image-report/src/test/resources/wrong-turns");

  private static final String DOCKERFILE = ".Dockerfile";

  private WrongTurnFiles() {}

  /** The wrong Dockerfiles of an exercise; none where there are none yet. */
  static List<Path> of(ExerciseFolder exercise) throws IOException {
    Path folder = FOLDER.resolve(exercise.name());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(DOCKERFILE)).sorted().toList();
    }
  }

  /** The turn that somebody took in it. */
  static String turn(Path dockerfile) {
    return dockerfile.getFileName().toString().replaceFirst("\\..*", "");
  }

  /** What a check found out. */
  static Path record(Path dockerfile) {
    String name = dockerfile.getFileName().toString();
    return dockerfile.resolveSibling(
        name.substring(0, name.length() - DOCKERFILE.length()) + ".json");
  }
}
