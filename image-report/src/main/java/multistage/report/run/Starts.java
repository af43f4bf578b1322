package multistage.report.run;

import java.util.Optional;
import multistage.report.engine.EngineWatch;
import multistage.report.engine.Unexpected;
import multistage.report.measure.StartFailedException;
import multistage.report.model.Result;
import multistage.report.model.Variant;
import multistage.report.process.AtTheEnd;
import multistage.report.process.Progress;

/** Measures what takes a start of a variant's image, and says what goes wrong. */
record Starts(Progress progress, EngineWatch watch) {
  /** A measurement that starts the image. */
  interface Start<T> {
    T run() throws StartFailedException;
  }

  /** What was measured, or why it couldn't be. */
  <T> Result<T> of(Variant variant, Start<T> start) {
    Optional<String> stopped = watch.stopped();
    if (stopped.isPresent()) {
      return new Result.Failed<>(stopped.get());
    }
    try {
      return new Result.Done<>(
          progress.<T, StartFailedException>call("measuring " + variant.id(), start::run));
    } catch (StartFailedException | RuntimeException e) {
      return new Result.Failed<>(reason("measuring", variant, e));
    }
  }

  /**
   * The reason in a row of what started a variant's image and failed; it is also said.
   *
   * @param doing what was done, as in {@code measuring}
   */
  String reason(String doing, Variant variant, Exception e) {
    AtTheEnd.requireNotEnding();
    return watch
        .stoppedWhile(doing + " " + variant.id(), progress::say)
        .orElseGet(
            () -> {
              if (e instanceof StartFailedException) {
                progress.say("FAILED to start " + variant.id());
                return "it doesn't start: " + e.getMessage();
              }
              return Unexpected.reason(doing, variant.id(), e, progress);
            });
  }
}
