package multistage.report.rebuild;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import multistage.image.Digest;
import multistage.report.build.Built;
import multistage.report.engine.BuildContext;
import multistage.report.model.Builder;
import multistage.report.model.Sha256;
import multistage.report.model.Variant;
import multistage.report.process.Progress;

/**
 * Tells one state of what variants are built from from another. The image alone doesn't: with a
 * cache mount more, or another compiler's image, the last stage can come out as the same layers,
 * and be built in another time.
 */
public record BuiltFrom(Path root, Progress progress) {
  /**
   * The digest of a variant's Dockerfile, context, base images and builder, and of how its builds
   * are measured. Nothing where a file can't be read, which is said: then there is nothing to
   * compare either.
   */
  public Optional<Digest> of(Built built) {
    Variant variant = built.variant();
    try {
      List<String> lines = new ArrayList<>();
      lines.add(
          BuildContext.digest(
                  root.resolve(variant.context()),
                  root.resolve(variant.dockerfile()),
                  variant.builder())
              .value());
      lines.add(variant.builder().name());
      if (variant.builder() == Builder.CLASSIC) {
        // An earlier version timed the first build after the one without the cache.
        lines.add("unchanged once settled");
      }
      for (String reference : variant.baseImages()) {
        lines.add(reference);
        lines.add(
            Optional.ofNullable(built.bases().get(reference))
                .map(base -> base.id().value())
                .orElse("not there"));
      }
      return Optional.of(Sha256.ofLines(lines));
    } catch (IOException e) {
      progress.say("what " + variant.id() + " is built from can't be read: " + e);
      return Optional.empty();
    }
  }
}
