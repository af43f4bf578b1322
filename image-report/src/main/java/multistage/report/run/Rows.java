package multistage.report.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import multistage.report.build.Attempt;
import multistage.report.build.Candidate;
import multistage.report.model.Builder;
import multistage.report.model.Engine;
import multistage.report.model.EngineShare;
import multistage.report.model.Outcome;
import multistage.report.model.Row;
import multistage.report.model.RowBuilder;
import multistage.report.model.Variant;

/**
 * Puts the rows of a run's report together from what was found out of each variant.
 *
 * @param filter which variants the run was to build
 * @param engine what built and ran them
 * @param at when the run began
 * @param engineShare what each start includes of the engine's own work, if that is known
 */
record Rows(VariantFilter filter, Engine engine, Instant at, Optional<EngineShare> engineShare) {
  /**
   * The row of one Dockerfile.
   *
   * @param attempt what came of it; empty where it wasn't selected or can't be read
   */
  Row row(Candidate candidate, Optional<Attempt> attempt) {
    Optional<String> leftOut =
        filter.selects(candidate.id())
            ? attempt.flatMap(Attempt::skipped)
            : Optional.of("not selected by -Dvariants=" + filter);
    if (candidate instanceof Candidate.Readable readable) {
      Variant variant = readable.variant();
      return RowBuilder.empty()
          .id(variant.id())
          .title(variant.title())
          .dockerfile(variant.dockerfile())
          .improvesOn(variant.improvesOn())
          .forProduction(variant.forProduction())
          .builder(variant.builder())
          .platform(variant.foreignPlatform(engine))
          .stages(variant.stages())
          .status(leftOut.isPresent() ? Outcome.SKIPPED : outcome(attempt.orElseThrow()))
          .failure(leftOut.or(() -> failure(attempt.orElseThrow())))
          .image(attempt.flatMap(Attempt::image))
          .startup(attempt.flatMap(a -> a.startup(engineShare)))
          .memory(attempt.flatMap(Attempt::memory))
          .measuredAt(attempt.flatMap(a -> a.measuredAt(at)))
          .proof(attempt.flatMap(Attempt::proof))
          .reproducibility(attempt.flatMap(Attempt::reproducibility))
          .checks(attempt.map(a -> a.checks).orElse(List.of()))
          .rebuild(attempt.flatMap(Attempt::rebuild))
          .benchmark(attempt.flatMap(Attempt::benchmark))
          .build();
    }
    Candidate.Unreadable unreadable = (Candidate.Unreadable) candidate;
    return RowBuilder.empty()
        .id(unreadable.id())
        .title(unreadable.id().name())
        .dockerfile(unreadable.dockerfile())
        .forProduction(true)
        .builder(Builder.CLASSIC)
        .status(leftOut.isPresent() ? Outcome.SKIPPED : Outcome.FAILED)
        .failure(leftOut.or(() -> Optional.of(unreadable.reason())))
        .build();
  }

  private static Outcome outcome(Attempt attempt) {
    return failure(attempt).isPresent() ? Outcome.FAILED : Outcome.PASSED;
  }

  private static Optional<String> failure(Attempt attempt) {
    return attempt
        .failure()
        .or(
            () ->
                Optional.of(
                        attempt.checks.stream()
                            .filter(check -> check.required() && !check.passed())
                            .map(check -> check.name() + ": " + check.detail())
                            .collect(Collectors.joining("\n")))
                    .filter(reasons -> !reasons.isEmpty()));
  }
}
