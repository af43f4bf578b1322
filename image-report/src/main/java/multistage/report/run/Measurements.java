package multistage.report.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.image.Digest;
import multistage.report.build.Attempt;
import multistage.report.engine.StoredImage;
import multistage.report.engine.TestcontainersEngine;
import multistage.report.measure.Prover;
import multistage.report.measure.StartFailedException;
import multistage.report.model.Engine;
import multistage.report.model.EngineShare;
import multistage.report.model.Proof;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import multistage.report.process.SideBySide;
import multistage.report.weigh.Weigher;

/**
 * Proves the images that were built, times their starts, and asks how much memory they hold; not
 * again, where an earlier run has found it out of the same image.
 */
final class Measurements {
  private static final int MEMORY_SAMPLES = 3;

  private final int starts;
  private final TestcontainersEngine engine;
  private final Engine describedEngine;
  private final Progress progress;
  private final Prover prover = new Prover();
  private final Digest program = Prover.program();

  /**
   * Measures nothing yet.
   *
   * @param starts how often each variant's start is timed
   * @param describedEngine what the engine says of itself
   */
  Measurements(int starts, TestcontainersEngine engine, Engine describedEngine, Progress progress) {
    this.starts = starts;
    this.engine = engine;
    this.describedEngine = describedEngine;
    this.progress = progress;
  }

  /** Finds the images that are the ones an earlier run measured and proved. */
  void takeOver(List<Attempt> attempts, EarlierRun earlier, Weigher weigher) {
    for (Attempt attempt : attempts) {
      if (attempt.isBuilt() && !attempt.isFresh()) {
        VariantId id = attempt.variant.id();
        Optional<Digest> image = engine.find(attempt.variant.imageName()).flatMap(weigher::knownId);
        image.flatMap(known -> earlier.measured(id, known, starts)).ifPresent(attempt::takeOver);
        image
            .flatMap(known -> earlier.proved(id, known, Prover.program(program, attempt.variant)))
            .ifPresent(attempt::takeOverProof);
      }
    }
  }

  /**
   * Goes through the phases that have something to do.
   *
   * @param bareServer what is timed with the others, for the engine's own share
   * @param at when the run began
   * @return the engine's own share: timed, or the earlier run's where nothing had to be
   */
  Optional<EngineShare> run(
      List<Attempt> attempts, Attempt bareServer, EarlierRun earlier, Instant at) {
    progress.phase("first start", "each image that is new", () -> startFirst(attempts));
    List<Attempt> unproved =
        attempts.stream().filter(attempt -> attempt.holds() && attempt.proof().isEmpty()).toList();
    if (unproved.isEmpty()) {
      progress.say("no image changed since it was proved; -Dremeasure proves all again");
    } else {
      progress.phase(
          "prove", unproved.size() + " images answer as they should", () -> prove(unproved, at));
    }
    List<Attempt> changed = attempts.stream().filter(this::isToBeMeasured).toList();
    if (changed.isEmpty()) {
      progress.say("no image changed since its start and memory were measured");
      return earlier.engineShare();
    }
    progress.phase(
        "start",
        changed.size() + " images that changed, " + starts + " times in turn",
        () -> time(changed, bareServer));
    progress.phase("memory", "the same, once they have answered", () -> measureMemory(changed));
    return share(bareServer);
  }

  /** One by one: the first start of an image comes but once. */
  private Void startFirst(List<Attempt> attempts) {
    attempts.stream()
        .filter(attempt -> attempt.isFresh() && isToBeMeasured(attempt))
        .forEach(
            attempt ->
                start(attempt, () -> attempt.firstStart(prover.startMillis(attempt.variant))));
    return null;
  }

  /** Waiting is most of it: several at a time. Nothing is timed here. */
  private Void prove(List<Attempt> attempts, Instant at) {
    SideBySide.forEach(
        4,
        attempts,
        attempt ->
            progress.run(
                "proving " + attempt.variant.id(),
                () -> prove(attempt, new Proof(at, Prover.program(program, attempt.variant)))));
    return null;
  }

  private void prove(Attempt attempt, Proof proof) {
    try {
      StoredImage image = engine.find(attempt.variant.imageName()).orElseThrow();
      attempt.proved(
          proof,
          isForeign(attempt.variant)
              ? prover.proveForeign(attempt.variant, image)
              : prover.prove(attempt.variant, image));
      progress.say("proved " + attempt.variant.id());
    } catch (StartFailedException e) {
      attempt.fail("it doesn't start: " + e.getMessage());
      progress.say("FAILED to start " + attempt.variant.id());
    } catch (RuntimeException e) {
      attempt.failUnexpectedly("proving", e, progress);
    }
  }

  /** What runs on this machine's processor, and hasn't been measured. */
  private boolean isToBeMeasured(Attempt attempt) {
    return attempt.holds() && attempt.earlier().isEmpty() && !isForeign(attempt.variant);
  }

  /**
   * In turn, so that whatever else slows the machine down hits all variants alike, and the engine's
   * own share as well.
   */
  private Void time(List<Attempt> attempts, Attempt bareServer) {
    List<Attempt> inTurn = Stream.concat(Stream.of(bareServer), attempts.stream()).toList();
    for (int i = 0; i < starts; i++) {
      for (Attempt attempt : inTurn) {
        if (attempt.holds()) {
          start(attempt, () -> attempt.startMillis.add(prover.startMillis(attempt.variant)));
        }
      }
      progress.say("timed round " + (i + 1) + " of " + starts);
    }
    return null;
  }

  /** Nothing is timed here: several at a time. */
  private Void measureMemory(List<Attempt> attempts) {
    SideBySide.forEach(
        4,
        attempts,
        attempt -> {
          for (int i = 0; i < MEMORY_SAMPLES && attempt.holds(); i++) {
            start(
                attempt, () -> prover.memory(attempt.variant).ifPresent(attempt.memoryBytes::add));
          }
        });
    return null;
  }

  /** A measurement that starts the image. */
  private interface Start {
    void run() throws StartFailedException;
  }

  private void start(Attempt attempt, Start start) {
    try {
      progress.<Void, StartFailedException>call(
          "measuring " + attempt.variant.id(),
          () -> {
            start.run();
            return null;
          });
    } catch (StartFailedException e) {
      attempt.fail("it doesn't start: " + e.getMessage());
      progress.say("FAILED to start " + attempt.variant.id());
    } catch (RuntimeException e) {
      attempt.failUnexpectedly("measuring", e, progress);
    }
  }

  /** Without it, as where its base image can't be had, there are no net figures. */
  private static Optional<EngineShare> share(Attempt bareServer) {
    return Optional.of(bareServer.startMillis)
        .filter(millis -> bareServer.holds() && !millis.isEmpty())
        .map(EngineShare::of);
  }

  /** Whether the variant's images run on another processor than the engine's. */
  private boolean isForeign(Variant variant) {
    return variant.foreignPlatform(describedEngine).isPresent();
  }
}
