package multistage.sizereport.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.sizereport.dockerfile.DockerIgnore;

/**
 * A server's source with one line changed, as by a developer: the text that the server prints when
 * it is ready begins with other words. Every server here has that line, and its program changes
 * with it, but not what the server answers.
 */
final class ChangedSource {
  /** How the text begins, with the quotation mark before it, in each language alike. */
  private static final String READY = "\"Listening on";

  private ChangedSource() {}

  /**
   * Copies a build context and changes one line in it: the first that has the text, in the first of
   * the files in order of their paths.
   *
   * @param words what the server says first from now on; no language's special characters
   * @param copy the folder to make
   * @return the changed file, from the context's root; nothing where no file has such a line
   */
  static Optional<String> copy(Path context, String words, Path copy) throws IOException {
    Optional<String> changed = Optional.empty();
    DockerIgnore ignored = dockerIgnore(context);
    for (Path path : below(context)) {
      String name = context.relativize(path).toString().replace('\\', '/');
      Path target = copy.resolve(context.relativize(path).toString());
      // With its permissions, which are part of what is built.
      Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      if (changed.isEmpty()
          && !ignored.excludes(name)
          && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        // Each byte as a character: whatever else the file holds stays as it is.
        Optional<String> text = change(Files.readString(path, StandardCharsets.ISO_8859_1), words);
        if (text.isPresent()) {
          Files.writeString(target, text.get(), StandardCharsets.ISO_8859_1);
          changed = Optional.of(name);
        }
      }
    }
    return changed;
  }

  /** The source with that line changed, if it has one. */
  static Optional<String> change(String source, String words) {
    int at = source.indexOf(READY);
    return at < 0
        ? Optional.empty()
        : Optional.of(source.substring(0, at + 1) + words + ": " + source.substring(at + 1));
  }

  private static DockerIgnore dockerIgnore(Path context) throws IOException {
    try {
      return DockerIgnore.parse(Files.readString(context.resolve(".dockerignore")));
    } catch (NoSuchFileException e) {
      return DockerIgnore.parse("");
    }
  }

  /** The context itself first, and each folder before what it holds. */
  private static List<Path> below(Path context) throws IOException {
    try (Stream<Path> paths = Files.walk(context)) {
      return paths.sorted().toList();
    }
  }
}
