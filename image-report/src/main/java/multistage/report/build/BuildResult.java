package multistage.report.build;

import multistage.report.model.Variant;

/** What came of building a variant. */
public sealed interface BuildResult permits Built, NotBuilt {
  /** Which one. */
  Variant variant();
}
