package multistage.report.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.annotate.AnnotatedComparison;
import multistage.report.annotate.AnnotatedComparison.Annotated;
import multistage.report.build.Found;
import multistage.report.build.NotBuilt;
import multistage.report.model.Builder;
import multistage.report.model.Check;
import multistage.report.model.Engine;
import multistage.report.model.Outcome;
import multistage.report.model.Row;
import multistage.report.model.RowBuilder;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;

/**
 * Makes the rows of a report from the last value that each variant came to.
 *
 * @param engine what the engine says of itself
 */
record Rows(Engine engine) {
  /** The row of a Dockerfile that the run wasn't to build. */
  Row notSelected(Found found, VariantFilter filter) {
    String reason = "not selected by -Dvariants=" + filter;
    return found instanceof Found.Readable readable
        ? notBuilt(new NotBuilt(readable.variant(), Outcome.SKIPPED, reason))
        : of((Found.Unreadable) found, Outcome.SKIPPED, reason);
  }

  /** The row of a Dockerfile that can't be read. */
  Row unreadable(Found.Unreadable found) {
    return of(found, Outcome.FAILED, found.reason());
  }

  private static Row of(Found.Unreadable found, Outcome status, String reason) {
    return RowBuilder.empty()
        .id(found.id())
        .title(found.id().name())
        .dockerfile(found.dockerfile())
        .forProduction(true)
        .builder(Builder.BUILDKIT)
        .status(status)
        .failure(Optional.of(reason))
        .build();
  }

  /** The row of a variant without an image. */
  Row notBuilt(NotBuilt notBuilt) {
    return of(notBuilt.variant())
        .status(notBuilt.status())
        .failure(Optional.of(notBuilt.reason()))
        .build();
  }

  /** The row of a variant that was built. */
  Row built(Weighed weighed, Extras extras) {
    Measured measured = weighed.measured();
    Checked checked = measured.checked();
    List<Check> checks =
        Stream.of(checked.checks(), weighed.checks()).flatMap(List::stream).toList();
    Optional<String> failure = weighed.failure().or(extras::failure).or(() -> failedChecks(checks));
    return of(weighed.variant())
        .status(failure.isPresent() ? Outcome.FAILED : Outcome.PASSED)
        .failure(failure)
        .image(weighed.image())
        .startup(measured.startup())
        .memory(measured.memory())
        .measuredAt(measured.measuredAt())
        .proof(checked.proof())
        .reproducibility(extras.reproducibility())
        .checks(checks)
        .rebuild(extras.rebuild())
        .annotation(weighed.annotated().map(Annotated::dockerfile))
        .benchmark(extras.benchmark())
        .build();
  }

  /** The rows with what sets each apart from the one that it improves on. */
  static List<Row> compared(List<Row> rows, List<Weighed> weighed) {
    Map<VariantId, Annotated> annotated = new HashMap<>();
    weighed.forEach(
        each -> each.annotated().ifPresent(found -> annotated.put(each.variant().id(), found)));
    return rows.stream()
        .map(
            row ->
                row.withDifference(
                    row.improvesOn()
                        .filter(annotated::containsKey)
                        .filter(from -> annotated.containsKey(row.id()))
                        .map(
                            from ->
                                AnnotatedComparison.of(annotated.get(from), annotated.get(row.id()))
                                    .difference(from))))
        .toList();
  }

  private RowBuilder of(Variant variant) {
    return RowBuilder.empty()
        .id(variant.id())
        .title(variant.title())
        .dockerfile(variant.dockerfile())
        .improvesOn(variant.improvesOn())
        .forProduction(variant.forProduction())
        .useFor(variant.useFor())
        .topic(variant.topic())
        .builder(variant.builder())
        .platform(variant.foreignPlatform(engine))
        .stages(variant.stages());
  }

  private static Optional<String> failedChecks(List<Check> checks) {
    return Optional.of(
            checks.stream()
                .filter(check -> check.required() && check.failed())
                .map(check -> check.name() + ": " + check.detail())
                .collect(Collectors.joining("\n")))
        .filter(reasons -> !reasons.isEmpty());
  }
}
