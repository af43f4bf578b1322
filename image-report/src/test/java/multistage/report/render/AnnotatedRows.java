package multistage.report.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import multistage.image.CauseShare;
import multistage.image.Explanation;
import multistage.image.FileInside;
import multistage.image.FilePart;
import multistage.image.Image;
import multistage.image.ImageConfig;
import multistage.image.ImageConfig.HistoryEntry;
import multistage.image.Layer;
import multistage.image.LayerShare;
import multistage.report.Repository;
import multistage.report.annotate.AnnotatedComparison;
import multistage.report.annotate.AnnotatedComparison.Annotated;
import multistage.report.annotate.Annotator;
import multistage.report.annotate.BuiltStage;
import multistage.report.dockerfile.BuildSource;
import multistage.report.dockerfile.SourceInstruction;
import multistage.report.dockerfile.SourceStage;
import multistage.report.model.BaseImage;
import multistage.report.model.Rebuild;
import multistage.report.model.Rebuild.LineTime;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.VariantId;
import multistage.report.render.data.ReportJson;

/**
 * The rows of the recorded run as often as it takes, with the repository's Dockerfiles beside their
 * layers. What the recorded run doesn't say of a layer alone is made up from the image's: its bytes
 * are spread over the image's causes, and all software is in the lowest layer.
 */
public final class AnnotatedRows {
  private final Report recorded;
  private final Map<VariantId, Annotated> annotated = new HashMap<>();

  private AnnotatedRows(Report recorded) {
    this.recorded = recorded;
  }

  public static Report of(int rows) throws IOException {
    Report recorded =
        ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")));
    AnnotatedRows all = new AnnotatedRows(recorded);
    List<Row> weighed =
        recorded.variants().stream().filter(row -> row.image().isPresent()).toList();
    List<Row> made = new ArrayList<>();
    for (int round = 0; made.size() < rows; round++) {
      for (Row row : weighed) {
        made.add(all.annotate(row, round));
      }
    }
    made.subList(rows, made.size()).clear();
    made.sort(Comparator.comparing(Row::id));
    Set<VariantId> ids = made.stream().map(Row::id).collect(Collectors.toSet());
    return recorded.withVariants(
        made.stream()
            .map(
                row ->
                    row.withDifference(
                        row.difference().filter(difference -> ids.contains(difference.from()))))
            .toList());
  }

  private Row annotate(Row row, int round) {
    VariantId id = inRound(row.id(), round);
    Annotated own = annotated.computeIfAbsent(row.id(), key -> annotated(row));
    return row.withId(id)
        .withImage(row.image().map(AnnotatedRows::withInside))
        .withImprovesOn(row.improvesOn().map(from -> inRound(from, round)))
        .withAnnotation(Optional.of(own.dockerfile()))
        .withRebuild(row.rebuild().map(rebuild -> timed(rebuild, own)))
        .withDifference(
            row.improvesOn()
                .flatMap(recorded::row)
                .map(from -> annotated.computeIfAbsent(from.id(), key -> annotated(from)))
                .map(
                    from ->
                        AnnotatedComparison.of(from, own)
                            .difference(inRound(row.improvesOn().orElseThrow(), round))));
  }

  /** As much as there is in most rows, where the recorded run is from before it was looked for. */
  private static Image withInside(Image image) {
    Explanation told = image.explanation();
    if (!told.inside().isEmpty()) {
      return image;
    }
    List<FilePart> packages = new ArrayList<>();
    List<FilePart> modules = new ArrayList<>();
    for (int i = 1; i <= 24; i++) {
      String group = i % 2 == 0 ? "standard library" : "";
      packages.add(new FilePart(group, "vendor/golang.org/x/net/dns/" + i, 1_000));
      modules.add(new FilePart("", "jdk.compiler.and.more." + i, 1_000));
    }
    List<FileInside> inside =
        List.of(
            new FileInside("webserver", 24_000, packages),
            new FileInside("root-of-image/jre/lib/modules", 24_000, modules),
            new FileInside("webserver.aot", 24_000, List.of()));
    return new Image(
        image.id(),
        image.engineBytes(),
        image.fileBytes(),
        image.tarBytes(),
        image.gzipBytes(),
        image.layers(),
        new Explanation(
            told.causes(), told.waste(), told.duplicates(), told.tree(), told.inventory(), inside));
  }

  private static VariantId inRound(VariantId id, int round) {
    return new VariantId(id.server(), id.name() + "-" + round);
  }

  private Annotated annotated(Row row) {
    Image image = row.image().orElseThrow();
    BuildSource source = BuildSource.read(row.dockerfile(), text(row), Optional.empty(), Map.of());
    List<Layer> base = image.layers().stream().filter(Layer::fromBase).toList();
    Map<String, Long> bases = new HashMap<>();
    for (BaseImage each : recorded.baseImages()) {
      bases.put(each.reference(), each.fileBytes());
    }
    BuiltStage built =
        new BuiltStage(
            config(image, image.layers()),
            image,
            image.layers().stream().map(layer -> share(layer, image)).toList(),
            base.isEmpty() ? Optional.empty() : Optional.of(config(image, base)));
    Map<Integer, BuiltStage> others = new HashMap<>();
    // What stays on the builder is as much, and about as many files.
    source.leftBehind().forEach(stage -> others.put(stage.index(), built));
    return new Annotated(source, Annotator.of(source, built, others, bases));
  }

  /** As if each instruction that makes a layer had been timed. */
  private static Rebuild timed(Rebuild rebuild, Annotated own) {
    return new Rebuild(
        rebuild.measuredAt(),
        rebuild.builtFrom(),
        rebuild.coldMillis(),
        rebuild.unchangedMillis(),
        rebuild.changedMillis(),
        rebuild.changedLayers(),
        rebuild.coldBuilds(),
        Optional.of(
            own.source().stages().stream()
                .filter(SourceStage::isNeeded)
                .flatMap(stage -> stage.instructions().stream())
                .filter(SourceInstruction::bringsFiles)
                .map(
                    each ->
                        new LineTime(
                            each.line(), Optional.of(14_400L), Optional.of(13_000L), 4_864_809))
                .toList()));
  }

  private static String text(Row row) {
    try {
      return Files.readString(Repository.ROOT.resolve(row.dockerfile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ImageConfig config(Image image, List<Layer> layers) {
    return new ImageConfig(
        image.id(),
        layers.stream().map(Layer::diffId).toList(),
        layers.stream()
            .map(layer -> new HistoryEntry(layer.instruction().orElse("") + " # buildkit", false))
            .toList());
  }

  private static LayerShare share(Layer layer, Image image) {
    List<CauseShare> causes = new ArrayList<>();
    long rest = layer.fileBytes();
    for (CauseShare share : image.explanation().causes()) {
      long bytes = Math.min(rest, Math.max(0, share.fileBytes()));
      if (bytes > 0) {
        causes.add(new CauseShare(share.cause(), bytes, 1, share.largest()));
        rest -= bytes;
      }
    }
    if (rest > 0) {
      // Compression takes away from what causes have, so that there can be more than they state.
      CauseShare first = causes.remove(0);
      causes.add(new CauseShare(first.cause(), first.fileBytes() + rest, 1, first.largest()));
    }
    boolean isLowest = layer.equals(image.layers().get(0));
    return new LayerShare(
        layer.fileBytes(),
        0,
        causes,
        layer.largestFiles(),
        isLowest ? image.explanation().inventory().packages() : List.of(),
        isLowest ? image.explanation().inventory().setuidFiles() : List.of(),
        isLowest ? image.explanation().inventory().shells() : List.of(),
        List.of());
  }
}
