package multistage.report.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.image.DiffId;
import multistage.image.Image;
import multistage.report.annotate.AnnotatedComparison.Annotated;
import multistage.report.annotate.Annotator;
import multistage.report.annotate.BuiltStage;
import multistage.report.build.Built;
import multistage.report.dockerfile.BuildSource;
import multistage.report.engine.EngineWatch;
import multistage.report.engine.StoredImage;
import multistage.report.engine.Unexpected;
import multistage.report.judge.Inspection;
import multistage.report.judge.SizeBudget;
import multistage.report.model.BaseImage;
import multistage.report.model.Check;
import multistage.report.model.Engine;
import multistage.report.model.Result;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import multistage.report.process.SideBySide;
import multistage.report.weigh.Weigher;

/**
 * Reads the layers that aren't known yet, those of base images included, and judges what is known
 * of each variant by now.
 */
record Weighing(
    Weigher weigher, SizeBudget budget, Engine engine, EngineWatch watch, Progress progress) {
  /**
   * What weighing came to.
   *
   * @param variants in the order in which they were handed in
   * @param bases their base images, without those that can't be weighed
   */
  record Results(List<Weighed> variants, List<BaseImage> bases) {}

  /**
   * Weighs images and base images.
   *
   * @param bases the base images that the engine has, by reference
   */
  Results run(List<Measured> all, Map<String, StoredImage> bases) {
    Map<String, StoredImage> images = new LinkedHashMap<>();
    // In one stream, base images cost no more.
    all.forEach(measured -> images.putAll(measured.checked().built().imageAndBase()));
    // Last: one may be another's base image.
    all.stream()
        .map(measured -> measured.checked().built())
        .forEach(built -> images.put(built.variant().imageName(), built.image()));
    Map<String, Result<Weigher.Contents>> contents = weigher.weigh(images);
    Map<String, Result<BaseImage>> baseImages = weigher.weighBases(bases);
    boolean allRead =
        Stream.concat(contents.values().stream(), baseImages.values().stream())
            .allMatch(read -> read.failure().isEmpty());
    Optional<String> stopped =
        allRead ? Optional.empty() : watch.stoppedWhile("saving images", progress::say);
    Map<VariantId, Weighed> weighed = new ConcurrentHashMap<>();
    SideBySide.forEach(
        Runtime.getRuntime().availableProcessors(),
        all,
        measured -> {
          Built built = measured.checked().built();
          weighed.put(
              built.variant().id(),
              weigh(measured, contents.get(built.variant().imageName()), baseImages, stopped));
        });
    return new Results(
        all.stream()
            .map(measured -> weighed.get(measured.checked().built().variant().id()))
            .toList(),
        baseImages.values().stream().flatMap(base -> base.result().stream()).toList());
  }

  /**
   * Weighs one.
   *
   * @param stopped why what couldn't be read couldn't, if the engine has ended
   */
  private Weighed weigh(
      Measured measured,
      Result<Weigher.Contents> read,
      Map<String, Result<BaseImage>> bases,
      Optional<String> stopped) {
    Built built = measured.checked().built();
    List<String> failures = new ArrayList<>(measured.failure().stream().toList());
    read.failure()
        .ifPresent(reason -> failures.add(stopped.orElse("it can't be weighed: " + reason)));
    for (String base : built.variant().baseImages()) {
      bases
          .getOrDefault(base, Weigher.missing(base))
          .failure()
          .ifPresent(
              reason ->
                  failures.add(
                      stopped.orElse("its base image " + base + " can't be weighed: " + reason)));
    }
    Optional<Image> image = Optional.empty();
    Optional<Annotated> annotated = Optional.empty();
    List<Check> checks = new ArrayList<>();
    try {
      if (read instanceof Result.Done<Weigher.Contents> done) {
        List<DiffId> base = built.finalBase().map(StoredImage::diffIds).orElse(List.of());
        image = Optional.of(done.value().asImage(base));
        // First, so that a row keeps its checks where annotating it fails.
        checks.addAll(Inspection.of(built.variant(), done.value().files()));
        annotated = Optional.of(annotate(built, done.value(), image.get(), bases));
      }
    } catch (RuntimeException e) {
      failures.add(Unexpected.reason("weighing", built.variant().id(), e, progress));
    }
    checks.addAll(limits(measured, image, bases));
    return new Weighed(measured, image, annotated, checks, failures.stream().findFirst());
  }

  /** Holds a variant's figures against their ceilings. */
  private List<Check> limits(
      Measured measured, Optional<Image> image, Map<String, Result<BaseImage>> bases) {
    Variant variant = measured.checked().built().variant();
    SizeBudget.Figures figures =
        new SizeBudget.Figures(
            variant.platform().orElse(engine.platform()),
            variant.baseImages().stream()
                .flatMap(base -> bases.getOrDefault(base, Weigher.missing(base)).result().stream())
                .map(BaseImage::origin)
                .collect(Collectors.toSet()),
            image,
            measured.startup(),
            measured.memory());
    if (budget.isForOtherImages(variant.id(), figures)) {
      progress.say(SizeBudget.FILE + " is for images on another platform or base: " + variant.id());
    }
    return budget.checks(variant.id(), figures);
  }

  /** Puts the Dockerfile beside what was read of the image, and of no other stage. */
  private Annotated annotate(
      Built built, Weigher.Contents read, Image image, Map<String, Result<BaseImage>> bases) {
    BuildSource source =
        BuildSource.read(
            built.variant().dockerfile(), built.dockerfile(), Optional.empty(), Map.of());
    Map<String, Long> baseFileBytes = new HashMap<>();
    bases.forEach(
        (reference, base) ->
            base.result().ifPresent(known -> baseFileBytes.put(reference, known.fileBytes())));
    List<DiffId> base = built.finalBase().map(StoredImage::diffIds).orElse(List.of());
    BuiltStage stage =
        new BuiltStage(
            read.config(),
            image,
            read.layerShares(base),
            built.finalBase().flatMap(weigher::knownConfig));
    return new Annotated(source, Annotator.of(source, stage, Map.of(), baseFileBytes));
  }
}
