package multistage.sizereport.thorough;

import static multistage.sizereport.Variant.REPOSITORY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of some of the repository's files, in which a test may change something. */
record Checkout(Path root) {
  /** Copies these files and directories, each to the same path below an empty directory. */
  static Checkout copy(Path root, String... paths) throws IOException {
    for (String path : paths) {
      try (Stream<Path> files = Files.walk(REPOSITORY.resolve(path))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = root.resolve(REPOSITORY.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    return new Checkout(root);
  }

  /** The path of a file or directory. */
  Path path(String file) {
    return root.resolve(file);
  }

  /** Replaces a text, which has to be there: a change that changes nothing proves nothing. */
  void change(String file, String before, String after) throws IOException {
    String text = Files.readString(path(file));
    assertThat(text).contains(before);
    Files.writeString(path(file), text.replace(before, after));
  }
}
