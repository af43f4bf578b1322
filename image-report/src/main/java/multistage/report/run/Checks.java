package multistage.report.run;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import multistage.image.Digest;
import multistage.report.build.Built;
import multistage.report.measure.Prover;
import multistage.report.measure.StartFailedException;
import multistage.report.model.Check;
import multistage.report.model.Engine;
import multistage.report.model.Proof;
import multistage.report.model.Result;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Phases;
import multistage.report.process.Progress;
import multistage.report.process.SideBySide;

/**
 * Checks the images that were built; not again, where an earlier run has checked the same image in
 * the same way.
 */
final class Checks {
  private final Prover prover;
  private final Starts starts;
  private final Engine engine;
  private final Progress progress;
  private final Phases phases;
  private final Digest program = Prover.program();

  /**
   * Checks nothing yet.
   *
   * @param engine what the engine says of itself
   */
  Checks(Prover prover, Starts starts, Engine engine, Progress progress, Phases phases) {
    this.prover = prover;
    this.starts = starts;
    this.engine = engine;
    this.progress = progress;
    this.phases = phases;
  }

  /**
   * Checks all, in the order of the variants. The first start of a new image is timed before that:
   * it comes but once.
   *
   * @param at when the run began
   */
  List<Checked> run(List<Built> all, EarlierRun earlier, Instant at) {
    Map<VariantId, Result<Double>> firstStarts =
        phases.time("first start", "each image that is new", () -> startFirst(all));
    Map<VariantId, Checked> checked = new ConcurrentHashMap<>();
    List<Built> unchecked = new ArrayList<>();
    for (Built built : all) {
      VariantId id = built.variant().id();
      Optional<String> failure = Optional.ofNullable(firstStarts.get(id)).flatMap(Result::failure);
      Optional<Checked> before = earlier.checked(built, program(built.variant()));
      if (failure.isPresent()) {
        checked.put(id, Checked.failed(built, Optional.empty(), failure.get()));
      } else if (before.isPresent()) {
        checked.put(id, before.get());
      } else {
        unchecked.add(built);
      }
    }
    if (all.isEmpty()) {
      return List.of();
    }
    if (unchecked.isEmpty() && firstStarts.values().stream().allMatch(Checks::isDone)) {
      progress.say("no image changed since it was proved; -Dremeasure proves all again");
    } else if (!unchecked.isEmpty()) {
      phases.time(
          "prove",
          unchecked.size() + " images answer as they should",
          () -> {
            // Waiting is most of it: several at a time. Nothing is timed here.
            SideBySide.forEach(
                4,
                mixed(unchecked, firstStarts),
                built -> {
                  VariantId id = built.variant().id();
                  Optional<Double> firstStart =
                      Optional.ofNullable(firstStarts.get(id)).flatMap(Result::result);
                  checked.put(
                      id, progress.call("proving " + id, () -> check(built, firstStart, at)));
                });
            return null;
          });
    }
    return all.stream().map(built -> checked.get(built.variant().id())).toList();
  }

  /**
   * Alternates slow and quick starts. A slow one keeps a processor busy, and the slow ones of a
   * server would all be checked at once, because they are neighbors in the list.
   */
  private static List<Built> mixed(
      List<Built> all, Map<VariantId, Result<Double>> firstStartMillis) {
    Deque<Built> slowestFirst =
        all.stream()
            .sorted(
                Comparator.<Built>comparingDouble(
                        built ->
                            Optional.ofNullable(firstStartMillis.get(built.variant().id()))
                                .flatMap(Result::result)
                                .orElse(0.0))
                    .reversed())
            .collect(Collectors.toCollection(ArrayDeque::new));
    List<Built> mixed = new ArrayList<>();
    while (!slowestFirst.isEmpty()) {
      mixed.add(mixed.size() % 2 == 0 ? slowestFirst.removeFirst() : slowestFirst.removeLast());
    }
    return mixed;
  }

  private static boolean isDone(Result<Double> start) {
    return start.failure().isEmpty();
  }

  /** One by one: the first start of an image comes but once. */
  private Map<VariantId, Result<Double>> startFirst(List<Built> all) {
    Map<VariantId, Result<Double>> millis = new LinkedHashMap<>();
    Set<List<Object>> started = new HashSet<>();
    for (Built built : all) {
      Variant variant = built.variant();
      boolean isFirst = started.add(built.image().sameness());
      if (isFirst && built.isNew() && variant.foreignPlatform(engine).isEmpty()) {
        millis.put(variant.id(), starts.of(variant, () -> prover.time(variant).millis()));
      }
    }
    return millis;
  }

  private Checked check(Built built, Optional<Double> firstStart, Instant at) {
    Variant variant = built.variant();
    Optional<String> before = starts.watch().stopped();
    if (before.isPresent()) {
      return Checked.failed(built, firstStart, before.get());
    }
    try {
      List<Check> checks =
          variant.foreignPlatform(engine).isPresent()
              ? prover.proveForeign(variant, built.image())
              : prover.prove(variant, built.image());
      // What a check asks of an engine that ended meanwhile says nothing of the image.
      if (checks.stream().anyMatch(check -> !check.passed())) {
        Optional<String> stopped =
            starts.watch().stoppedWhile("proving " + variant.id(), progress::say);
        if (stopped.isPresent()) {
          return Checked.failed(built, firstStart, stopped.get());
        }
      }
      progress.say("proved " + variant.id());
      return new Checked(
          built,
          firstStart,
          Optional.of(new Proof(at, program(variant))),
          checks,
          Optional.empty());
    } catch (StartFailedException | RuntimeException e) {
      return Checked.failed(built, firstStart, starts.reason("proving", variant, e));
    }
  }

  private Digest program(Variant variant) {
    return Prover.program(program, variant);
  }
}
