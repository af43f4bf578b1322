package multistage.report.run;

import java.util.Optional;
import multistage.image.compare.Reproducibility;
import multistage.report.model.Benchmark;
import multistage.report.model.Rebuild;
import multistage.report.model.Result;

/**
 * What is found out about a variant only when somebody asks, in this run or in an earlier one whose
 * results still hold.
 *
 * @param failure why it couldn't be built again, if it couldn't
 */
record Extras(
    Optional<Reproducibility> reproducibility,
    Optional<Rebuild> rebuild,
    Optional<Benchmark> benchmark,
    Optional<String> failure) {
  static final Extras NONE =
      new Extras(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * With what building twice came to: after a failure, what an earlier run found is true no more.
   */
  Extras reproduced(Result<Reproducibility> result) {
    return new Extras(result.result(), rebuild, benchmark, failure.or(result::failure));
  }

  /** The same for building again. */
  Extras rebuilt(Result<Rebuild> result) {
    return new Extras(reproducibility, result.result(), benchmark, failure.or(result::failure));
  }
}
