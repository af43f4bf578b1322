package multistage.report.annotate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import multistage.image.Cause;
import multistage.image.CauseShare;
import multistage.image.DiffId;
import multistage.image.Layer;
import multistage.image.LayerShare;
import multistage.image.SizedPath;
import multistage.image.SoftwarePackage;
import multistage.report.dockerfile.BuildSource;
import multistage.report.dockerfile.SourceInstruction;
import multistage.report.dockerfile.SourceStage;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.AnnotatedStage;
import multistage.report.model.AnnotatedStage.Role;
import multistage.report.model.AnnotatedStep;
import multistage.report.model.LineContents;
import multistage.report.model.LineShare;
import multistage.report.model.Origin;
import multistage.report.model.Origin.Lines;

/** Puts a Dockerfile's lines beside the bytes that they bring. */
public final class Annotator {
  /** So many of the files behind a line are named, and so many of each cause. */
  private static final int MOST_FILES = 10;

  private static final int MOST_PACKAGES = 20;

  private static final Comparator<SizedPath> LARGEST_FIRST =
      Comparator.comparingLong((SizedPath path) -> Math.abs(path.fileBytes()))
          .reversed()
          .thenComparing(SizedPath::path);

  private Annotator() {}

  /**
   * Puts a Dockerfile beside what was read of its image.
   *
   * @param built the image, as the target stage
   * @param others those of the other stages that were built and read, by their number
   * @param baseFileBytes the file bytes of images that stages start from, by reference, where known
   */
  public static AnnotatedDockerfile of(
      BuildSource source,
      BuiltStage built,
      Map<Integer, BuiltStage> others,
      Map<String, Long> baseFileBytes) {
    List<SourceStage> chain = source.chain(source.target());
    List<LineShare> inImage = shares(built, chain);
    List<AnnotatedStage> stages = new ArrayList<>();
    for (SourceStage stage : source.stages()) {
      Role role =
          chain.contains(stage)
              ? Role.IN_IMAGE
              : stage.isNeeded() ? Role.LEFT_BEHIND : Role.NOT_BUILT;
      stages.add(
          new AnnotatedStage(
              stage.displayName(),
              stage.line(),
              stage.lastLine(),
              role,
              stage.from(),
              stage.baseImage().map(baseFileBytes::get),
              stage.instructions().stream()
                  .filter(instruction -> !instruction.isTrigger())
                  .map(Annotator::step)
                  .toList(),
              role == Role.IN_IMAGE
                  ? inImage.stream().filter(part -> isIn(part, stage)).toList()
                  : List.of(),
              Optional.of(built.image().fileBytes())
                  .filter(bytes -> stage.index() == source.target())));
    }
    return withStages(
        new AnnotatedDockerfile(
            source.file(),
            source.lines(),
            built.image().id(),
            built.image().fileBytes(),
            built.image().gzipBytes(),
            stages,
            Optional.empty()),
        source,
        others);
  }

  /**
   * The same with what was read of stages that stay on the builder.
   *
   * @param source what it was annotated from
   * @param read those stages, by their number
   */
  public static AnnotatedDockerfile withStages(
      AnnotatedDockerfile dockerfile, BuildSource source, Map<Integer, BuiltStage> read) {
    List<AnnotatedStage> stages = new ArrayList<>();
    for (int i = 0; i < dockerfile.stages().size(); i++) {
      AnnotatedStage stage = dockerfile.stages().get(i);
      stages.add(
          stage.role() == Role.LEFT_BEHIND && read.containsKey(i)
              ? withContent(stage, source, read.get(i), i)
              : stage);
    }
    return new AnnotatedDockerfile(
        dockerfile.file(),
        dockerfile.lines(),
        dockerfile.imageId(),
        dockerfile.fileBytes(),
        dockerfile.gzipBytes(),
        stages,
        leftBehind(dockerfile, read));
  }

  private static AnnotatedStage withContent(
      AnnotatedStage stage, BuildSource source, BuiltStage read, int index) {
    return new AnnotatedStage(
        stage.displayName(),
        stage.line(),
        stage.lastLine(),
        stage.role(),
        stage.from(),
        stage.baseFileBytes(),
        stage.steps(),
        shares(read, source.chain(index)).stream()
            .filter(part -> isIn(part, source.stages().get(index)))
            .toList(),
        Optional.of(read.image().fileBytes()));
  }

  private static AnnotatedStep step(SourceInstruction instruction) {
    return new AnnotatedStep(
        new Lines(instruction.line(), instruction.lastLine()),
        instruction.fromStages(),
        instruction.fromImages());
  }

  private static boolean isIn(LineShare part, SourceStage stage) {
    int line = part.origin().firstLine();
    return stage.line() <= line && line <= stage.lastLine();
  }

  private static Optional<Long> leftBehind(
      AnnotatedDockerfile dockerfile, Map<Integer, BuiltStage> read) {
    Set<DiffId> counted = new HashSet<>();
    dockerfile.inImage().forEach(part -> counted.addAll(part.layers()));
    long bytes = 0;
    for (int i = 0; i < dockerfile.stages().size(); i++) {
      if (dockerfile.stages().get(i).role() != Role.LEFT_BEHIND) {
        continue;
      }
      if (!read.containsKey(i)) {
        return Optional.empty();
      }
      for (Layer layer : read.get(i).image().layers()) {
        bytes += counted.add(layer.diffId()) ? layer.fileBytes() : 0;
      }
    }
    return Optional.of(bytes);
  }

  private static List<LineShare> shares(BuiltStage stage, List<SourceStage> chain) {
    List<Origin> origins = HistoryMatch.of(stage.config(), chain, stage.base());
    Map<Origin, List<Integer>> layers = new LinkedHashMap<>();
    for (int i = 0; i < origins.size(); i++) {
      layers.computeIfAbsent(origins.get(i), origin -> new ArrayList<>()).add(i);
    }
    return layers.entrySet().stream()
        .map(lines -> share(stage, lines.getKey(), lines.getValue()))
        .sorted(Comparator.comparingInt((LineShare part) -> part.origin().firstLine()))
        .toList();
  }

  private static LineShare share(BuiltStage stage, Origin origin, List<Integer> indexes) {
    List<Layer> layers = indexes.stream().map(stage.image().layers()::get).toList();
    List<LayerShare> shares = indexes.stream().map(stage.shares()::get).toList();
    return new LineShare(
        origin,
        layers.stream().map(Layer::diffId).toList(),
        layers.stream().mapToLong(Layer::fileBytes).sum(),
        Layer.gzipBytes(layers),
        shares.stream().mapToLong(LayerShare::hidesFileBytes).sum(),
        causes(shares),
        largest(shares.stream().flatMap(share -> share.largest().stream())),
        contents(shares));
  }

  private static LineContents contents(List<LayerShare> shares) {
    List<SoftwarePackage> packages = all(shares, LayerShare::packages);
    return new LineContents(
        packages.size(),
        packages.stream()
            .limit(MOST_PACKAGES)
            .map(software -> (software.name() + " " + software.version()).strip())
            .toList(),
        all(shares, LayerShare::setuidFiles),
        all(shares, LayerShare::shells),
        all(shares, LayerShare::secrets));
  }

  private static <T> List<T> all(List<LayerShare> shares, Function<LayerShare, List<T>> member) {
    return shares.stream().flatMap(share -> member.apply(share).stream()).distinct().toList();
  }

  private static List<CauseShare> causes(Collection<LayerShare> shares) {
    Map<Cause, CauseShare> causes = new EnumMap<>(Cause.class);
    shares.stream()
        .flatMap(share -> share.causes().stream())
        .forEach(share -> causes.merge(share.cause(), share, Annotator::sum));
    return List.copyOf(causes.values());
  }

  private static CauseShare sum(CauseShare one, CauseShare other) {
    return new CauseShare(
        one.cause(),
        one.fileBytes() + other.fileBytes(),
        one.files() + other.files(),
        largest(Stream.concat(one.largest().stream(), other.largest().stream())));
  }

  private static List<SizedPath> largest(Stream<SizedPath> paths) {
    return paths.sorted(LARGEST_FIRST).limit(MOST_FILES).toList();
  }
}
