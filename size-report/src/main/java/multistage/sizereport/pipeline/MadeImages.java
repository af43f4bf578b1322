package multistage.sizereport.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import multistage.sizereport.engine.StoredImage;

/** The file that notes which images were made, for {@code ./lab --clean}. */
final class MadeImages {
  private MadeImages() {}

  /** Keeps the IDs of the images that are new, a line each; nothing where there is no file. */
  static synchronized void note(Optional<Path> record, Stream<StoredImage> images)
      throws IOException {
    if (record.isEmpty()) {
      return;
    }
    Path file = record.get();
    Set<String> lines =
        Files.exists(file) ? new LinkedHashSet<>(Files.readAllLines(file)) : new LinkedHashSet<>();
    List<String> added = images.map(made -> "image " + made.id()).filter(lines::add).toList();
    Files.write(file, added, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
