package multistage.report.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import multistage.image.Digest;

/**
 * What building a row's image takes: from nothing, once more, and after one changed line.
 *
 * @param measuredAt when the run began that measured it; empty in reports from before that was
 *     noted
 * @param builtFrom the digest of what the row is built from: the Dockerfile, the context, the base
 *     images and the builder; not of what a build fetches; empty as above
 * @param coldMillis how long the build took with nothing to take from an earlier one, base images
 *     apart
 * @param unchangedMillis how long it took after that, with the same source, and nothing to be done
 * @param changedMillis how long it took after that, with one line of the server's source changed
 * @param changedLayers what the image after the change has that the one before it hadn't
 * @param coldBuilds the cold build stage by stage, first by the row's own builder, then by the
 *     other one where that can build it, too; empty in reports from before that was noted
 * @param lines what the instructions take that BuildKit carried out, in the order of the file;
 *     empty where the classic builder built, and in reports from before that was noted
 */
public record Rebuild(
    Optional<Instant> measuredAt,
    Optional<Digest> builtFrom,
    long coldMillis,
    long unchangedMillis,
    long changedMillis,
    ChangedLayers changedLayers,
    Optional<List<ColdBuild>> coldBuilds,
    Optional<List<LineTime>> lines) {
  /**
   * A measurement.
   *
   * @throws IllegalArgumentException when a time is negative, or the cold build's isn't that of the
   *     first builder
   */
  public Rebuild {
    if (coldMillis < 0 || unchangedMillis < 0 || changedMillis < 0) {
      throw new IllegalArgumentException("a build can't take less than no time");
    }
    coldBuilds = coldBuilds.map(List::copyOf);
    lines = lines.map(List::copyOf);
    if (coldBuilds
        .filter(builds -> builds.isEmpty() || builds.get(0).millis() != coldMillis)
        .isPresent()) {
      throw new IllegalArgumentException("the first cold build isn't that of the row's builder");
    }
  }

  /**
   * What one instruction takes.
   *
   * @param line where it begins
   * @param coldMillis how long it took in the cold build, in milliseconds; empty where it wasn't
   *     carried out
   * @param changedMillis the same after the change; empty where the cache had it
   * @param pushedGzipBytes what of the changed layers is its own
   */
  public record LineTime(
      int line, Optional<Long> coldMillis, Optional<Long> changedMillis, long pushedGzipBytes) {}

  /**
   * One builder's cold build.
   *
   * @param builder what built
   * @param millis how long it took in all, in milliseconds
   * @param stages its stages in the order of the file
   */
  public record ColdBuild(Builder builder, long millis, List<StageTime> stages) {
    /** Copies the list. */
    public ColdBuild {
      stages = List.copyOf(stages);
    }
  }

  /**
   * What one stage of a build took.
   *
   * @param stage its name, or {@code stage-N} with its number from 0 on, as BuildKit calls one
   *     without
   * @param millis how long its steps took together, in milliseconds, without what they waited for
   *     other stages; empty where it carried out none of the stage's own, as nothing needed them or
   *     another stage has the same
   */
  public record StageTime(String stage, Optional<Long> millis) {}

  /**
   * The layers that a registry and a host have to be sent, each once.
   *
   * @param count how many these are
   * @param fileBytes the bytes of their regular files
   * @param gzipBytes the length of their tar archives compressed with gzip: about what is pushed
   *     and pulled
   */
  public record ChangedLayers(int count, long fileBytes, long gzipBytes) {
    /**
     * The sums.
     *
     * @throws IllegalArgumentException when one is negative
     */
    public ChangedLayers {
      if (count < 0 || fileBytes < 0 || gzipBytes < 0) {
        throw new IllegalArgumentException("layers can't be fewer or smaller than nothing");
      }
    }
  }
}
