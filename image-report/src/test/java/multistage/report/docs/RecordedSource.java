package multistage.report.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import multistage.report.Repository;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.Rebuild;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.markdown.AnnotatedMarkdown;

/** A Dockerfile of the recorded run beside its bytes, for a chapter. */
final class RecordedSource {
  /** At the end of the marker of a chapter that is about what building takes. */
  private static final String TIMES = " times";

  private RecordedSource() {}

  /**
   * The section that a marker asks for.
   *
   * @throws IllegalArgumentException when the run has no annotation of the row, or the Dockerfile
   *     has changed since, other than in the words of its comments
   */
  static String section(Report report, String marker, String toRoot) {
    VariantId id = VariantId.parse(marker.split(" ")[1]);
    Row row = report.row(id).orElseThrow();
    AnnotatedDockerfile annotated =
        row.annotation()
            .orElseThrow(
                () -> new IllegalArgumentException("the recorded run has no annotation of " + id));
    List<String> lines = lines(Repository.ROOT.resolve(row.dockerfile()));
    requireSame(row.dockerfile(), annotated.lines(), lines);
    return "The size of the files that each line of ["
        + row.dockerfile()
        + "]("
        + toRoot
        + "/"
        + row.dockerfile()
        + ") adds, and its approximate pull size:\n\n"
        + "<!-- untested: made from the recorded annotation -->\n"
        + AnnotatedMarkdown.source(
            withLines(annotated, lines),
            marker.endsWith(TIMES)
                ? row.rebuild().flatMap(Rebuild::lines).orElse(List.of())
                : List.of());
  }

  static void requireSame(String dockerfile, List<String> recorded, List<String> lines) {
    if (!withoutWordsOfComments(recorded).equals(withoutWordsOfComments(lines))) {
      throw new IllegalArgumentException(
          dockerfile + " has changed since the recorded run; record it anew");
    }
  }

  /** They change no image; that there are as many lines keeps the recorded line numbers right. */
  private static List<String> withoutWordsOfComments(List<String> lines) {
    return lines.stream().map(line -> line.startsWith("#") ? "#" : line).toList();
  }

  private static AnnotatedDockerfile withLines(AnnotatedDockerfile recorded, List<String> lines) {
    return new AnnotatedDockerfile(
        recorded.file(),
        lines,
        recorded.imageId(),
        recorded.fileBytes(),
        recorded.gzipBytes(),
        recorded.stages(),
        recorded.leftBehindFileBytes());
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readString(file).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
