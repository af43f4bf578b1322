package multistage.report.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import multistage.report.build.Built;
import multistage.report.measure.PairedRounds;
import multistage.report.measure.PairedRounds.Pairs;
import multistage.report.measure.Prover;
import multistage.report.model.Engine;
import multistage.report.model.EngineShare;
import multistage.report.model.Memory;
import multistage.report.model.Noise;
import multistage.report.model.Result;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.Variant;
import multistage.report.process.Phases;
import multistage.report.process.Progress;
import multistage.report.process.SideBySide;

/**
 * Times the starts of checked images, and asks how much memory they hold: once for each image,
 * however many variants give it, and not again where an earlier run has measured it.
 *
 * @param rounds how often each variant's start is timed; its memory is asked for as often, but at
 *     most three times
 * @param engine what the engine says of itself
 */
record Measurements(
    int rounds, Prover prover, Starts starts, Engine engine, Progress progress, Phases phases) {
  private static final int MAX_MEMORY_SAMPLES = 3;

  /**
   * What all came to.
   *
   * @param variants in the order in which they were handed in
   * @param engineShare the engine's own share: timed, or the earlier run's where nothing had to be
   * @param noise the machine's, likewise
   */
  record Results(
      List<Measured> variants, Optional<EngineShare> engineShare, Optional<Noise> noise) {}

  /** An image that has to be measured, as one of its variants. */
  private record Figures(Pairs starts, List<Result<Long>> memory) {}

  /**
   * Measures what no earlier run has measured.
   *
   * @param bareServer what each start is paired with, for the engine's own share; without it, as
   *     where its base image can't be had, there are no net figures
   * @param at when the run began
   */
  Results run(List<Checked> all, Optional<Built> bareServer, EarlierRun earlier, Instant at) {
    Map<List<Object>, Row> before = new HashMap<>();
    all.forEach(
        checked ->
            earlier
                .measured(checked, rounds, bareServer.isPresent())
                .ifPresent(row -> before.putIfAbsent(image(checked), row)));
    Map<List<Object>, Variant> unmeasured = new LinkedHashMap<>();
    all.stream()
        .filter(this::canStart)
        .filter(checked -> !before.containsKey(image(checked)))
        .forEach(checked -> unmeasured.putIfAbsent(image(checked), checked.built().variant()));
    if (unmeasured.isEmpty()) {
      if (all.stream().allMatch(checked -> checked.failure().isEmpty())) {
        progress.say("no image changed since its start and memory were measured");
      }
      return new Results(
          all.stream().map(checked -> measured(checked, before, Map.of(), at, true)).toList(),
          earlier.engineShare(),
          earlier.noise());
    }
    PairedRounds<Variant> paired =
        new PairedRounds<>(
            bareServer.map(Built::variant),
            variant -> starts.of(variant, () -> prover.time(variant)));
    Optional<Noise> noise =
        phases
            .time("noise", "the bare server against itself", () -> paired.noise(rounds))
            .map(Noise::new);
    noise.ifPresent(found -> progress.say(found.inWords()));
    boolean isQuiet = noise.stream().allMatch(Noise::isBearable);
    // Without times, a single start says whether it comes up, before memory is asked for.
    int enough = isQuiet ? rounds : 1;
    Map<Variant, Pairs> timed =
        phases.time(
            "start",
            unmeasured.size() + " images, " + enough + " times in turn",
            () ->
                paired.run(
                    List.copyOf(unmeasured.values()),
                    pairs -> pairs.starts().size() >= enough,
                    done -> {
                      progress.say("timed round " + done + " of " + enough);
                      return true;
                    }));
    Map<Variant, List<Result<Long>>> memory =
        phases.time(
            "memory",
            "the same, once they have answered",
            () ->
                memory(
                    timed.keySet().stream()
                        .filter(variant -> timed.get(variant).failure().isEmpty())
                        .toList()));
    Map<List<Object>, Figures> figures = new HashMap<>();
    unmeasured.forEach(
        (image, variant) ->
            figures.put(
                image, new Figures(timed.get(variant), memory.getOrDefault(variant, List.of()))));
    List<Double> engineMillis =
        timed.values().stream().flatMap(pairs -> pairs.twinMillis().stream()).toList();
    return new Results(
        all.stream().map(checked -> measured(checked, before, figures, at, isQuiet)).toList(),
        isQuiet && !engineMillis.isEmpty()
            ? Optional.of(EngineShare.of(engineMillis))
            : Optional.empty(),
        noise);
  }

  private static List<Object> image(Checked checked) {
    return checked.built().image().sameness();
  }

  private boolean canStart(Checked checked) {
    return checked.failure().isEmpty()
        && checked.built().variant().foreignPlatform(engine).isEmpty();
  }

  private Measured measured(
      Checked checked,
      Map<List<Object>, Row> before,
      Map<List<Object>, Figures> figures,
      Instant at,
      boolean isQuiet) {
    List<Object> image = image(checked);
    if (before.containsKey(image)) {
      return Measured.before(checked, before.get(image));
    }
    return canStart(checked)
        ? measured(checked, figures.get(image), at, isQuiet)
        : Measured.nothing(checked);
  }

  private static Measured measured(Checked checked, Figures figures, Instant at, boolean isQuiet) {
    Pairs pairs = figures.starts();
    List<Long> bytes =
        figures.memory().stream().flatMap(sample -> sample.result().stream()).toList();
    boolean started = !pairs.starts().isEmpty();
    return new Measured(
        checked,
        started && isQuiet
            ? Optional.of(
                Startup.of(pairs.millis(), pairs.twinMillis(), checked.firstStartMillis()))
            : Optional.empty(),
        bytes.isEmpty() ? Optional.empty() : Optional.of(Memory.of(bytes)),
        started ? Optional.of(at) : Optional.empty(),
        pairs
            .failure()
            .or(
                () ->
                    figures.memory().stream()
                        .flatMap(sample -> sample.failure().stream())
                        .findFirst()));
  }

  /** How often an image's memory is asked for if its start is timed that many times. */
  static int memorySamples(int rounds) {
    return Math.min(rounds, MAX_MEMORY_SAMPLES);
  }

  /** Nothing is timed here: several at a time. A variant's last sample may be a failure. */
  private Map<Variant, List<Result<Long>>> memory(List<Variant> variants) {
    Map<Variant, List<Result<Long>>> all = new ConcurrentHashMap<>();
    SideBySide.forEach(
        4,
        variants,
        variant -> {
          List<Result<Long>> samples = new ArrayList<>();
          boolean holds = true;
          for (int i = 0; i < memorySamples(rounds) && holds; i++) {
            Result<Optional<Long>> sample = starts.of(variant, () -> prover.memory(variant));
            sample.failure().ifPresent(reason -> samples.add(new Result.Failed<>(reason)));
            sample
                .result()
                .flatMap(bytes -> bytes)
                .ifPresent(b -> samples.add(new Result.Done<>(b)));
            holds = sample.failure().isEmpty();
          }
          all.put(variant, samples);
        });
    return all;
  }
}
