package multistage.report.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import multistage.image.Image;
import multistage.image.compare.Reproducibility;
import multistage.report.model.Benchmark;
import multistage.report.model.Check;
import multistage.report.model.EngineShare;
import multistage.report.model.Memory;
import multistage.report.model.Proof;
import multistage.report.model.Rebuild;
import multistage.report.model.Row;
import multistage.report.model.Startup;
import multistage.report.model.Variant;

/**
 * What has been found out of one variant so far. Each variant's is worked on by one thread at a
 * time.
 */
final class Attempt {
  final Variant variant;
  final List<String> buildLog = new ArrayList<>();
  final List<Check> checks = new ArrayList<>();
  final List<Double> startMillis = new ArrayList<>();
  final List<Long> memoryBytes = new ArrayList<>();
  private boolean fresh;
  private Optional<Double> firstStartMillis = Optional.empty();
  private Optional<Row> earlier = Optional.empty();
  private Optional<Proof> proof = Optional.empty();
  private boolean built;
  private List<String> stageImages = List.of();
  private Optional<String> skipped = Optional.empty();
  private Optional<Image> image = Optional.empty();
  private Optional<Reproducibility> reproducibility = Optional.empty();
  private Optional<Rebuild> rebuild = Optional.empty();
  private Optional<Benchmark> benchmark = Optional.empty();
  private Optional<String> failure = Optional.empty();

  Attempt(Variant variant) {
    this.variant = variant;
  }

  /** Keeps the first reason: later ones follow from it. */
  void fail(String reason) {
    failure = Optional.of(failure.orElse(reason));
  }

  /** What the engine or the network does to one variant must not cost the others. */
  void failUnexpectedly(String doing, Exception e, Progress progress) {
    fail(unexpected(doing, e, progress));
  }

  /** Says on the terminal what ended unexpectedly, and gives it as a reason. */
  String unexpected(String doing, Exception e, Progress progress) {
    progress.say(
        "FAILED "
            + doing
            + " "
            + variant.id()
            + ": "
            + e.toString().lines().findFirst().orElse(""));
    return doing + " it ended unexpectedly: " + e;
  }

  /** Leaves the variant out. */
  void skip(String reason) {
    skipped = Optional.of(reason);
  }

  Optional<String> skipped() {
    return skipped;
  }

  /** Takes from the build's output which images it went through, without the base images. */
  void stageImages(Set<String> baseIds) {
    stageImages =
        StageImages.namedIn(buildLog).stream()
            .filter(id -> baseIds.stream().noneMatch(base -> base.startsWith("sha256:" + id)))
            .toList();
  }

  List<String> stageImages() {
    return stageImages;
  }

  void built() {
    built = true;
  }

  /** Its image wasn't there before it was built. */
  void fresh() {
    fresh = true;
  }

  /** Whether the build made an image that hadn't been there, which nobody has started yet. */
  boolean isFresh() {
    return fresh;
  }

  void firstStart(double millis) {
    firstStartMillis = Optional.of(millis);
  }

  Optional<Double> firstStartMillis() {
    return firstStartMillis;
  }

  /** Takes over what an earlier run measured of the same image. */
  void takeOver(Row row) {
    earlier = Optional.of(row);
  }

  /** The row of an earlier run whose figures still hold. */
  Optional<Row> earlier() {
    return earlier;
  }

  /** Takes over what an earlier run proved of the same image. What is required can have changed. */
  void takeOverProof(Row row) {
    proof = row.proof();
    for (Check check : row.checks()) {
      check
          .check()
          .filter(name -> !name.isSeenInFiles())
          .map(name -> check.requiredAs(variant.requires(name)))
          .ifPresent(checks::add);
    }
  }

  /** Keeps what a running container of the image showed. */
  void proved(Proof proof, List<Check> checks) {
    this.proof = Optional.of(proof);
    this.checks.addAll(checks);
  }

  /** When and by what it was proved, if it got that far. */
  Optional<Proof> proof() {
    return proof;
  }

  boolean isBuilt() {
    return built;
  }

  boolean holds() {
    return built && failure.isEmpty();
  }

  void rebuild(Rebuild rebuild) {
    this.rebuild = Optional.of(rebuild);
  }

  /** What it took to build it again, in this run or in an earlier one that built from the same. */
  Optional<Rebuild> rebuild() {
    return rebuild;
  }

  /** Fails, and forgets what an earlier run's building again came to: it is true no more. */
  void failToRebuild(String reason) {
    fail(reason);
    rebuild = Optional.empty();
  }

  void benchmark(Benchmark benchmark) {
    this.benchmark = Optional.of(benchmark);
  }

  /** What an earlier run's benchmark found out about the same image. */
  Optional<Benchmark> benchmark() {
    return benchmark;
  }

  void image(Image image) {
    this.image = Optional.of(image);
  }

  Optional<Image> image() {
    return image;
  }

  void reproducibility(Reproducibility reproducibility) {
    this.reproducibility = Optional.of(reproducibility);
  }

  /** Fails, and forgets what an earlier run's building twice came to: it is true no more. */
  void failToReproduce(String reason) {
    fail(reason);
    reproducibility = Optional.empty();
  }

  /** What came of building it twice, in this run or in an earlier one that had the same image. */
  Optional<Reproducibility> reproducibility() {
    return reproducibility;
  }

  /** How fast it starts, as this run or an earlier one measured it. */
  Optional<Startup> startup(Optional<EngineShare> engineShare) {
    return earlier
        .flatMap(Row::startup)
        .or(
            () ->
                Optional.of(startMillis)
                    .filter(millis -> !millis.isEmpty())
                    .map(millis -> Startup.of(millis, engineShare, firstStartMillis)));
  }

  /** What it holds in memory, as this run or an earlier one measured it. */
  Optional<Memory> memory() {
    return earlier
        .flatMap(Row::memory)
        .or(() -> Optional.of(memoryBytes).filter(bytes -> !bytes.isEmpty()).map(Memory::of));
  }

  /** When its start was measured: in this run, which began then, or in an earlier one. */
  Optional<Instant> measuredAt(Instant now) {
    return earlier
        .flatMap(Row::measuredAt)
        .or(() -> Optional.of(now).filter(at -> !startMillis.isEmpty()));
  }

  Optional<String> failure() {
    return failure;
  }
}
