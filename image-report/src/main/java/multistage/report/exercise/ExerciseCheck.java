package multistage.report.exercise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import multistage.report.build.BuildLog;
import multistage.report.build.BuildSupplies;
import multistage.report.build.MadeImages;
import multistage.report.diagnostic.UserError;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.engine.ImageBuilder;
import multistage.report.process.AtTheEnd;
import multistage.report.process.Progress;
import multistage.report.weigh.Weigher;

/** Builds the Dockerfile of an exercise, and judges what came out. */
public final class ExerciseCheck {
  private final DockerEngine engine;
  private final Path cache;
  private final Optional<Path> record;
  private final Progress progress;

  /**
   * Checks nothing yet.
   *
   * @param cache the folder that keeps what was read of layers, from run to run
   * @param record the file to note the images in that were made, for {@code ./lab --clean}
   */
  public ExerciseCheck(DockerEngine engine, Path cache, Optional<Path> record, Progress progress) {
    this.engine = engine;
    this.cache = cache;
    this.record = record;
    this.progress = progress;
  }

  /**
   * Whether there is such an exercise, and all that belongs to it; needs no engine.
   *
   * @throws UserError when there isn't
   */
  public static void requireExercise(String given, Path here) throws IOException {
    ExerciseFolder.find(given, here);
  }

  /**
   * Checks one exercise.
   *
   * @param given the path of its folder or of a solution's, or its number
   * @param here what a relative path starts from
   * @throws UserError when there is no such exercise, what it is compared with can't be built, or
   *     the process is told to end meanwhile, as by Ctrl-C
   */
  public Verdict check(String given, Path here) throws IOException {
    ExerciseFolder folder = ExerciseFolder.find(given, here);
    AtomicBoolean stopped = new AtomicBoolean();
    try (AtTheEnd note = new AtTheEnd("stop the check", () -> stopped.set(true))) {
      Verdict verdict = check(folder);
      // What was seen of containers that were taken away tells nothing of the image.
      if (!note.cancel()) {
        throw wasStopped();
      }
      return verdict;
    } catch (IOException | RuntimeException e) {
      if (stopped.get()) {
        throw wasStopped();
      }
      throw e;
    }
  }

  private static UserError wasStopped() {
    return new UserError("the check was stopped before there was a verdict", "check again");
  }

  private Verdict check(ExerciseFolder folder) throws IOException {
    List<String> log = new ArrayList<>();
    // What docker build uses since version 23; learners may use all that it can do.
    BuildKit buildKit = new BuildKit(engine.connection().watch());
    ImageBuilder builder = buildKit.isThere() ? buildKit : engine;
    if (folder.exercise().builder().filter(needed -> needed != builder.kind()).isPresent()) {
      throw new UserError(
          "exercise " + folder.number() + " needs BuildKit, and no docker client here can use it",
          "install its plugin buildx (Debian, Ubuntu: docker-buildx)");
    }
    try (BuildSupplies supplies =
        new BuildSupplies(folder.root(), engine.connection(), engine, progress)) {
      ExerciseEvidence evidence =
          new ExerciseEvidence(
              folder,
              engine.connection(),
              engine,
              builder,
              supplies,
              new Weigher(engine, cache, progress),
              new MadeImages(record, progress),
              progress);
      evidence.build(log::add);
      return folder.exercise().judge(evidence);
    } catch (BuildFailedException e) {
      return Verdict.unbuilt(BuildLog.end(log, e));
    }
  }
}
