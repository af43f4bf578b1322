package multistage.report.rebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.report.diagnostic.UserError;
import multistage.report.dockerfile.DockerIgnore;
import multistage.report.process.TemporaryFolder;

/**
 * A copy of a build context with one line changed, as by a developer. It is gone when this is
 * closed, and also when the process is told to end before that.
 */
public final class ChangedContext implements AutoCloseable {
  /**
   * What every server here prints when it is ready, with the quotation mark before it: in each
   * language alike.
   */
  private static final String READY = "\"Listening on";

  private final TemporaryFolder folder;

  private ChangedContext(TemporaryFolder folder) {
    this.folder = folder;
  }

  /**
   * A copy with one line more at the end of a file.
   *
   * @throws UserError when the context hasn't the file
   */
  public static ChangedContext withLine(Path context, Change change) throws IOException {
    ChangedContext copy = copyOf(context);
    try {
      Files.writeString(
          copy.folder().resolve(change.file()), change.line() + "\n", StandardOpenOption.APPEND);
      return copy;
    } catch (NoSuchFileException e) {
      copy.close();
      throw new UserError(
          "there is no " + context.resolve(change.file()), "git restore brings it back");
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  /**
   * A copy with other words at the beginning of what the server prints when it is ready: its
   * program changes with that, but not what it answers. The line is the first that has the text, in
   * the first of the files in order of their paths that is sent to the builder.
   *
   * @param ignored what isn't sent
   * @param words what the server says first from now on; no language's special characters
   * @return nothing where no file has such a line
   */
  static Optional<ChangedContext> withWords(Path context, DockerIgnore ignored, String words)
      throws IOException {
    ChangedContext copy = copyOf(context);
    try {
      for (Path path : filesBelow(copy.folder())) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            && !ignored.excludes(copy.folder().relativize(path).toString().replace('\\', '/'))) {
          // Each byte as a character: whatever else the file holds stays as it is.
          Optional<String> text =
              change(Files.readString(path, StandardCharsets.ISO_8859_1), words);
          if (text.isPresent()) {
            Files.writeString(path, text.get(), StandardCharsets.ISO_8859_1);
            return Optional.of(copy);
          }
        }
      }
      copy.close();
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  /** The source with that line changed, if it has one. */
  static Optional<String> change(String source, String words) {
    int at = source.indexOf(READY);
    return at < 0
        ? Optional.empty()
        : Optional.of(source.substring(0, at + 1) + words + ": " + source.substring(at + 1));
  }

  private static ChangedContext copyOf(Path context) throws IOException {
    ChangedContext copy = new ChangedContext(TemporaryFolder.create("context"));
    try {
      for (Path path : filesBelow(context)) {
        if (!path.equals(context)) {
          // With its permissions, which are part of what is built.
          Files.copy(
              path,
              copy.folder().resolve(context.relativize(path).toString()),
              StandardCopyOption.COPY_ATTRIBUTES,
              LinkOption.NOFOLLOW_LINKS);
        }
      }
      return copy;
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  /** The copy. */
  public Path folder() {
    return folder.path();
  }

  /** The folder itself first, and each folder before what it holds. */
  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
