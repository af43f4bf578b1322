package multistage.report.benchmark;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.build.Built;
import multistage.report.engine.Bug;
import multistage.report.engine.DockerEngine;
import multistage.report.measure.Benchmarker;
import multistage.report.measure.PairedRounds;
import multistage.report.measure.PairedRounds.Pairs;
import multistage.report.measure.StartFailedException;
import multistage.report.measure.TimedStart;
import multistage.report.model.Benchmark;
import multistage.report.model.Noise;
import multistage.report.model.Outcome;
import multistage.report.model.Report;
import multistage.report.model.Result;
import multistage.report.model.Row;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Phases;
import multistage.report.process.Progress;
import multistage.report.process.SideBySide;

/**
 * Measures the rows of a report that passed more closely: starts, memory, answers under load. It
 * keeps to a time: what doesn't fit is left out, and said.
 */
public final class BenchmarkRun {
  private static final int SERVER_PROCESSOR = 0;
  static final int CLIENT_PROCESSOR = 1;

  /** The figures' names in remarks. */
  private static final String START = "start";

  /** Before so many rounds a margin may be small by chance. */
  private static final int MARGIN_ROUNDS = 10;

  /** How certain a start has to be until there are no more rounds of it: so many milliseconds, */
  private static final int MAX_MARGIN_MILLIS = 5;

  /** or that share of it, where that is more. */
  private static final double MAX_MARGIN_SHARE = 0.02;

  private static final String MEMORY = "memory";
  private static final String LIMIT = "smallest limit";
  private static final String LOAD = "answers";

  private static final String LEFT_OUT = "left out: ";
  private static final String TOO_NOISY = "the machine was too noisy";

  private final Options options;
  private final BenchmarkEngine engine;
  private final Progress progress;
  private final Clock clock;
  private final long beginNanos = System.nanoTime();
  private final Map<VariantId, List<Benchmark.Remark>> remarks = new ConcurrentHashMap<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();

  /**
   * What to do.
   *
   * @param starts how often each start is timed, if there is time
   * @param limit how long all may take; a row that is being measured then is finished
   * @param load asks servers under load; empty to leave that out
   * @param laterSeconds how much of that time is wanted for what comes after this
   */
  public record Options(int starts, Duration limit, Optional<LoadTest> load, double laterSeconds) {}

  /** Asks servers under load. */
  public interface LoadTest {
    /**
     * Asks one that is running.
     *
     * @param java whether it is a JVM, whose first seconds are measured as well
     * @param errors is told of requests that weren't answered with 200, if there are any
     */
    Benchmark.Load ask(VariantId id, boolean java, URI address, Consumer<String> errors)
        throws IOException;
  }

  /** Puts an unfinished report somewhere. */
  public interface Keep {
    /** Does it. */
    void keep(Report report) throws IOException;
  }

  /** What was measured, by what it was measured as. */
  private record Figures(
      Map<Built, Pairs> starts,
      Map<VariantId, Benchmark.MemoryNeed> memory,
      Map<VariantId, Benchmark.Load> load) {}

  /** A run with that engine. */
  public BenchmarkRun(Options options, DockerEngine engine, Progress progress, Clock clock) {
    this(options, BenchmarkEngine.of(engine), progress, clock);
  }

  BenchmarkRun(Options options, BenchmarkEngine engine, Progress progress, Clock clock) {
    this.options = options;
    this.engine = engine;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Measures what a run has left.
   *
   * @param built what the run built
   * @param bareServer what the engine's own share of a start is timed with, if it could be built
   * @param keep is handed the report after the starts, and after memory: whoever stops the run
   *     later, or loses its engine, has that
   * @return the report with what was found out
   */
  public Report run(Report report, List<Built> built, Optional<Built> bareServer, Keep keep)
      throws IOException {
    Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Set<VariantId> measurable =
        report.variants().stream()
            .filter(row -> row.status() == Outcome.PASSED)
            // What is for another platform would time an emulator.
            .filter(row -> row.platform().isEmpty())
            .map(Row::id)
            .collect(Collectors.toSet());
    // An image that several variants give is measured as the first of them.
    Map<List<Object>, Built> images = new LinkedHashMap<>();
    Map<VariantId, Built> measuredAs = new LinkedHashMap<>();
    for (Built each : built) {
      if (measurable.contains(each.variant().id())) {
        images.putIfAbsent(each.image().sameness(), each);
        measuredAs.put(each.variant().id(), images.get(each.image().sameness()));
      }
    }
    Phases phases = new Phases(progress);
    PairedRounds<Built> paired =
        new PairedRounds<>(
            bareServer, each -> attempt(each.variant(), START, () -> engine.time(each.variant())));
    Optional<Noise> noise =
        phases
            .time(
                "benchmark: noise",
                "the bare server against itself",
                () -> paired.noise(BenchmarkPlan.FEWEST_STARTS))
            .map(Noise::new);
    noise.ifPresent(found -> progress.say(found.inWords()));
    boolean isQuiet = noise.stream().allMatch(Noise::isBearable);
    Map<VariantId, BenchmarkPlan.Item> items = items(report, images.values());
    BenchmarkPlan plan =
        new BenchmarkPlan(
            options.limit(),
            options.starts(),
            List.copyOf(items.values()),
            options.load().isPresent(),
            options.laterSeconds());
    progress.say("benchmark: " + plan);
    Map<Built, Pairs> starts = isQuiet ? starts(phases, plan, paired, images.values()) : Map.of();
    if (!isQuiet) {
      fail("starts: too noisy: " + noise.orElseThrow().inWords());
      images.values().forEach(each -> remark(each.variant(), START, LEFT_OUT + TOO_NOISY));
    }
    Function<Figures, Report> filled =
        figures ->
            filled(report, measuredAs, figures, at)
                .with(
                    complete ->
                        complete
                            .noise(isQuiet ? noise.or(report::noise) : report.noise())
                            .phases(
                                Stream.concat(report.phases().stream(), phases.list().stream())
                                    .toList()));
    if (isQuiet) {
      keep.keep(filled.apply(new Figures(starts, Map.of(), Map.of())));
    }
    // What doesn't come up would take its patience from the others again.
    List<Variant> started =
        images.values().stream()
            .filter(each -> !isQuiet || !starts.get(each).starts().isEmpty())
            .map(Built::variant)
            .toList();
    Map<VariantId, Benchmark.MemoryNeed> memory =
        phases.time(
            "benchmark: memory", "with requests, and with limits", () -> memory(plan, started));
    keep.keep(filled.apply(new Figures(starts, memory, Map.of())));
    Map<VariantId, Benchmark.Load> load =
        options.load().isEmpty()
            ? Map.of()
            : phases.time(
                "benchmark: load",
                "server on processor " + SERVER_PROCESSOR + ", client on " + CLIENT_PROCESSOR,
                () -> load(options.load().get(), plan, items, started));

    return filled.apply(new Figures(starts, memory, load));
  }

  private Report filled(
      Report report, Map<VariantId, Built> measuredAs, Figures figures, Instant at) {
    return report.withVariants(
        report.variants().stream()
            .map(
                row ->
                    Optional.ofNullable(measuredAs.get(row.id()))
                        // What this run tried and couldn't measure has no older figures.
                        .map(as -> row.withBenchmark(benchmark(row, as, figures, at)))
                        .orElse(row))
            .toList());
  }

  private double seconds() {
    return (System.nanoTime() - beginNanos) / 1e9;
  }

  /** What can be known of the time that rows take. */
  private Map<VariantId, BenchmarkPlan.Item> items(Report report, Collection<Built> variants) {
    Map<VariantId, Double> millis =
        report.variants().stream()
            .filter(row -> row.startup().isPresent())
            .collect(Collectors.toMap(Row::id, row -> row.startup().get().medianMillis()));
    Map<VariantId, BenchmarkPlan.Item> items = new LinkedHashMap<>();
    variants.forEach(
        built -> {
          VariantId id = built.variant().id();
          items.put(id, new BenchmarkPlan.Item(Optional.ofNullable(millis.get(id)), isJava(built)));
        });
    return items;
  }

  /** Nothing where no figure could be measured, as of what doesn't start. */
  private Optional<Benchmark> benchmark(Row row, Built as, Figures figures, Instant at) {
    VariantId id = as.variant().id();
    Optional<Benchmark.Starts> starts =
        Optional.ofNullable(figures.starts().get(as))
            .filter(pairs -> !pairs.starts().isEmpty())
            .map(
                pairs ->
                    Benchmark.Starts.of(
                        pairs.millis(),
                        pairs.twinMillis(),
                        cpuSeconds(pairs.compared()),
                        cpuSeconds(pairs.twins())));
    Optional<Benchmark.MemoryNeed> memory = Optional.ofNullable(figures.memory().get(id));
    Optional<Benchmark.Load> load = Optional.ofNullable(figures.load().get(id));
    return starts.isEmpty() && memory.isEmpty() && load.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Benchmark(
                at,
                row.image().orElseThrow().id(),
                starts,
                memory,
                load,
                remarks.getOrDefault(id, List.of())));
  }

  private static List<Double> cpuSeconds(List<TimedStart> starts) {
    return starts.stream().flatMap(start -> start.cpuSeconds().stream()).toList();
  }

  /** Times each image until its figure is certain enough. */
  private Map<Built, Pairs> starts(
      Phases phases, BenchmarkPlan plan, PairedRounds<Built> paired, Collection<Built> images) {
    double begin = seconds();
    return phases.time(
        "benchmark: start",
        "until 95 % intervals reach no further than "
            + MAX_MARGIN_MILLIS
            + " ms or "
            + (int) (MAX_MARGIN_SHARE * 100)
            + " % in two rounds running, after "
            + MARGIN_ROUNDS
            + ", "
            + options.starts()
            + " times at most",
        () ->
            paired.run(
                List.copyOf(images),
                this::isEnough,
                done -> {
                  boolean more = plan.hasTimeForRound(done, seconds() - begin);
                  progress.say("timed round " + done + " of at most " + options.starts());
                  if (!more && done < options.starts()) {
                    progress.say("no time for more rounds of starts than " + done);
                  }
                  return more;
                }));
  }

  /** A margin counts once it is small in two rounds running: one may be small by chance. */
  private boolean isEnough(Pairs pairs) {
    return pairs.starts().size() >= options.starts()
        || pairs.compared().size() >= MARGIN_ROUNDS
            && isCertain(pairs)
            && isCertain(pairs.before());
  }

  private static boolean isCertain(Pairs pairs) {
    double width = Math.max(MAX_MARGIN_MILLIS, MAX_MARGIN_SHARE * pairs.millis().get(0));
    return pairs.estimate().orElseThrow().marginMillis() <= width;
  }

  /** Nothing is timed here: two at a time. */
  private Map<VariantId, Benchmark.MemoryNeed> memory(BenchmarkPlan plan, List<Variant> variants) {
    Map<VariantId, Benchmark.MemoryNeed> all = new ConcurrentHashMap<>();
    Result<Optional<String>> answer = looseLimit();
    if (answer instanceof Result.Failed<Optional<String>> failed) {
      variants.forEach(variant -> remark(variant, MEMORY, LEFT_OUT + failed.reason()));
      return all;
    }
    Optional<String> looseLimit = answer.result().orElseThrow();
    looseLimit.ifPresent(reason -> progress.say("no smallest limits: " + reason));
    SideBySide.forEach(
        2,
        variants,
        variant -> {
          if (seconds() > plan.memoryUntil()) {
            progress.say("no time to measure the memory of " + variant.id());
            remark(variant, MEMORY, LEFT_OUT + "there was no time");
            return;
          }
          attempt(
              variant,
              MEMORY,
              () -> {
                Optional<Benchmarker.Memory> memory = engine.memory(variant, looseLimit);
                memory.ifPresentOrElse(
                    found -> all.put(variant.id(), found.need()),
                    () -> remark(variant, MEMORY, LEFT_OUT + "the engine doesn't count it"));
                memory
                    .flatMap(Benchmarker.Memory::noLimit)
                    .ifPresent(reason -> remark(variant, LIMIT, LEFT_OUT + reason));
                return memory;
              });
        });
    return all;
  }

  private Result<Optional<String>> looseLimit() {
    Optional<String> stopped = engine.watch().stopped();
    if (stopped.isPresent()) {
      return new Result.Failed<>(stopped.get());
    }
    String what = "asking for its limits";
    try {
      return new Result.Done<>(engine.looseMemoryLimit());
    } catch (RuntimeException e) {
      Optional<String> lost = engine.watch().stoppedWhile(what, this::fail);
      if (lost.isEmpty()) {
        fail(what + ": " + e.getMessage());
      }
      return new Result.Failed<>(lost.orElse(what + " failed"));
    }
  }

  private Map<VariantId, Benchmark.Load> load(
      LoadTest test,
      BenchmarkPlan plan,
      Map<VariantId, BenchmarkPlan.Item> items,
      List<Variant> variants) {
    Map<VariantId, Benchmark.Load> all = new LinkedHashMap<>();
    for (Variant variant : variants) {
      BenchmarkPlan.Item item = items.get(variant.id());
      if (!plan.hasTimeForLoad(seconds(), item)) {
        progress.say("no time to measure the load of " + variant.id());
        remark(variant, LOAD, LEFT_OUT + "there was no time");
        continue;
      }
      attempt(
          variant,
          LOAD,
          () ->
              all.put(
                  variant.id(),
                  engine.onProcessor(
                      variant,
                      SERVER_PROCESSOR,
                      address ->
                          test.ask(
                              variant.id(),
                              item.java(),
                              address,
                              what -> noteErrors(variant, what)))));
    }
    return all;
  }

  private void noteErrors(Variant variant, String what) {
    fail("answers of " + variant.id() + ": " + what);
    remark(
        variant,
        LOAD,
        what + "; they don't count as responses, and their time counts for the next response");
  }

  /** A JVM compiles while it runs: its image says that it is one, by what it starts. */
  private static boolean isJava(Built built) {
    return built.image().command().stream()
        .anyMatch(word -> word.equals("java") || word.endsWith("/java"));
  }

  private interface Step<T> {
    T run() throws StartFailedException, IOException;
  }

  private void remark(Variant variant, String figure, String text) {
    remarks
        .computeIfAbsent(variant.id(), id -> new CopyOnWriteArrayList<>())
        .add(new Benchmark.Remark(figure, text));
  }

  /**
   * What went wrong, a line for each thing: rows that couldn't be measured, and errors under load.
   */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  private void fail(String what) {
    failures.add(what);
    progress.say("FAILED " + what);
  }

  /**
   * What goes wrong costs a figure, and is said; it doesn't cost the others. An engine that ended
   * isn't asked again.
   */
  private <T> Result<T> attempt(Variant variant, String figure, Step<T> step) {
    Optional<String> stopped = engine.watch().stopped();
    if (stopped.isPresent()) {
      remark(variant, figure, LEFT_OUT + stopped.get());
      return new Result.Failed<>(stopped.get());
    }
    String what = "measuring " + figure + " of " + variant.id();
    try {
      return new Result.Done<>(progress.<T, Exception>call(what, step::run));
    } catch (Exception e) {
      Optional<String> lost = engine.watch().stoppedWhile(what, this::fail);
      if (lost.isPresent()) {
        remark(variant, figure, LEFT_OUT + lost.get());
        return new Result.Failed<>(lost.get());
      }
      String why = Bug.is(e) ? Bug.reason(e) : String.valueOf(e.getMessage());
      fail(what + ": " + why);
      remark(variant, figure, "failed: " + why.lines().findFirst().orElse(""));
      return new Result.Failed<>(why);
    }
  }
}
