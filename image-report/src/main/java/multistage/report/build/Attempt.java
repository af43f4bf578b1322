package multistage.report.build;

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
import multistage.report.process.Progress;

/**
 * What has been found out of one variant so far. Each variant's is worked on by one thread at a
 * time.
 */
public final class Attempt {
  public final Variant variant;
  final List<String> buildLog = new ArrayList<>();
  public final List<Check> checks = new ArrayList<>();
  public final List<Double> startMillis = new ArrayList<>();
  public final List<Long> memoryBytes = new ArrayList<>();
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

  public Attempt(Variant variant) {
    this.variant = variant;
  }

  /** Keeps the first reason: later ones follow from it. */
  public void fail(String reason) {
    failure = Optional.of(failure.orElse(reason));
  }

  /** What the engine or the network does to one variant must not cost the others. */
  public void failUnexpectedly(String doing, Exception e, Progress progress) {
    fail(unexpected(doing, e, progress));
  }

  /** Says on the terminal what ended unexpectedly, and gives it as a reason. */
  public String unexpected(String doing, Exception e, Progress progress) {
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
  public void skip(String reason) {
    skipped = Optional.of(reason);
  }

  public Optional<String> skipped() {
    return skipped;
  }

  /** Takes from the build's output which images it went through, without the base images. */
  public void stageImages(Set<String> baseIds) {
    stageImages =
        StageImages.namedIn(buildLog).stream()
            .filter(id -> baseIds.stream().noneMatch(base -> base.startsWith("sha256:" + id)))
            .toList();
  }

  public List<String> stageImages() {
    return stageImages;
  }

  public void built() {
    built = true;
  }

  /** Its image wasn't there before it was built. */
  public void fresh() {
    fresh = true;
  }

  /** Whether the build made an image that hadn't been there, which nobody has started yet. */
  public boolean isFresh() {
    return fresh;
  }

  public void firstStart(double millis) {
    firstStartMillis = Optional.of(millis);
  }

  public Optional<Double> firstStartMillis() {
    return firstStartMillis;
  }

  /** Takes over what an earlier run measured of the same image. */
  public void takeOver(Row row) {
    earlier = Optional.of(row);
  }

  /** The row of an earlier run whose figures still hold. */
  public Optional<Row> earlier() {
    return earlier;
  }

  /** Takes over what an earlier run proved of the same image. What is required can have changed. */
  public void takeOverProof(Row row) {
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
  public void proved(Proof proof, List<Check> checks) {
    this.proof = Optional.of(proof);
    this.checks.addAll(checks);
  }

  /** When and by what it was proved, if it got that far. */
  public Optional<Proof> proof() {
    return proof;
  }

  public boolean isBuilt() {
    return built;
  }

  public boolean holds() {
    return built && failure.isEmpty();
  }

  public void rebuild(Rebuild rebuild) {
    this.rebuild = Optional.of(rebuild);
  }

  /** What it took to build it again, in this run or in an earlier one that built from the same. */
  public Optional<Rebuild> rebuild() {
    return rebuild;
  }

  /** Fails, and forgets what an earlier run's building again came to: it is true no more. */
  public void failToRebuild(String reason) {
    fail(reason);
    rebuild = Optional.empty();
  }

  public void benchmark(Benchmark benchmark) {
    this.benchmark = Optional.of(benchmark);
  }

  /** What an earlier run's benchmark found out about the same image. */
  public Optional<Benchmark> benchmark() {
    return benchmark;
  }

  public void image(Image image) {
    this.image = Optional.of(image);
  }

  public Optional<Image> image() {
    return image;
  }

  public void reproducibility(Reproducibility reproducibility) {
    this.reproducibility = Optional.of(reproducibility);
  }

  /** Fails, and forgets what an earlier run's building twice came to: it is true no more. */
  public void failToReproduce(String reason) {
    fail(reason);
    reproducibility = Optional.empty();
  }

  /** What came of building it twice, in this run or in an earlier one that had the same image. */
  public Optional<Reproducibility> reproducibility() {
    return reproducibility;
  }

  /** How fast it starts, as this run or an earlier one measured it. */
  public Optional<Startup> startup(Optional<EngineShare> engineShare) {
    return earlier
        .flatMap(Row::startup)
        .or(
            () ->
                Optional.of(startMillis)
                    .filter(millis -> !millis.isEmpty())
                    .map(millis -> Startup.of(millis, engineShare, firstStartMillis)));
  }

  /** What it holds in memory, as this run or an earlier one measured it. */
  public Optional<Memory> memory() {
    return earlier
        .flatMap(Row::memory)
        .or(() -> Optional.of(memoryBytes).filter(bytes -> !bytes.isEmpty()).map(Memory::of));
  }

  /** When its start was measured: in this run, which began then, or in an earlier one. */
  public Optional<Instant> measuredAt(Instant now) {
    return earlier
        .flatMap(Row::measuredAt)
        .or(() -> Optional.of(now).filter(at -> !startMillis.isEmpty()));
  }

  public Optional<String> failure() {
    return failure;
  }
}
