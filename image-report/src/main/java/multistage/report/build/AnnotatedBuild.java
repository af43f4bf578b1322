package multistage.report.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import multistage.image.DiffId;
import multistage.image.ImageConfig;
import multistage.report.annotate.AnnotatedComparison;
import multistage.report.annotate.Annotator;
import multistage.report.annotate.BuiltStage;
import multistage.report.diagnostic.UserError;
import multistage.report.dockerfile.BuildSource;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.dockerfile.SourceStage;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.engine.ImageBuilder;
import multistage.report.engine.StoredImage;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.Builder;
import multistage.report.model.Result;
import multistage.report.model.Stage;
import multistage.report.model.Variant;
import multistage.report.model.VariantBuilder;
import multistage.report.model.VariantId;
import multistage.report.process.GitRevision;
import multistage.report.process.InputFile;
import multistage.report.process.Progress;
import multistage.report.process.TemporaryFolder;
import multistage.report.weigh.Weigher;

/** Builds a Dockerfile, reads what comes out, and puts the bytes beside its lines. */
public final class AnnotatedBuild {
  private static final String SERVER = "annotated";
  private static final String INTRODUCTION = "# Title:";

  private final DockerEngine engine;
  private final Path cache;
  private final Optional<Path> record;
  private final Progress progress;
  private final BuildKit buildKit;

  /**
   * Builds nothing yet.
   *
   * @param cache the folder that keeps what was read of layers, from run to run
   * @param record the file to note the images in that were made, for {@code ./lab --clean}
   */
  public AnnotatedBuild(DockerEngine engine, Path cache, Optional<Path> record, Progress progress) {
    this.engine = engine;
    this.cache = cache;
    this.record = record;
    this.progress = progress;
    this.buildKit = new BuildKit(engine.connection().watch());
  }

  /**
   * What to build.
   *
   * @param dockerfile the file, or the folder with a {@code Dockerfile}
   * @param context the build context; without one the folder that the file is in, or for a variant
   *     of this repository its server's
   * @param target the stage, the last one if empty
   * @param arguments what {@code --build-arg} sets
   * @param secrets files that the build is given as secrets, by ID
   * @param withStages whether to read the stages that files are taken from as well
   * @param withPullSizes whether to compress layers, which takes longer than reading them
   * @param name what to call the file, if it isn't to be called by its path
   */
  public record Request(
      Path dockerfile,
      Optional<Path> context,
      Optional<String> target,
      Map<String, String> arguments,
      Map<String, Path> secrets,
      boolean withStages,
      boolean withPullSizes,
      Optional<String> name) {
    /** Copies the maps. */
    public Request {
      arguments = Map.copyOf(arguments);
      secrets = Map.copyOf(secrets);
    }

    /** The same for another file; without a context of its own it has the same rules for one. */
    public Request withFile(Path other) {
      return new Request(
          other, context, target, arguments, secrets, withStages, withPullSizes, Optional.empty());
    }

    /**
     * The same file and context as a revision has them.
     *
     * @throws UserError when it doesn't have them
     */
    public Request in(GitRevision revision) throws IOException {
      return new Request(
          revision.find(file()),
          context.isEmpty() ? Optional.empty() : Optional.of(revision.find(context.get())),
          target,
          arguments,
          secrets,
          withStages,
          withPullSizes,
          Optional.of(revision.name(file())));
    }

    /** In what is printed. */
    private String title() {
      return name.orElse(file().toString());
    }

    private Path file() {
      return Files.isDirectory(dockerfile) ? dockerfile.resolve("Dockerfile") : dockerfile;
    }

    private Path contextFolder() {
      Path folder = file().toAbsolutePath().normalize().getParent();
      Path server =
          folder.resolve("../../webserver-" + folder.getFileName()).toAbsolutePath().normalize();
      return context.orElse(Files.isDirectory(server) ? server : folder).toAbsolutePath();
    }
  }

  /**
   * The Dockerfile of a request, read but not built.
   *
   * @throws UserError when it isn't there, or {@code docker build} refuses it before anything runs
   */
  public static BuildSource source(Request request) {
    return BuildSource.read(request.title(), text(request), request.target(), request.arguments());
  }

  private static String text(Request request) {
    return InputFile.text(request.file(), "name a Dockerfile, or a directory with one");
  }

  /**
   * Builds and reads what a request asks for.
   *
   * @throws UserError when it can't be built or read
   */
  public AnnotatedDockerfile annotate(Request request) throws IOException {
    return annotate(request, source(request));
  }

  /**
   * Builds and reads two, and says what each difference between them brought.
   *
   * @throws UserError when one of them can't be built or read
   */
  public AnnotatedComparison compare(Request before, Request after) throws IOException {
    BuildSource old = source(before);
    BuildSource now = source(after);
    return AnnotatedComparison.of(
        new AnnotatedComparison.Annotated(old, annotate(before, old)),
        new AnnotatedComparison.Annotated(now, annotate(after, now)));
  }

  private AnnotatedDockerfile annotate(Request request, BuildSource source) throws IOException {
    if (!Files.isDirectory(request.contextFolder())) {
      throw new UserError(
          "there is no directory " + request.contextFolder(),
          "give the build context after the Dockerfile");
    }
    try (BuildSupplies supplies =
            new BuildSupplies(
                request.contextFolder().resolve("..").normalize(),
                engine.connection(),
                engine,
                progress);
        TemporaryFolder folder = TemporaryFolder.create("annotate")) {
      return new Run(request, source, supplies, folder.path()).annotate();
    }
  }

  /** One Dockerfile's builds. */
  private final class Run {
    private final Request request;
    private final BuildSource source;
    private final BuildSupplies supplies;
    private final Path folder;
    private final Variant variant;
    private final Weigher weigher;
    private final MadeImages made = new MadeImages(record, progress);

    /** The names of images that were built, by the stage's number. */
    private final Map<Integer, String> names = new TreeMap<>();

    Run(Request request, BuildSource source, BuildSupplies supplies, Path folder) {
      this.request = request;
      this.source = source;
      this.supplies = supplies;
      this.folder = folder;
      this.variant = variant();
      this.weigher = new Weigher(engine, cache, progress, request.withPullSizes());
    }

    /** What builders are given; a variant of this repository says what it needs. */
    private Variant variant() {
      Builder builder = buildKit.isThere() ? Builder.BUILDKIT : Builder.CLASSIC;
      VariantId id = new VariantId(SERVER, tag());
      String file = request.file().toAbsolutePath().toString();
      String context = request.contextFolder().toString();
      String text = text(request);
      if (text.startsWith(INTRODUCTION)) {
        try {
          return VariantBuilder.of(DockerfileParser.parse(id, file, context, text))
              .builder(builder)
              .build();
        } catch (UserError e) {
          progress.say("note: " + e.getMessage());
        }
      }
      return VariantBuilder.empty()
          .id(id)
          .title(SERVER)
          .dockerfile(file)
          .context(context)
          .builder(builder)
          .stages(List.of(new Stage(Optional.empty(), "scratch")))
          .build();
    }

    /** The same for the same file, so that building it again replaces the image. */
    private String tag() {
      CRC32 path = new CRC32();
      String name = request.name().orElse(request.file().toAbsolutePath().normalize().toString());
      path.update(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().toHexDigits((int) path.getValue()).toLowerCase(Locale.ROOT);
    }

    AnnotatedDockerfile annotate() throws IOException {
      try {
        SourceStage target = source.stages().get(source.target());
        fetch(baseOf(target));
        build(target);
        if (request.withStages()) {
          buildOthers();
        }
        return read();
      } finally {
        if (buildKit.isThere()) {
          // Its cache isn't in images, as the classic builder's is.
          names.values().forEach(engine::remove);
        }
      }
    }

    private void buildOthers() {
      for (SourceStage stage : source.leftBehind()) {
        fetch(baseOf(stage));
        try {
          build(stage);
        } catch (UserError e) {
          progress.say(
              "note: the stage "
                  + stage.displayName()
                  + " can't be read by itself: "
                  + e.getMessage().lines().findFirst().orElse(""));
        }
      }
    }

    private Optional<String> baseOf(SourceStage stage) {
      return source.chain(stage.index()).get(0).baseImage();
    }

    /** So that the engine, too, knows which layers are a base image's. */
    private void fetch(Optional<String> image) {
      if (image.isEmpty()) {
        return;
      }
      try {
        engine.fetch(image.get()).ifPresent(missing -> progress.say("note: " + missing));
      } catch (BuildFailedException e) {
        // Whoever builds may still have it; else the build says what is wrong.
        progress.say("note: " + Progress.firstLine(e));
      }
    }

    private void build(SourceStage stage) {
      String name = variant.imageName() + "-" + stage.index();
      List<String> log = new ArrayList<>();
      progress.say("building " + source.file() + ", stage " + stage.displayName());
      ImageBuilder builder = buildKit.isThere() ? buildKit : engine;
      boolean isTarget = stage.index() == source.target();
      try {
        BuildInputs inputs =
            supplies
                .inputs(variant)
                .withArguments(request.arguments())
                .withSecrets(request.secrets())
                .withTarget(isTarget ? request.target() : Optional.empty());
        Variant built = isTarget ? variant : StageFile.endingWith(stage, source, variant, folder);
        progress.<Void, BuildFailedException>call(
            "building " + stage.displayName(),
            () -> {
              builder.build(Path.of("").toAbsolutePath(), built, name, inputs, log::add);
              return null;
            });
      } catch (BuildFailedException e) {
        throw new UserError(source.file() + " can't be built:\n" + BuildLog.end(log, e));
      } catch (IOException e) {
        throw new UserError("what the build needs can't be read: " + InputFile.problem(e));
      }
      names.put(stage.index(), name);
      made.note(engine.find(name).stream());
    }

    private AnnotatedDockerfile read() throws IOException {
      Set<String> bases = new LinkedHashSet<>();
      names.keySet().forEach(index -> baseOf(source.stages().get(index)).ifPresent(bases::add));
      Map<String, StoredImage> images = new LinkedHashMap<>();
      Stream.concat(names.values().stream(), bases.stream())
          .forEach(name -> engine.find(name).ifPresent(stored -> images.put(name, stored)));
      // In one stream, in which layers that several have are there once.
      Map<String, Result<Weigher.Contents>> weighed = weigher.weigh(images);
      Map<Integer, BuiltStage> stages = new LinkedHashMap<>();
      for (Map.Entry<Integer, String> name : names.entrySet()) {
        Optional<ImageConfig> base =
            baseOf(source.stages().get(name.getKey()))
                .flatMap(reference -> Optional.ofNullable(weighed.get(reference)))
                .flatMap(Result::result)
                .map(Weigher.Contents::config);
        Result<Weigher.Contents> contents =
            weighed.getOrDefault(name.getValue(), Weigher.missing(name.getValue()));
        contents.result().ifPresent(read -> stages.put(name.getKey(), stage(read, base)));
        contents.failure().ifPresent(reason -> notRead(name.getKey(), reason));
      }
      Map<String, Long> baseFileBytes = new TreeMap<>();
      bases.forEach(
          base ->
              Optional.ofNullable(weighed.get(base))
                  .flatMap(Result::result)
                  .ifPresent(read -> baseFileBytes.put(base, read.fileBytes())));
      BuiltStage built = stages.remove(source.target());
      return Annotator.of(source, built, stages, baseFileBytes);
    }

    /** Without the target there is nothing to say; without another stage, less. */
    private void notRead(int stage, String reason) {
      if (stage == source.target()) {
        throw new UserError(source.file() + " can't be weighed: " + reason);
      }
      progress.say(
          "note: the stage "
              + source.stages().get(stage).displayName()
              + " can't be weighed: "
              + reason);
    }

    private BuiltStage stage(Weigher.Contents read, Optional<ImageConfig> base) {
      List<DiffId> baseLayers = base.map(ImageConfig::diffIds).orElse(List.of());
      return new BuiltStage(
          read.config(), read.asImage(baseLayers), read.layerShares(baseLayers), base);
    }
  }
}
