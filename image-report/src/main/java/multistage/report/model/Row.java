package multistage.report.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import multistage.image.Image;
import multistage.image.compare.Reproducibility;

/**
 * What a report says of one variant.
 *
 * <p>{@code RowBuilder} is made of this by the compiler, and leaves out what isn't set: empty, no
 * elements, {@code false}, and the topic size.
 *
 * @param id which variant
 * @param title its idea in a few words
 * @param dockerfile its path from the repository's root
 * @param improvesOn the step before it, if it isn't the first
 * @param forProduction whether it is meant to be copied, or shows only how far one can go
 * @param useFor for which programs it is the one to copy, in a few words; empty for none
 * @param topic what it teaches
 * @param builder what built it
 * @param platform the platform it is for, where that isn't the engine's own
 * @param stages its stages
 * @param status how it ended
 * @param failure why it failed or was skipped; empty when it passed
 * @param image what was built, if it got that far
 * @param startup how fast it starts, if it got that far and the machine was quiet enough
 * @param memory what it holds in memory after its first answer, if it got that far
 * @param measuredAt when start and memory were measured: before this run if the figures come from
 *     an earlier run of the same program, with the same image and engine; empty when they weren't
 * @param proof when and by what it was proved, if it got that far
 * @param reproducibility what came of building it twice without cache; empty when nobody asked, in
 *     this run or an earlier one with the same image
 * @param checks what was tried on it, if it got that far
 * @param rebuild what it takes to build it again, where this run measured that, or an earlier one
 *     that built the same from the same
 * @param annotation its Dockerfile beside the image's bytes, if it got that far
 * @param difference how its Dockerfile differs from the one that it improves on, where the run
 *     annotated both
 * @param benchmark what {@code -Pbenchmark} found out about this image; empty without such a run
 */
@RecordBuilder
@RecordBuilder.Options(
    builderMethodName = "empty",
    copyMethodName = "of",
    useImmutableCollections = true)
public record Row(
    VariantId id,
    String title,
    String dockerfile,
    Optional<VariantId> improvesOn,
    boolean forProduction,
    Optional<String> useFor,
    Topic topic,
    Builder builder,
    Optional<String> platform,
    List<Stage> stages,
    Outcome status,
    Optional<String> failure,
    Optional<Image> image,
    Optional<Startup> startup,
    Optional<Memory> memory,
    Optional<Instant> measuredAt,
    Optional<Proof> proof,
    Optional<Reproducibility> reproducibility,
    List<Check> checks,
    Optional<Rebuild> rebuild,
    Optional<AnnotatedDockerfile> annotation,
    Optional<SourceDifference> difference,
    Optional<Benchmark> benchmark)
    implements RowBuilder.With {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException when a row that passed lacks a figure or has a failure, or
   *     another one lacks its reason, or a benchmark or annotation is one of another image
   */
  public Row {
    topic = Objects.requireNonNullElse(topic, Topic.SIZE);
    stages = List.copyOf(stages);
    checks = List.copyOf(checks);
    if (status == Outcome.PASSED && (image.isEmpty() || failure.isPresent())) {
      throw new IllegalArgumentException(id + " can't have passed without image");
    }
    annotation.ifPresent(
        found -> {
          if (image.filter(found::isOf).isEmpty()) {
            throw new IllegalArgumentException(
                id + " can't have the annotation of another image, " + found.imageId().value());
          }
        });
    benchmark.ifPresent(
        found -> {
          if (image.filter(own -> own.id().equals(found.image())).isEmpty()) {
            throw new IllegalArgumentException(
                id + " can't have the benchmark of another image, " + found.image().value());
          }
        });
    if (status != Outcome.PASSED && failure.isEmpty()) {
      throw new IllegalArgumentException(id + " is " + status + " without a reason");
    }
  }

  /**
   * The starts to show: the benchmark's where it timed more of them, as their interval is narrower,
   * else those of every run.
   */
  public Optional<Startup> starts() {
    Optional<Startup> more = benchmark.flatMap(Benchmark::starts).map(Benchmark.Starts::startup);
    return Stream.concat(startup.stream(), more.stream())
        .max(Comparator.comparingInt(each -> each.millis().size()));
  }
}
