package multistage.report.exercise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import multistage.report.build.AnnotatedBuild;
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
import multistage.report.render.terminal.AnnotatedDiff;
import multistage.report.weigh.Weigher;

/**
 * Builds the Dockerfile of an exercise, and judges what came out.
 *
 * @param cache the folder that keeps what was read of layers, from run to run
 * @param record the file to note the images in that were made, for {@code ./lab --clean}
 */
public record ExerciseCheck(
    DockerEngine engine, Path cache, Optional<Path> record, Progress progress) {
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
    return check(ExerciseFolder.find(given, here), false).verdict();
  }

  /**
   * What each difference between two Dockerfiles of an exercise brings.
   *
   * @param shown what to call a file
   * @param width of the terminal
   * @throws UserError when one of them can't be built
   */
  String compare(
      ExerciseFolder before, ExerciseFolder after, Function<Path, String> shown, int width)
      throws IOException {
    return AnnotatedDiff.of(
        new AnnotatedBuild(engine, cache, record, progress)
            .compare(request(before, shown), request(after, shown)),
        width);
  }

  private static AnnotatedBuild.Request request(
      ExerciseFolder folder, Function<Path, String> shown) {
    return new AnnotatedBuild.Request(
        folder.dockerfile(),
        Optional.of(folder.context()),
        Optional.empty(),
        Map.of(),
        folder.secrets(),
        false,
        false,
        Optional.of(shown.apply(folder.dockerfile())));
  }

  /**
   * What a check comes to.
   *
   * @param findings what was found out that tells which turn was taken; nothing where that wasn't
   *     asked, or the exercise is solved
   */
  record Outcome(Verdict verdict, Optional<Findings> findings) {}

  /**
   * Checks one exercise.
   *
   * @param explained whether to find out as well which wrong turn was taken
   * @throws UserError as for any check
   */
  Outcome check(ExerciseFolder folder, boolean explained) throws IOException {
    AtomicBoolean stopped = new AtomicBoolean();
    try (AtTheEnd note = new AtTheEnd("stop the check", () -> stopped.set(true))) {
      Outcome outcome = build(folder, explained);
      // What was seen of containers that were taken away tells nothing of the image.
      if (!note.cancel()) {
        throw wasStopped();
      }
      return outcome;
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

  private Outcome build(ExerciseFolder folder, boolean explained) throws IOException {
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
      Verdict verdict = folder.exercise().judge(evidence);
      return new Outcome(
          verdict,
          explained && !verdict.isSolved()
              ? Optional.of(Findings.of(evidence, verdict, log, folder.wrongTurns()))
              : Optional.empty());
    } catch (BuildFailedException e) {
      String end = BuildLog.end(log, e);
      return new Outcome(
          Verdict.unbuilt(end),
          explained ? Optional.of(Findings.unbuilt(end, log)) : Optional.empty());
    }
  }
}
