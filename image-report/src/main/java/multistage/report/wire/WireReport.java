package multistage.report.wire;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import multistage.image.Digest;
import multistage.image.compare.Reproducibility.Reason;
import multistage.report.model.BaseImage.Origin;
import multistage.report.model.Builder;
import multistage.report.model.Outcome;
import multistage.report.model.Topic;
import multistage.report.model.VariantId;

/** {@code report.json}, member by member. */
public record WireReport(
    int schemaVersion,
    Instant recordedAt,
    Engine engine,
    Optional<EngineShare> engineShare,
    Optional<Noise> noise,
    List<BaseImage> baseImages,
    List<Variant> variants,
    List<Phase> phases) {
  /** The version that this program writes and reads. */
  public static final int SCHEMA_VERSION = 1;

  record Engine(
      String name,
      String version,
      String apiVersion,
      String storage,
      String os,
      String architecture) {}

  record EngineShare(List<Double> millis, double medianMillis) {}

  record Noise(Estimate difference) {}

  record Estimate(double medianMillis, double lowMillis, double highMillis, int rounds) {}

  record BaseImage(String reference, Digest id, Origin origin, long fileBytes) {}

  // Older reports say whether a variant is recommended, but not for what.
  @JsonIgnoreProperties("recommended")
  record Variant(
      VariantId id,
      String title,
      String dockerfile,
      Optional<VariantId> improvesOn,
      boolean forProduction,
      Optional<String> useFor,
      Optional<Topic> topic,
      Builder builder,
      Optional<String> platform,
      List<Stage> stages,
      Outcome status,
      Optional<String> failure,
      Optional<WireImage> image,
      Optional<Startup> startup,
      Optional<Memory> memory,
      Optional<Instant> measuredAt,
      Optional<Proof> proof,
      Optional<Reproducibility> reproducibility,
      List<Check> checks,
      Optional<Rebuild> rebuild,
      Optional<WireAnnotation> annotation,
      Optional<WireAnnotation.Difference> difference,
      Optional<Benchmark> benchmark) {}

  record Stage(Optional<String> name, String from) {}

  record Startup(
      List<Double> millis,
      double medianMillis,
      Optional<Double> netMedianMillis,
      Optional<Double> firstMillis,
      Optional<List<Double>> engineMillis,
      Optional<Estimate> gross,
      Optional<Estimate> net) {}

  record Memory(List<Long> bytes, long medianBytes) {}

  record Proof(Instant at, Digest program) {}

  record Reproducibility(
      Instant checkedAt,
      int layers,
      List<Integer> differingLayers,
      List<ReasonCount> reasons,
      List<Difference> largest) {}

  record ReasonCount(Reason reason, int entries, long fileBytes) {}

  record Difference(int layer, String path, long fileBytes, Reason reason, String detail) {}

  record Check(
      String name, boolean passed, boolean required, String detail, Optional<Boolean> notMade) {}

  record Rebuild(
      Optional<Instant> measuredAt,
      Optional<Digest> builtFrom,
      long coldMillis,
      long unchangedMillis,
      long changedMillis,
      ChangedLayers changedLayers,
      Optional<List<ColdBuild>> coldBuilds,
      Optional<List<LineTime>> lines) {}

  record ChangedLayers(int count, long fileBytes, long gzipBytes) {}

  record ColdBuild(Builder builder, long millis, List<StageTime> stages) {}

  record StageTime(String stage, Optional<Long> millis) {}

  record LineTime(
      int line, Optional<Long> coldMillis, Optional<Long> changedMillis, long pushedGzipBytes) {}

  record Benchmark(
      Instant measuredAt,
      Digest image,
      Optional<Starts> starts,
      Optional<MemoryNeed> memory,
      Optional<Load> load,
      List<Remark> remarks) {}

  record Starts(
      List<Double> millis,
      double medianMillis,
      double p95Millis,
      List<Double> engineMillis,
      Optional<Double> netMedianMillis,
      List<Double> cpuSeconds,
      List<Double> engineCpuSeconds,
      Optional<Estimate> gross,
      Optional<Estimate> net) {}

  record MemoryNeed(
      long afterStart,
      long afterRequests,
      int requests,
      Optional<Long> peak,
      Optional<Long> pss,
      Optional<Long> smallestLimit,
      boolean atEngineFloor) {}

  record Load(
      boolean clientPinned,
      double latencyP50Micros,
      double latencyP99Micros,
      long latencySamples,
      double requestsPerSecond,
      int clients,
      long errors,
      List<Double> curve) {}

  record Remark(String figure, String text) {}

  record Phase(String name, long millis) {}
}
