package multistage.report.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import multistage.report.engine.StoredImage;
import multistage.report.process.Progress;

/**
 * The file that notes which images were made, for {@code ./lab --clean}.
 *
 * @param record the file; nothing is noted where there is none
 * @param progress is told when the file can't be written, which stops nothing
 */
public record MadeImages(Optional<Path> record, Progress progress) {
  /** Keeps the IDs of the images that are new, a line each. */
  public synchronized void note(Stream<StoredImage> images) {
    if (record.isEmpty()) {
      return;
    }
    Path file = record.get();
    try {
      Set<String> lines =
          Files.exists(file)
              ? new LinkedHashSet<>(Files.readAllLines(file))
              : new LinkedHashSet<>();
      List<String> added = images.map(made -> "image " + made.id()).filter(lines::add).toList();
      Files.write(file, added, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      progress.say("what was made can't be noted for ./lab --clean: " + e);
    }
  }
}
