package multistage.report.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import multistage.report.build.Built;
import multistage.report.measure.Prover;
import multistage.report.model.Engine;
import multistage.report.model.EngineShare;
import multistage.report.model.Memory;
import multistage.report.model.Result;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Phases;
import multistage.report.process.Progress;
import multistage.report.process.SideBySide;

/**
 * Times the starts of checked images, and asks how much memory they hold; not again, where an
 * earlier run has measured the same image.
 */
final class Measurements {
  private static final int MEMORY_SAMPLES = 3;

  private final int rounds;
  private final Prover prover;
  private final Starts starts;
  private final Engine engine;
  private final Progress progress;
  private final Phases phases;

  /**
   * Measures nothing yet.
   *
   * @param rounds how often each variant's start is timed
   * @param engine what the engine says of itself
   */
  Measurements(
      int rounds, Prover prover, Starts starts, Engine engine, Progress progress, Phases phases) {
    this.rounds = rounds;
    this.prover = prover;
    this.starts = starts;
    this.engine = engine;
    this.progress = progress;
    this.phases = phases;
  }

  /**
   * What all came to.
   *
   * @param variants in the order in which they were handed in
   * @param engineShare the engine's own share: timed, or the earlier run's where nothing had to be
   */
  record Results(List<Measured> variants, Optional<EngineShare> engineShare) {}

  /** How a variant's starts went: what was timed, and what ended it, if something did. */
  private static final class Timed {
    final List<Double> millis = new ArrayList<>();
    Optional<String> failure = Optional.empty();
  }

  /**
   * Measures what no earlier run has measured.
   *
   * @param bareServer what is timed with the others, for the engine's own share; without it, as
   *     where its base image can't be had, there are no net figures
   * @param at when the run began
   */
  Results run(List<Checked> all, Optional<Built> bareServer, EarlierRun earlier, Instant at) {
    Map<VariantId, Row> before = new HashMap<>();
    List<Variant> unmeasured = new ArrayList<>();
    for (Checked checked : all) {
      Variant variant = checked.built().variant();
      Optional<Row> row = earlier.measured(checked.built(), rounds, bareServer.isPresent());
      if (row.isPresent()) {
        before.put(variant.id(), row.get());
      } else if (checked.failure().isEmpty() && variant.foreignPlatform(engine).isEmpty()) {
        unmeasured.add(variant);
      }
    }
    if (unmeasured.isEmpty()) {
      if (all.stream().allMatch(checked -> checked.failure().isEmpty())) {
        progress.say("no image changed since its start and memory were measured");
      }
      return new Results(
          all.stream()
              .map(
                  checked ->
                      Optional.ofNullable(before.get(checked.built().variant().id()))
                          .map(row -> Measured.before(checked, row))
                          .orElseGet(() -> Measured.nothing(checked)))
              .toList(),
          earlier.engineShare());
    }
    Map<VariantId, Timed> timed =
        phases.time(
            "start",
            unmeasured.size() + " images that changed, " + rounds + " times in turn",
            () -> time(unmeasured, bareServer.map(Built::variant)));
    Optional<EngineShare> engineShare =
        bareServer
            .map(server -> timed.get(server.variant().id()))
            .filter(own -> own.failure.isEmpty() && !own.millis.isEmpty())
            .map(own -> EngineShare.of(own.millis));
    Map<VariantId, List<Result<Long>>> memory =
        phases.time(
            "memory",
            "the same, once they have answered",
            () ->
                memory(
                    unmeasured.stream()
                        .filter(variant -> timed.get(variant.id()).failure.isEmpty())
                        .toList()));
    return new Results(
        all.stream()
            .map(
                checked -> {
                  VariantId id = checked.built().variant().id();
                  if (before.containsKey(id)) {
                    return Measured.before(checked, before.get(id));
                  }
                  return timed.containsKey(id)
                      ? measured(
                          checked,
                          timed.get(id),
                          memory.getOrDefault(id, List.of()),
                          engineShare,
                          at)
                      : Measured.nothing(checked);
                })
            .toList(),
        engineShare.or(earlier::engineShare));
  }

  private static Measured measured(
      Checked checked,
      Timed timed,
      List<Result<Long>> memory,
      Optional<EngineShare> engineShare,
      Instant at) {
    boolean started = !timed.millis.isEmpty();
    List<Long> bytes = memory.stream().flatMap(sample -> sample.result().stream()).toList();
    return new Measured(
        checked,
        started
            ? Optional.of(Startup.of(timed.millis, engineShare, checked.firstStartMillis()))
            : Optional.empty(),
        bytes.isEmpty() ? Optional.empty() : Optional.of(Memory.of(bytes)),
        started ? Optional.of(at) : Optional.empty(),
        timed.failure.or(
            () -> memory.stream().flatMap(sample -> sample.failure().stream()).findFirst()));
  }

  /**
   * In turn, so that whatever else slows the machine down hits all variants alike, and the engine's
   * own share as well.
   */
  private Map<VariantId, Timed> time(List<Variant> variants, Optional<Variant> bareServer) {
    Map<VariantId, Timed> all = new HashMap<>();
    for (int i = 0; i < rounds; i++) {
      Stream.concat(bareServer.stream(), variants.stream())
          .forEach(
              variant -> {
                Timed timed = all.computeIfAbsent(variant.id(), id -> new Timed());
                if (timed.failure.isEmpty()) {
                  Result<Double> start = starts.of(variant, () -> prover.time(variant).millis());
                  start.result().ifPresent(timed.millis::add);
                  timed.failure = start.failure();
                }
              });
      progress.say("timed round " + (i + 1) + " of " + rounds);
    }
    return all;
  }

  /** Nothing is timed here: several at a time. A variant's last sample may be a failure. */
  private Map<VariantId, List<Result<Long>>> memory(List<Variant> variants) {
    Map<VariantId, List<Result<Long>>> all = new ConcurrentHashMap<>();
    SideBySide.forEach(
        4,
        variants,
        variant -> {
          List<Result<Long>> samples = new ArrayList<>();
          boolean holds = true;
          for (int i = 0; i < MEMORY_SAMPLES && holds; i++) {
            Result<Optional<Long>> sample = starts.of(variant, () -> prover.memory(variant));
            sample.failure().ifPresent(reason -> samples.add(new Result.Failed<>(reason)));
            sample
                .result()
                .flatMap(bytes -> bytes)
                .ifPresent(b -> samples.add(new Result.Done<>(b)));
            holds = sample.failure().isEmpty();
          }
          all.put(variant.id(), samples);
        });
    return all;
  }
}
