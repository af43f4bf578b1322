package multistage.report.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import multistage.image.Digest;
import multistage.image.Image;
import multistage.image.Layer;
import multistage.image.archive.TextSearch;
import multistage.image.explain.ImageFiles;
import multistage.report.build.BuildLog;
import multistage.report.build.BuildSupplies;
import multistage.report.build.MadeImages;
import multistage.report.diagnostic.UserError;
import multistage.report.dockerfile.BuildSource;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.dockerfile.SourceStage;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.EngineConnection;
import multistage.report.engine.ImageBuilder;
import multistage.report.engine.ImageStore;
import multistage.report.engine.StoredImage;
import multistage.report.judge.Inspection;
import multistage.report.measure.ImageLabels;
import multistage.report.measure.ProgramRun;
import multistage.report.measure.Prover;
import multistage.report.measure.StartFailedException;
import multistage.report.model.Check;
import multistage.report.model.CheckName;
import multistage.report.model.Result;
import multistage.report.model.Stage;
import multistage.report.model.Variant;
import multistage.report.model.VariantBuilder;
import multistage.report.model.VariantId;
import multistage.report.process.InputFile;
import multistage.report.process.Progress;
import multistage.report.rebuild.Change;
import multistage.report.rebuild.ChangedContext;
import multistage.report.weigh.Weigher;

/**
 * Finds out about an exercise's image by building, running and weighing it. What was measured once
 * isn't measured again. What was built is noted at once, since anything after it can fail.
 */
final class ExerciseEvidence implements Evidence {
  private static final String SERVER = "exercise";
  private static final String RESTORE = "git restore brings it back";

  private final ExerciseFolder folder;
  private final EngineConnection engine;
  private final ImageStore store;
  private final Weigher weigher;
  private final Progress progress;
  private final BuildSupplies supplies;
  private final ImageBuilder builder;
  private final Variant variant;
  private final MadeImages made;
  private final Map<StoredImage, Weigher.Contents> weighed = new HashMap<>();
  private StoredImage image;
  private Optional<Proof> proof = Optional.empty();

  /**
   * Builds nothing yet.
   *
   * @param made notes the images that are made
   */
  ExerciseEvidence(
      ExerciseFolder folder,
      EngineConnection engine,
      ImageStore store,
      ImageBuilder builder,
      BuildSupplies supplies,
      Weigher weigher,
      MadeImages made,
      Progress progress) {
    this.folder = folder;
    this.engine = engine;
    this.store = store;
    this.builder = builder;
    this.supplies = supplies;
    this.weigher = weigher;
    this.made = made;
    this.progress = progress;
    this.variant = variant();
  }

  /** What is built as a variant is; the Dockerfile's text plays no part. */
  private Variant variant() {
    return VariantBuilder.empty()
        .id(new VariantId(SERVER, folder.tag()))
        .title(folder.exercise().title())
        .dockerfile(folder.dockerfile().toString())
        .context(folder.context().toString())
        .builder(builder.kind())
        .stages(List.of(new Stage(Optional.empty(), "scratch")))
        .build();
  }

  /**
   * Builds the image that all else is about.
   *
   * @throws BuildFailedException when it can't be built
   */
  void build(Consumer<String> log) throws BuildFailedException {
    progress.say("building " + folder.root().relativize(folder.dockerfile()));
    image = build(variant, variant.imageName(), inputs(), log);
  }

  private BuildInputs inputs() {
    return BuildInputs.CACHE_ONLY.withSecrets(folder.secrets());
  }

  /** The image that came out, as the engine has it: nobody need ask for it again. */
  private StoredImage build(Variant what, String name, BuildInputs inputs, Consumer<String> log)
      throws BuildFailedException {
    Optional<StoredImage> before = store.find(name);
    progress.<Void, BuildFailedException>call(
        "building " + name,
        () -> {
          builder.build(folder.root(), what, name, inputs, log);
          return null;
        });
    StoredImage after = store.find(name).orElseThrow();
    made.note(Stream.of(after));
    before
        .filter(old -> !old.id().equals(after.id()))
        .ifPresent(old -> store.removeUnnamed(old.id().value()));
    return after;
  }

  @Override
  public Proof proof() {
    if (proof.isEmpty()) {
      proof = Optional.of(prove());
    }
    return proof.get();
  }

  private Proof prove() {
    Set<CheckName> wanted = EnumSet.copyOf(folder.exercise().checks());
    Set<CheckName> running = EnumSet.copyOf(wanted);
    running.removeAll(Inspection.NAMES);
    List<Check> checks = new ArrayList<>();
    if (wanted.stream().anyMatch(Inspection.NAMES::contains)) {
      checks.addAll(Inspection.of(variant, measured(image, variant.imageName()).files()));
    }
    // Files can be read without starting anything, and a program needn't be a server then.
    if (running.isEmpty()) {
      return new Proof(Optional.empty(), checks);
    }
    progress.say("starting it, and trying: " + running);
    try {
      checks.addAll(
          progress.<List<Check>, StartFailedException>call(
              "trying " + running, () -> new Prover(engine).prove(variant, image, running)));
      return new Proof(Optional.empty(), checks);
    } catch (StartFailedException e) {
      return new Proof(Optional.of(e.getMessage()), checks);
    }
  }

  @Override
  public long fileBytes() {
    return fileBytes(image, variant.imageName());
  }

  /**
   * Without saving the image where all of its layers are known, as those of a base image may be.
   */
  private long fileBytes(StoredImage stored, String name) {
    return weigher
        .knownFileBytes(stored)
        .orElseGet(() -> measured(stored, name).asImage(List.of()).fileBytes());
  }

  @Override
  public Image image() {
    return measured(image, variant.imageName()).asImage(List.of());
  }

  private Weigher.Contents measured(StoredImage stored, String name) {
    return weighed.computeIfAbsent(
        stored,
        unknown -> {
          Result<Weigher.Contents> result = weigher.weigh(Map.of(name, unknown)).get(name);
          return result
              .result()
              .orElseThrow(
                  () ->
                      new UserError(name + " can't be weighed: " + result.failure().orElseThrow()));
        });
  }

  @Override
  public long fileBytes(VariantId step) {
    String dockerfile = "dockerfiles/" + step + ".Dockerfile";
    // The same for starter and solution.
    String name = imageName(folder.number() + "-compared");
    List<String> log = new ArrayList<>();
    progress.say("building " + dockerfile + ", to compare it with");
    try {
      Variant compared =
          DockerfileParser.parse(
              step,
              dockerfile,
              "webserver-" + step.server(),
              InputFile.text(folder.root().resolve(dockerfile), "save it as a text in UTF-8"));
      return fileBytes(build(compared, name, supplies.inputs(compared), log::add), name);
    } catch (BuildFailedException e) {
      throw new UserError(
          dockerfile + ", which yours is compared with, can't be built:\n" + BuildLog.end(log, e));
    } catch (IOException e) {
      throw new UserError(dockerfile + " can't be built: " + InputFile.problem(e));
    }
  }

  private static String imageName(String tag) {
    return "multistage/" + SERVER + ":" + tag;
  }

  @Override
  public ImageFiles files() {
    return measured(image, variant.imageName()).files();
  }

  @Override
  public String user() {
    return image.user();
  }

  @Override
  public List<String> command() {
    return image.command();
  }

  @Override
  public String workingDirectory() {
    return image.workingDirectory();
  }

  @Override
  public List<String> environment() {
    return image.environment();
  }

  @Override
  public Run run(List<String> arguments) {
    progress.say("running it");
    ProgramRun run = ProgramRun.of(engine, variant.imageName(), arguments);
    return new Run(run.startFailure(), run.exitCode(), run.output());
  }

  @Override
  public Map<String, String> labels() {
    return ImageLabels.of(engine, variant.imageName());
  }

  @Override
  public List<Place> placesOf(String file) {
    progress.say("looking through every byte of its layers");
    Set<Digest> digests = new HashSet<>(digestsOf(file, variant.imageName()));
    List<Place> places = new ArrayList<>();
    List<Layer> layers = image().layers();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      if (digests.remove(new Digest(layer.diffId().value()))) {
        places.add(new Place.InLayer(i + 1, layer.instruction()));
      }
    }
    if (!digests.isEmpty()) {
      places.add(new Place.Description());
    }
    return places;
  }

  /** What of an image, layers and configuration, has the content of one of the exercise's files. */
  private Set<Digest> digestsOf(String file, String name) {
    try (InputStream archive = store.save(List.of(name))) {
      String secret = InputFile.text(folder.home().resolve(file), RESTORE).strip();
      if (secret.isEmpty()) {
        throw new UserError(folder.home().resolve(file) + " is empty", RESTORE);
      }
      return TextSearch.digestsOf(secret, archive);
    } catch (IOException e) {
      throw new UserError(name + " can't be looked through: " + InputFile.problem(e));
    }
  }

  /**
   * Each stage becomes an image for as long as it is looked through; it is in the cache already.
   */
  @Override
  public List<String> stagesWith(String file) {
    progress.say("looking through its other stages, which the build cache keeps");
    BuildSource source = source();
    List<String> stages = new ArrayList<>();
    for (SourceStage stage : source.stages()) {
      String name = imageName(folder.tag() + "-stage-" + stage.index());
      // One without an instruction is its base image.
      if (!stage.isNeeded() || stage.index() == source.target() || stage.instructions().isEmpty()) {
        continue;
      }
      List<String> log = new ArrayList<>();
      try {
        build(variant, name, inputs().withTarget(Optional.of(stage.displayName())), log::add);
        if (!digestsOf(file, name).isEmpty()) {
          stages.add(stage.displayName());
        }
      } catch (BuildFailedException e) {
        throw new UserError(
            "the stage " + stage.displayName() + " can't be built:\n" + BuildLog.end(log, e));
      } finally {
        store.remove(name);
      }
    }
    return stages;
  }

  private BuildSource source() {
    return BuildSource.read(
        folder.dockerfile().toString(),
        InputFile.text(folder.dockerfile(), "save it as a text in UTF-8"),
        Optional.empty(),
        Map.of());
  }

  @Override
  public Result<Image> rebuiltAfter(Change change) {
    progress.say("building it again with one more line in " + change.file());
    String name = imageName(folder.tag() + "-changed");
    List<String> log = new ArrayList<>();
    try (ChangedContext context = ChangedContext.withLine(folder.context(), change)) {
      StoredImage rebuilt =
          build(variant.withContext(context.folder().toString()), name, inputs(), log::add);
      return new Result.Done<>(measured(rebuilt, name).asImage(List.of()));
    } catch (BuildFailedException e) {
      return new Result.Failed<>(BuildLog.end(log, e));
    } catch (IOException e) {
      throw new UserError("the build context can't be copied: " + InputFile.problem(e));
    } finally {
      store.remove(name);
    }
  }
}
