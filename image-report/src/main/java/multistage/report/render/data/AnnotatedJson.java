package multistage.report.render.data;

import multistage.report.annotate.AnnotatedComparison;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.wire.WireAnnotation;
import multistage.report.wire.WireMapping;

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
            VERSION, WireMapping.map(comparison, WireAnnotation.Comparison.class)));
  }

  /** Its members in the order of the records' components. */
  public static String of(AnnotatedDockerfile dockerfile) {
    return ReportJson.of(new Document(VERSION, WireMapping.map(dockerfile, WireAnnotation.class)));
  }
}
