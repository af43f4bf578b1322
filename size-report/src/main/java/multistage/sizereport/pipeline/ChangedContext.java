package multistage.sizereport.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import multistage.sizereport.exercise.Change;

/**
 * A copy of a build context with one line more in one of its files. It is gone when this is closed,
 * and also when the process is told to end before that.
 */
final class ChangedContext implements AutoCloseable {
  private final Path folder;
  private final AtTheEnd removal;

  private ChangedContext(Path folder) {
    this.folder = folder;
    this.removal = new AtTheEnd("remove " + folder, this::removeAtTheEnd);
  }

  /**
   * Copies a context, and changes the copy.
   *
   * @throws BadInputException when it hasn't the file to change
   */
  static ChangedContext of(Path context, Change change) throws IOException {
    ChangedContext copy = new ChangedContext(Files.createTempDirectory("size-report-exercise"));
    try {
      for (Path path : filesBelow(context)) {
        Path target = copy.folder.resolve(context.relativize(path).toString());
        if (!path.equals(context)) {
          Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
      }
      Files.writeString(
          copy.folder.resolve(change.file()), change.line() + "\n", StandardOpenOption.APPEND);
      return copy;
    } catch (NoSuchFileException e) {
      copy.close();
      throw new BadInputException(
          "there is no " + context.resolve(change.file()) + "; git restore brings it back");
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  /** The copy. */
  Path folder() {
    return folder;
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    if (removal.cancel()) {
      remove();
    }
  }

  private void remove() throws IOException {
    for (Path path : filesBelow(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
      Files.deleteIfExists(path);
    }
  }

  private void removeAtTheEnd() {
    try {
      remove();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
