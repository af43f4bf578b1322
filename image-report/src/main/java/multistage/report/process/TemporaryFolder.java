package multistage.report.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A folder among the system's temporary ones, for its owner's eyes only. It is gone, with all that
 * it holds, when this is closed, and also when the process is told to end before that.
 */
public final class TemporaryFolder implements AutoCloseable {
  /** When the process ends, somebody may still be writing to it. */
  private static final int MOST_TRIES = 10;

  private final Path path;
  private final AtTheEnd removal;

  private TemporaryFolder(Path path) {
    this.path = path;
    this.removal = new AtTheEnd("remove " + path, this::removeAtTheEnd);
  }

  /**
   * Makes one.
   *
   * @param purpose what it is for, to be seen in its name
   * @throws IllegalStateException when the process is ending already
   */
  public static TemporaryFolder create(String purpose) throws IOException {
    Path path = Files.createTempDirectory("image-report-" + purpose);
    try {
      return new TemporaryFolder(path);
    } catch (IllegalStateException e) {
      Files.delete(path);
      throw e;
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Removes it, unless that is done already.
   *
   * @throws IOException when something in it can't be removed
   */
  @Override
  public void close() throws IOException {
    if (removal.cancel()) {
      remove();
    }
  }

  private void removeAtTheEnd() {
    try {
      remove();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remove() throws IOException {
    for (int i = 1; ; i++) {
      try {
        Files.walkFileTree(path, new Removal());
        return;
      } catch (DirectoryNotEmptyException e) {
        if (i == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  /** What is gone by itself needn't be removed. */
  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
      if (e != null) {
        throw e;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
