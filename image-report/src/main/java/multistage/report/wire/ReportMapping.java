package multistage.report.wire;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import multistage.image.compare.Reproducibility;
import multistage.report.model.BaseImage;
import multistage.report.model.Benchmark;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.Engine;
import multistage.report.model.EngineShare;
import multistage.report.model.Estimate;
import multistage.report.model.Memory;
import multistage.report.model.Noise;
import multistage.report.model.Phase;
import multistage.report.model.Proof;
import multistage.report.model.Rebuild;
import multistage.report.model.Report;
import multistage.report.model.Row;
import multistage.report.model.Stage;
import multistage.report.model.Startup;
import multistage.report.model.Topic;

/** From a report to what {@code report.json} has, and back. */
public final class ReportMapping {
  private ReportMapping() {}

  /** What the file has. */
  public static WireReport toWire(Report report) {
    return new WireReport(
        WireReport.SCHEMA_VERSION,
        report.recordedAt(),
        toWire(report.engine()),
        report.engineShare().map(ReportMapping::toWire),
        report.noise().map(noise -> new WireReport.Noise(toWire(noise.difference()))),
        each(report.baseImages(), ReportMapping::toWire),
        each(report.variants(), ReportMapping::toWire),
        each(report.phases(), ReportMapping::toWire));
  }

  private static WireReport.Engine toWire(Engine engine) {
    return new WireReport.Engine(
        engine.name(),
        engine.version(),
        engine.apiVersion(),
        engine.storage(),
        engine.os(),
        engine.architecture());
  }

  private static WireReport.EngineShare toWire(EngineShare engineShare) {
    return new WireReport.EngineShare(engineShare.millis(), engineShare.medianMillis());
  }

  private static WireReport.BaseImage toWire(BaseImage baseImage) {
    return new WireReport.BaseImage(
        baseImage.reference(), baseImage.id(), baseImage.origin(), baseImage.fileBytes());
  }

  private static WireReport.Variant toWire(Row variant) {
    return new WireReport.Variant(
        variant.id(),
        variant.title(),
        variant.dockerfile(),
        variant.improvesOn(),
        variant.forProduction(),
        Optional.of(variant.recommended()),
        Optional.of(variant.topic()),
        variant.builder(),
        variant.platform(),
        each(variant.stages(), ReportMapping::toWire),
        variant.status(),
        variant.failure(),
        variant.image().map(ImageMapping::toWire),
        variant.startup().map(ReportMapping::toWire),
        variant.memory().map(ReportMapping::toWire),
        variant.measuredAt(),
        variant.proof().map(ReportMapping::toWire),
        variant.reproducibility().map(ReportMapping::toWire),
        each(variant.checks(), ReportMapping::toWire),
        variant.rebuild().map(ReportMapping::toWire),
        variant.annotation().map(AnnotationMapping::toWire),
        variant.difference().map(AnnotationMapping::toWire),
        variant.benchmark().map(ReportMapping::toWire));
  }

  private static WireReport.Stage toWire(Stage stage) {
    return new WireReport.Stage(stage.name(), stage.from());
  }

  private static WireReport.Startup toWire(Startup startup) {
    return new WireReport.Startup(
        startup.millis(),
        startup.medianMillis(),
        startup.netMedianMillis(),
        startup.firstMillis(),
        Optional.of(startup.engineMillis()),
        startup.gross().map(ReportMapping::toWire),
        startup.net().map(ReportMapping::toWire));
  }

  private static WireReport.Estimate toWire(Estimate estimate) {
    return new WireReport.Estimate(
        estimate.medianMillis(), estimate.lowMillis(), estimate.highMillis(), estimate.rounds());
  }

  private static WireReport.Memory toWire(Memory memory) {
    return new WireReport.Memory(memory.bytes(), memory.medianBytes());
  }

  private static WireReport.Proof toWire(Proof proof) {
    return new WireReport.Proof(proof.at(), proof.program());
  }

  private static WireReport.Reproducibility toWire(Reproducibility reproducibility) {
    return new WireReport.Reproducibility(
        reproducibility.checkedAt(),
        reproducibility.layers(),
        reproducibility.differingLayers(),
        each(reproducibility.reasons(), ReportMapping::toWire),
        each(reproducibility.largest(), ReportMapping::toWire));
  }

  private static WireReport.ReasonCount toWire(Reproducibility.ReasonCount reasonCount) {
    return new WireReport.ReasonCount(
        reasonCount.reason(), reasonCount.entries(), reasonCount.fileBytes());
  }

  private static WireReport.Difference toWire(Reproducibility.Difference difference) {
    return new WireReport.Difference(
        difference.layer(),
        difference.path(),
        difference.fileBytes(),
        difference.reason(),
        difference.detail());
  }

  private static WireReport.Check toWire(Check check) {
    return new WireReport.Check(
        check.name(),
        check.passed(),
        check.required(),
        check.detail(),
        Optional.of(check.notMade()));
  }

  private static WireReport.Rebuild toWire(Rebuild rebuild) {
    return new WireReport.Rebuild(
        rebuild.measuredAt(),
        rebuild.builtFrom(),
        rebuild.coldMillis(),
        rebuild.unchangedMillis(),
        rebuild.changedMillis(),
        toWire(rebuild.changedLayers()),
        rebuild.coldBuilds().map(list -> each(list, ReportMapping::toWire)),
        rebuild.lines().map(list -> each(list, ReportMapping::toWire)));
  }

  private static WireReport.ChangedLayers toWire(Rebuild.ChangedLayers changedLayers) {
    return new WireReport.ChangedLayers(
        changedLayers.count(), changedLayers.fileBytes(), changedLayers.gzipBytes());
  }

  private static WireReport.ColdBuild toWire(Rebuild.ColdBuild coldBuild) {
    return new WireReport.ColdBuild(
        coldBuild.builder(), coldBuild.millis(), each(coldBuild.stages(), ReportMapping::toWire));
  }

  private static WireReport.StageTime toWire(Rebuild.StageTime stageTime) {
    return new WireReport.StageTime(stageTime.stage(), stageTime.millis());
  }

  private static WireReport.LineTime toWire(Rebuild.LineTime line) {
    return new WireReport.LineTime(
        line.line(), line.coldMillis(), line.changedMillis(), line.pushedGzipBytes());
  }

  private static WireReport.Benchmark toWire(Benchmark benchmark) {
    return new WireReport.Benchmark(
        benchmark.measuredAt(),
        benchmark.image(),
        benchmark.starts().map(ReportMapping::toWire),
        benchmark.memory().map(ReportMapping::toWire),
        benchmark.load().map(ReportMapping::toWire),
        each(benchmark.remarks(), ReportMapping::toWire));
  }

  private static WireReport.Starts toWire(Benchmark.Starts starts) {
    Startup startup = starts.startup();
    return new WireReport.Starts(
        startup.millis(),
        startup.medianMillis(),
        starts.p95Millis(),
        startup.engineMillis(),
        startup.netMedianMillis(),
        starts.cpuSeconds(),
        starts.engineCpuSeconds(),
        startup.gross().map(ReportMapping::toWire),
        startup.net().map(ReportMapping::toWire));
  }

  private static WireReport.MemoryNeed toWire(Benchmark.MemoryNeed memoryNeed) {
    return new WireReport.MemoryNeed(
        memoryNeed.afterStart(),
        memoryNeed.afterRequests(),
        memoryNeed.requests(),
        memoryNeed.peak(),
        memoryNeed.pss(),
        memoryNeed.smallestLimit(),
        memoryNeed.atEngineFloor());
  }

  private static WireReport.Load toWire(Benchmark.Load load) {
    return new WireReport.Load(
        load.clientPinned(),
        load.latencyP50Micros(),
        load.latencyP99Micros(),
        load.latencySamples(),
        load.requestsPerSecond(),
        load.clients(),
        load.errors(),
        load.curve());
  }

  private static WireReport.Remark toWire(Benchmark.Remark remark) {
    return new WireReport.Remark(remark.figure(), remark.text());
  }

  private static WireReport.Phase toWire(Phase phase) {
    return new WireReport.Phase(phase.name(), phase.millis());
  }

  static <A, B> List<B> each(List<A> list, Function<A, B> mapped) {
    return list.stream().map(mapped).toList();
  }

  /**
   * The report that the file tells of.
   *
   * @throws IllegalArgumentException when something in it can't be true
   */
  public static Report toModel(WireReport report) {
    return new Report(
        report.recordedAt(),
        toModel(report.engine()),
        report.engineShare().map(ReportMapping::toModel),
        report.noise().map(noise -> new Noise(toModel(noise.difference()))),
        each(report.baseImages(), ReportMapping::toModel),
        each(report.variants(), ReportMapping::toModel),
        each(report.phases(), ReportMapping::toModel));
  }

  private static Engine toModel(WireReport.Engine engine) {
    return new Engine(
        engine.name(),
        engine.version(),
        engine.apiVersion(),
        engine.storage(),
        engine.os(),
        engine.architecture());
  }

  private static EngineShare toModel(WireReport.EngineShare engineShare) {
    return new EngineShare(engineShare.millis(), engineShare.medianMillis());
  }

  private static BaseImage toModel(WireReport.BaseImage baseImage) {
    return new BaseImage(
        baseImage.reference(), baseImage.id(), baseImage.origin(), baseImage.fileBytes());
  }

  private static Row toModel(WireReport.Variant variant) {
    return new Row(
        variant.id(),
        variant.title(),
        variant.dockerfile(),
        variant.improvesOn(),
        variant.forProduction(),
        variant.recommended().orElse(false),
        variant.topic().orElse(Topic.SIZE),
        variant.builder(),
        variant.platform(),
        each(variant.stages(), ReportMapping::toModel),
        variant.status(),
        variant.failure(),
        variant.image().map(ImageMapping::toModel),
        variant.startup().map(ReportMapping::toModel),
        variant.memory().map(ReportMapping::toModel),
        variant.measuredAt(),
        variant.proof().map(ReportMapping::toModel),
        variant.reproducibility().map(ReportMapping::toModel),
        each(variant.checks(), ReportMapping::toModel),
        variant.rebuild().map(ReportMapping::toModel),
        variant.annotation().map(AnnotationMapping::toModel),
        variant.difference().map(AnnotationMapping::toModel),
        variant.benchmark().map(ReportMapping::toModel));
  }

  private static Stage toModel(WireReport.Stage stage) {
    return new Stage(stage.name(), stage.from());
  }

  private static Startup toModel(WireReport.Startup startup) {
    return new Startup(
        startup.millis(),
        startup.medianMillis(),
        startup.netMedianMillis(),
        startup.firstMillis(),
        startup.engineMillis().orElse(List.of()),
        startup.gross().map(ReportMapping::toModel),
        startup.net().map(ReportMapping::toModel));
  }

  private static Estimate toModel(WireReport.Estimate estimate) {
    return new Estimate(
        estimate.medianMillis(), estimate.lowMillis(), estimate.highMillis(), estimate.rounds());
  }

  private static Memory toModel(WireReport.Memory memory) {
    return new Memory(memory.bytes(), memory.medianBytes());
  }

  private static Proof toModel(WireReport.Proof proof) {
    return new Proof(proof.at(), proof.program());
  }

  private static Reproducibility toModel(WireReport.Reproducibility reproducibility) {
    return new Reproducibility(
        reproducibility.checkedAt(),
        reproducibility.layers(),
        reproducibility.differingLayers(),
        each(reproducibility.reasons(), ReportMapping::toModel),
        each(reproducibility.largest(), ReportMapping::toModel));
  }

  private static Reproducibility.ReasonCount toModel(WireReport.ReasonCount reasonCount) {
    return new Reproducibility.ReasonCount(
        reasonCount.reason(), reasonCount.entries(), reasonCount.fileBytes());
  }

  private static Reproducibility.Difference toModel(WireReport.Difference difference) {
    return new Reproducibility.Difference(
        difference.layer(),
        difference.path(),
        difference.fileBytes(),
        difference.reason(),
        difference.detail());
  }

  private static Check toModel(WireReport.Check check) {
    return new Check(
        CheckId.parse(check.name()),
        check.passed(),
        check.required(),
        check.detail(),
        check.notMade().orElse(false));
  }

  private static Rebuild toModel(WireReport.Rebuild rebuild) {
    return new Rebuild(
        rebuild.measuredAt(),
        rebuild.builtFrom(),
        rebuild.coldMillis(),
        rebuild.unchangedMillis(),
        rebuild.changedMillis(),
        toModel(rebuild.changedLayers()),
        rebuild.coldBuilds().map(list -> each(list, ReportMapping::toModel)),
        rebuild.lines().map(list -> each(list, ReportMapping::toModel)));
  }

  private static Rebuild.ChangedLayers toModel(WireReport.ChangedLayers changedLayers) {
    return new Rebuild.ChangedLayers(
        changedLayers.count(), changedLayers.fileBytes(), changedLayers.gzipBytes());
  }

  private static Rebuild.ColdBuild toModel(WireReport.ColdBuild coldBuild) {
    return new Rebuild.ColdBuild(
        coldBuild.builder(), coldBuild.millis(), each(coldBuild.stages(), ReportMapping::toModel));
  }

  private static Rebuild.StageTime toModel(WireReport.StageTime stageTime) {
    return new Rebuild.StageTime(stageTime.stage(), stageTime.millis());
  }

  private static Rebuild.LineTime toModel(WireReport.LineTime line) {
    return new Rebuild.LineTime(
        line.line(), line.coldMillis(), line.changedMillis(), line.pushedGzipBytes());
  }

  private static Benchmark toModel(WireReport.Benchmark benchmark) {
    return new Benchmark(
        benchmark.measuredAt(),
        benchmark.image(),
        benchmark.starts().map(ReportMapping::toModel),
        benchmark.memory().map(ReportMapping::toModel),
        benchmark.load().map(ReportMapping::toModel),
        each(benchmark.remarks(), ReportMapping::toModel));
  }

  private static Benchmark.Starts toModel(WireReport.Starts starts) {
    return new Benchmark.Starts(
        new Startup(
            starts.millis(),
            starts.medianMillis(),
            starts.netMedianMillis(),
            Optional.empty(),
            starts.engineMillis(),
            starts.gross().map(ReportMapping::toModel),
            starts.net().map(ReportMapping::toModel)),
        starts.p95Millis(),
        starts.cpuSeconds(),
        starts.engineCpuSeconds());
  }

  private static Benchmark.MemoryNeed toModel(WireReport.MemoryNeed memoryNeed) {
    return new Benchmark.MemoryNeed(
        memoryNeed.afterStart(),
        memoryNeed.afterRequests(),
        memoryNeed.requests(),
        memoryNeed.peak(),
        memoryNeed.pss(),
        memoryNeed.smallestLimit(),
        memoryNeed.atEngineFloor());
  }

  private static Benchmark.Load toModel(WireReport.Load load) {
    return new Benchmark.Load(
        load.clientPinned(),
        load.latencyP50Micros(),
        load.latencyP99Micros(),
        load.latencySamples(),
        load.requestsPerSecond(),
        load.clients(),
        load.errors(),
        load.curve());
  }

  private static Benchmark.Remark toModel(WireReport.Remark remark) {
    return new Benchmark.Remark(remark.figure(), remark.text());
  }

  private static Phase toModel(WireReport.Phase phase) {
    return new Phase(phase.name(), phase.millis());
  }
}
