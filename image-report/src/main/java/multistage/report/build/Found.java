package multistage.report.build;

import multistage.report.model.Variant;
import multistage.report.model.VariantId;

/** A Dockerfile that was found where variants are. */
public sealed interface Found {
  /** Which variant its path makes it. */
  VariantId id();

  /** One that could be read. */
  record Readable(Variant variant) implements Found {
    @Override
    public VariantId id() {
      return variant.id();
    }
  }

  /**
   * One that couldn't.
   *
   * @param dockerfile its path from the repository's root
   * @param reason what is wrong, where, and what to do
   */
  record Unreadable(VariantId id, String dockerfile, String reason) implements Found {}
}
