package multistage.report.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import multistage.image.Image;
import multistage.report.Repository;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.Rebuild;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.data.AnnotatedJson;
import multistage.report.render.markdown.AnnotatedMarkdown;

/**
 * A Dockerfile beside its bytes, for a chapter. The recorded run has the bytes of the image's
 * lines. Where a chapter is about those that stay on the builder, they are in a file, as {@code
 * image-report annotate --json} prints it. They are sizes, not times: what another engine built is
 * the recorded image, if it has as many bytes.
 */
final class RecordedSource {
  private static final Path FOLDER = Repository.ROOT.resolve("docs/data/annotated");

  /** At the end of the marker of a chapter that is about what building takes. */
  private static final String TIMES = " times";

  private static final String MAKE_IT = "; make it anew with image-report annotate --json";

  private RecordedSource() {}

  /**
   * The section that a marker asks for.
   *
   * @throws IllegalArgumentException when the annotation isn't the recorded row's, or the
   *     Dockerfile has changed since, other than in the words of its comments
   */
  static String section(Report report, String marker, String toRoot) {
    VariantId id = VariantId.parse(marker.split(" ")[1]);
    Row row = report.row(id).orElseThrow();
    Path file = FOLDER.resolve(id + ".json");
    AnnotatedDockerfile annotated =
        Files.exists(file)
            ? read(file)
            : row.annotation()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "the recorded run has no annotation of " + id + MAKE_IT));
    List<String> lines = lines(Repository.ROOT.resolve(row.dockerfile()));
    requireSame(file, row.image().orElseThrow(), annotated, lines);
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

  static void requireSame(
      Path file, Image recorded, AnnotatedDockerfile annotated, List<String> lines) {
    if (annotated.fileBytes() != recorded.fileBytes()) {
      throw new IllegalArgumentException(
          file
              + " is of an image with "
              + annotated.fileBytes()
              + " file bytes, the recorded one has "
              + recorded.fileBytes()
              + MAKE_IT);
    }
    if (!withoutWordsOfComments(annotated.lines()).equals(withoutWordsOfComments(lines))) {
      throw new IllegalArgumentException(file + " is of another Dockerfile" + MAKE_IT);
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

  private static AnnotatedDockerfile read(Path file) {
    try {
      return AnnotatedJson.read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readString(file).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
