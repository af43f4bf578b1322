package multistage.report.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.Image;
import multistage.image.ImageConfig;
import multistage.image.LayerShare;
import multistage.report.annotate.AnnotatedComparison.Annotated;
import multistage.report.annotate.Annotator;
import multistage.report.annotate.BuiltStage;
import multistage.report.build.StageBuilds;
import multistage.report.build.StageBuilds.StageImage;
import multistage.report.dockerfile.BuildSource;
import multistage.report.dockerfile.SourceStage;
import multistage.report.engine.EngineWatch;
import multistage.report.engine.StoredImage;
import multistage.report.model.Builder;
import multistage.report.model.Result;
import multistage.report.model.Sha256;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import multistage.report.process.SideBySide;
import multistage.report.rebuild.BuiltFrom;
import multistage.report.weigh.Weigher;

/**
 * Reads the stages that stay on the builder, so that their lines have figures, too. What an earlier
 * run read of a stage is known without building it, if it is built from the same.
 */
record LeftStages(
    Weigher weigher,
    BuiltFrom builtFrom,
    StageBuilds builds,
    EngineWatch watch,
    Progress progress) {

  /**
   * A variant with such stages.
   *
   * @param keys what each is remembered by, by its number; none where that can't be told
   */
  private record Wanted(Weighed weighed, BuildSource source, Map<Integer, Digest> keys) {
    VariantId id() {
      return weighed.variant().id();
    }

    /** The image that a stage starts from, if the engine has it. */
    Optional<StoredImage> base(int stage) {
      return source
          .chain(stage)
          .get(0)
          .baseImage()
          .flatMap(reference -> Optional.ofNullable(weighed.built().bases().get(reference)));
    }
  }

  /** What the layers of a stage are there for; several variants may have the same. */
  private record Explained(Image image, List<LayerShare> shares) {}

  /** Completes the annotations. What can't be read leaves one as it is, which is said. */
  List<Weighed> read(List<Weighed> all) {
    Map<VariantId, Map<Integer, Weigher.Contents>> contents = new HashMap<>();
    List<Wanted> wanted = all.stream().flatMap(each -> wanted(each).stream()).toList();
    List<Wanted> unknown = new ArrayList<>();
    for (Wanted each : wanted) {
      Map<Integer, Weigher.Contents> known = new TreeMap<>();
      each.keys()
          .forEach((stage, key) -> weigher.recall(key).ifPresent(found -> known.put(stage, found)));
      contents.put(each.id(), known);
      if (known.size() < each.source().leftBehind().size()) {
        unknown.add(each);
      }
    }
    try {
      readAnew(unknown, contents);
    } catch (RuntimeException e) {
      if (watch.stoppedWhile("reading stages", progress::say).isEmpty()) {
        throw e;
      }
    }
    return annotated(all, wanted, contents);
  }

  private Optional<Wanted> wanted(Weighed weighed) {
    return weighed
        .annotated()
        .map(Annotated::source)
        .filter(source -> weighed.variant().builder() == Builder.BUILDKIT)
        .filter(source -> !source.leftBehind().isEmpty())
        .map(source -> new Wanted(weighed, source, keys(weighed, source)));
  }

  /** A build that takes packages from elsewhere may give other layers of the same sources. */
  private Map<Integer, Digest> keys(Weighed weighed, BuildSource source) {
    Map<Integer, Digest> keys = new TreeMap<>();
    builtFrom
        .of(weighed.built())
        .ifPresent(
            from -> {
              List<String> lines = new ArrayList<>(List.of("stage", from.value()));
              weighed.built().image().diffIds().forEach(layer -> lines.add(layer.value()));
              lines.addAll(source.lines());
              for (SourceStage stage : source.leftBehind()) {
                List<String> ofStage = new ArrayList<>(lines);
                ofStage.add(String.valueOf(stage.index()));
                keys.put(stage.index(), Sha256.ofLines(ofStage));
              }
            });
    return keys;
  }

  /** Builds what isn't known, and reads it in one stream, in which a layer is there once. */
  private void readAnew(
      List<Wanted> unknown, Map<VariantId, Map<Integer, Weigher.Contents>> contents) {
    Map<VariantId, Map<Integer, StageImage>> images = new ConcurrentHashMap<>();
    SideBySide.forEach(
        2,
        unknown,
        each -> images.put(each.id(), builds.build(each.weighed().variant(), each.source())));
    Map<String, StoredImage> named = new LinkedHashMap<>();
    for (Wanted each : unknown) {
      images
          .get(each.id())
          .forEach(
              (stage, image) -> {
                named.put(image.name(), image.stored());
                // Its history says which of the stage's is the Dockerfile's.
                each.base(stage)
                    .filter(base -> weigher.knownConfig(base).isEmpty())
                    .ifPresent(base -> named.put(reference(each, stage), base));
              });
    }
    Map<String, Result<Weigher.Contents>> read = weigher.weigh(named);
    for (Wanted each : unknown) {
      images
          .get(each.id())
          .forEach(
              (stage, image) -> {
                Result<Weigher.Contents> result = read.get(image.name());
                result
                    .result()
                    .ifPresent(
                        found -> {
                          contents.get(each.id()).put(stage, found);
                          Optional.ofNullable(each.keys().get(stage))
                              .ifPresent(key -> weigher.remember(key, found.config()));
                        });
                result
                    .failure()
                    .ifPresent(
                        reason ->
                            progress.say(
                                "note: stage " + stage + " of " + each.id() + ": " + reason));
              });
    }
  }

  private static String reference(Wanted wanted, int stage) {
    return wanted.source().chain(stage).get(0).baseImage().orElseThrow();
  }

  private List<Weighed> annotated(
      List<Weighed> all,
      List<Wanted> wanted,
      Map<VariantId, Map<Integer, Weigher.Contents>> contents) {
    Map<List<DiffId>, Explained> explained = new ConcurrentHashMap<>();
    Map<VariantId, Weighed> completed = new ConcurrentHashMap<>();
    // The weigher is for one thread.
    Map<String, Optional<ImageConfig>> bases = new HashMap<>();
    for (Wanted each : wanted) {
      for (SourceStage stage : each.source().leftBehind()) {
        each.base(stage.index())
            .ifPresent(
                base -> bases.put(reference(each, stage.index()), weigher.knownConfig(base)));
      }
    }
    SideBySide.forEach(
        Runtime.getRuntime().availableProcessors(),
        wanted,
        each -> {
          Map<Integer, BuiltStage> stages = new TreeMap<>();
          contents
              .get(each.id())
              .forEach(
                  (stage, read) -> {
                    Optional<StoredImage> base = each.base(stage);
                    List<DiffId> baseLayers = base.map(StoredImage::diffIds).orElse(List.of());
                    Explained found =
                        explained.computeIfAbsent(
                            Stream.of(baseLayers, read.config().diffIds())
                                .flatMap(List::stream)
                                .toList(),
                            unknown ->
                                new Explained(
                                    read.asImage(baseLayers), read.layerShares(baseLayers)));
                    stages.put(
                        stage,
                        new BuiltStage(
                            read.config(),
                            found.image(),
                            found.shares(),
                            base.flatMap(known -> bases.get(reference(each, stage)))));
                  });
          completed.put(each.id(), completed(each, stages));
        });
    return all.stream().map(each -> completed.getOrDefault(each.variant().id(), each)).toList();
  }

  private static Weighed completed(Wanted wanted, Map<Integer, BuiltStage> stages) {
    Weighed weighed = wanted.weighed();
    return new Weighed(
        weighed.measured(),
        weighed.image(),
        Optional.of(
            new Annotated(
                wanted.source(),
                Annotator.withStages(
                    weighed.annotated().orElseThrow().dockerfile(), wanted.source(), stages))),
        weighed.checks(),
        weighed.failure());
  }
}
