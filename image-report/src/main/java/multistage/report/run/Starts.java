package multistage.report.run;

import multistage.report.measure.StartFailedException;
import multistage.report.model.Result;
import multistage.report.model.Variant;
import multistage.report.process.AtTheEnd;
import multistage.report.process.Progress;

/** Measures what takes a start of a variant's image, and says what goes wrong. */
record Starts(Progress progress) {
  /** A measurement that starts the image. */
  interface Start<T> {
    T run() throws StartFailedException;
  }

  /** What was measured, or why it couldn't be. */
  <T> Result<T> of(Variant variant, Start<T> start) {
    try {
      return new Result.Done<>(
          progress.<T, StartFailedException>call("measuring " + variant.id(), start::run));
    } catch (StartFailedException e) {
      AtTheEnd.requireNotEnding();
      progress.say("FAILED to start " + variant.id());
      return new Result.Failed<>(reason(e));
    } catch (RuntimeException e) {
      return new Result.Failed<>(progress.failed("measuring", variant.id(), e));
    }
  }

  /** The reason in a row. */
  static String reason(StartFailedException e) {
    return "it doesn't start: " + e.getMessage();
  }
}
