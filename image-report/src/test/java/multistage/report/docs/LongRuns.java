package multistage.report.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import multistage.report.Repository;

/**
 * When each step of {@code .ci/long} last passed, as it notes in {@code docs/data/long-runs.tsv}.
 */
final class LongRuns {
  private static final Path FILE = Repository.ROOT.resolve("docs/data/long-runs.tsv");

  private LongRuns() {}

  /** The lines of the steps that the marker names, in its order. */
  static String table(String marker) {
    try {
      return table(marker, Files.exists(FILE) ? Files.readAllLines(FILE) : List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String table(String marker, List<String> runs) {
    return List.of(marker.split(" ")).stream()
        .skip(1)
        .map(step -> line(step, runs))
        .collect(
            Collectors.joining(
                "", "| `.ci/long` | Passed | Commit | Minutes |\n|---|---|---|---:|\n", ""));
  }

  private static String line(String step, List<String> runs) {
    return runs.stream()
        .map(line -> line.split("\t"))
        .filter(fields -> fields[0].equals(step))
        .findFirst()
        .map(
            run ->
                "| `%s` | %s | %s | %d |\n"
                    .formatted(step, run[1], run[2], Math.round(Long.parseLong(run[3]) / 60.0)))
        .orElse("| `%s` | not recorded yet | | |\n".formatted(step));
  }
}
