package multistage.report.render;

import multistage.report.annotate.AnnotatedComparison;
import multistage.report.annotate.AnnotatedDockerfile;

/** A Dockerfile and what its lines bring, as JSON. */
public final class AnnotatedJson {
  private static final int VERSION = 1;

  private AnnotatedJson() {}

  /** What the JSON has. */
  private record Document(int schemaVersion, AnnotatedDockerfile dockerfile) {}

  private record ComparisonDocument(int schemaVersion, AnnotatedComparison comparison) {}

  /** Both Dockerfiles, and what each difference brought. */
  public static String of(AnnotatedComparison comparison) {
    return ReportJson.of(new ComparisonDocument(VERSION, comparison));
  }

  /** Its members in the order of the records' components. */
  public static String of(AnnotatedDockerfile dockerfile) {
    return ReportJson.of(new Document(VERSION, dockerfile));
  }
}
