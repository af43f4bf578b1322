package multistage.report.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import multistage.report.diagnostic.UserError;
import multistage.report.process.InputFile;

/**
 * A learner's own folder: a copy of each exercise that was begun, and the record of the progress.
 *
 * <p>A copy has what a build needs, and not the task, which refers to what is around it.
 */
final class Workbook {
  private static final String RECORD = "progress.yaml";
  private static final Set<String> NOT_COPIED = Set.of("README.md", Exercise.FILE);

  private final Path folder;

  /** Touches nothing yet. */
  Workbook(Path folder) {
    this.folder = folder;
  }

  /** Where the copy of an exercise is, or will be. */
  Path copyOf(ExerciseFolder exercise) {
    return folder.resolve(exercise.name());
  }

  /**
   * Makes the copy, unless it is there.
   *
   * @return whether it was made now
   * @throws UserError when something else is in its place
   */
  boolean begin(ExerciseFolder exercise) throws IOException {
    Path copy = copyOf(exercise);
    if (Files.isDirectory(copy)) {
      return false;
    }
    for (Path path : List.of(folder, copy)) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path)) {
        throw new UserError(
            path + " is in the way: your copies belong there", "move it to another place");
      }
    }
    write(exercise);
    return true;
  }

  /** Replaces the copy, and all that the learner changed in it, with the starter. */
  void reset(ExerciseFolder exercise) throws IOException {
    Path copy = copyOf(exercise);
    if (Files.isDirectory(copy)) {
      List<Path> paths;
      try (Stream<Path> walk = Files.walk(copy)) {
        paths = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : paths) {
        Files.delete(path);
      }
    }
    begin(exercise);
  }

  private void write(ExerciseFolder exercise) throws IOException {
    Path copy = copyOf(exercise);
    Files.createDirectories(copy);
    for (Path file : starterFiles(exercise)) {
      Path target = copy.resolve(file.toString());
      Files.createDirectories(target.getParent());
      // With its permissions, which are part of what is built.
      Files.copy(
          exercise.home().resolve(file),
          target,
          StandardCopyOption.COPY_ATTRIBUTES,
          LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * Makes sure that the copy can be built.
   *
   * @param remedy what to do where it can't
   * @throws UserError when a file of the starter isn't there: which
   */
  void requireWhole(ExerciseFolder exercise, String remedy) throws IOException {
    Path copy = copyOf(exercise);
    if (!Files.isDirectory(copy)) {
      throw new UserError("there is no copy of the exercise: " + copy, remedy);
    }
    for (Path file : starterFiles(exercise)) {
      if (!Files.exists(copy.resolve(file.toString()))) {
        throw new UserError("there is no " + copy.resolve(file.toString()), remedy);
      }
    }
  }

  /** Whether the copy is as it was made. */
  boolean isUnchanged(ExerciseFolder exercise) throws IOException {
    List<Path> files = starterFiles(exercise);
    if (!filesBelow(copyOf(exercise)).equals(files)) {
      return false;
    }
    for (Path file : files) {
      Path copied = copyOf(exercise).resolve(file.toString());
      if (Files.mismatch(exercise.home().resolve(file), copied) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Another value after each change to the copy that an editor saves. */
  List<String> state(ExerciseFolder exercise) throws IOException {
    List<String> state = new ArrayList<>();
    for (Path file : filesBelow(copyOf(exercise))) {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(
                copyOf(exercise).resolve(file.toString()),
                BasicFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS);
        state.add(file + " " + attributes.size() + " " + attributes.lastModifiedTime());
      } catch (IOException e) {
        // An editor has taken it away, to put another one in its place.
        state.add(file + " is gone");
      }
    }
    return state;
  }

  private static List<Path> starterFiles(ExerciseFolder exercise) throws IOException {
    return filesBelow(exercise.home()).stream()
        .filter(file -> !NOT_COPIED.contains(file.toString()))
        .toList();
  }

  /** Relative to the folder, in their order; none where there is no folder. */
  private static List<Path> filesBelow(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .map(folder::relativize)
          .sorted()
          .toList();
    }
  }

  /**
   * What was done so far.
   *
   * @throws UserError when the record can't be understood
   */
  LearnerProgress progress() {
    Path file = folder.resolve(RECORD);
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? LearnerProgress.parse(
            InputFile.text(file, "delete it to begin a new one; your Dockerfiles stay"),
            file.toString())
        : LearnerProgress.NONE;
  }

  /** Notes what was done, in one step: whoever ends this meanwhile leaves the old or the new. */
  void note(LearnerProgress progress) throws IOException {
    Files.createDirectories(folder);
    // Others write, too, as a hint does while something is watched.
    Path written = folder.resolve(RECORD + "." + ProcessHandle.current().pid() + ".new");
    try {
      Files.writeString(written, progress.text());
      Files.move(written, folder.resolve(RECORD), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
