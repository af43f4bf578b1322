package multistage.report.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.report.build.Candidate;
import multistage.report.build.VariantFinder;
import multistage.report.engine.ImageStore;
import multistage.report.engine.StoredImage;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;

/**
 * The variants of a report that passed, as long as the engine has the images that it is about.
 *
 * @param root the repository's root
 */
record ReportedImages(Path root, ImageStore store, Progress progress) {
  /** Those of the rows that are wanted. Says which ones are gone. */
  List<Variant> of(Report report, Predicate<Row> wanted) throws IOException {
    Map<VariantId, Image> images =
        report.variants().stream()
            .filter(row -> row.status() == Outcome.PASSED)
            .filter(wanted)
            .collect(Collectors.toMap(Row::id, row -> row.image().orElseThrow()));
    return VariantFinder.find(root).stream()
        .filter(Candidate.Readable.class::isInstance)
        .map(candidate -> ((Candidate.Readable) candidate).variant())
        .filter(variant -> images.containsKey(variant.id()))
        .filter(
            variant -> {
              boolean there =
                  store
                      .find(variant.imageName())
                      .filter(stored -> isThat(stored, images.get(variant.id())))
                      .isPresent();
              if (!there) {
                progress.say(
                    "left out, the image that the report is about is gone: " + variant.id());
              }
              return there;
            })
        .toList();
  }

  /**
   * Whether the engine has what the report is about. Where its ID isn't the configuration's, as
   * with the containerd image store, the layers have to tell.
   */
  private static boolean isThat(StoredImage stored, Image image) {
    return stored.id().equals(image.id())
        || stored.diffIds().equals(image.layers().stream().map(Layer::diffId).toList());
  }
}
