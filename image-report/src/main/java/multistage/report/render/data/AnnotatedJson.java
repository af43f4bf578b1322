package multistage.report.render.data;

import multistage.report.annotate.AnnotatedComparison;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.wire.AnnotationMapping;
import multistage.report.wire.WireAnnotation;

/** A Dockerfile and what its lines bring, as JSON. */
public final class AnnotatedJson {
  private static final int VERSION = 1;

  private AnnotatedJson() {}

  /** What the JSON has. */
  private record Document(int schemaVersion, WireAnnotation dockerfile) {}

  private record ComparisonDocument(int schemaVersion, WireAnnotation.Comparison comparison) {}

  /** Both Dockerfiles, and what each difference brought. */
  public static String of(AnnotatedComparison comparison) {
    return ReportJson.of(
        new ComparisonDocument(
            VERSION,
            AnnotationMapping.toWire(
                comparison.before(),
                comparison.after(),
                comparison.changes(),
                comparison.elsewhere(),
                comparison.elsewhereLines())));
  }

  /** Its members in the order of the records' components. */
  public static String of(AnnotatedDockerfile dockerfile) {
    return ReportJson.of(new Document(VERSION, AnnotationMapping.toWire(dockerfile)));
  }

  /**
   * Reads what {@link #of(AnnotatedDockerfile)} wrote.
   *
   * @throws IllegalArgumentException when the text is something else
   */
  public static AnnotatedDockerfile read(String json) {
    Document document = ReportJson.read(json, Document.class);
    if (document.schemaVersion() != VERSION) {
      throw new IllegalArgumentException(
          "this has version " + document.schemaVersion() + ", this program reads " + VERSION);
    }
    return AnnotationMapping.toModel(document.dockerfile());
  }
}
