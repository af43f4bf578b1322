package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.report.Main;
import multistage.report.build.BareServer;
import multistage.report.build.TestBuild;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.BuildKit;
import multistage.report.engine.DockerEngine;
import multistage.report.model.Builder;
import multistage.report.model.Estimate;
import multistage.report.model.Noise;
import multistage.report.model.Result;
import multistage.report.model.Variant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One image as two rows of a report, a hundred times, with the rounds of {@code mvn verify}: how
 * often would the report call one of them faster? Minutes of nothing but starts: {@code .ci/long
 * same-image}. {@code -Dcomparisons=10} makes it shorter.
 */
@Tag("thorough")
@Tag("long")
class SameImageIT {
  private static final int ROUNDS = 5;
  private static final double MOST_WRONG = 0.05;

  @Test
  void anImageIsSeldomFasterThanItself(@TempDir Path sources)
      throws IOException, BuildFailedException {
    DockerEngine engine = DockerEngine.connect();
    Variant image = BareServer.unpack(sources, Builder.BUILDKIT);
    for (String base : image.baseImages()) {
      Optional<String> missing = engine.fetch(base);
      assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    }
    Optional<String> failure =
        new TestBuild(engine, Main.cacheFolder(), Main.labRecord())
            .run(Path.of("/"), image, new BuildKit(), BuildInputs.CACHE_ONLY);
    assertThat(failure).isEmpty();
    Prover prover = new Prover(engine.connection());
    PairedRounds<String> paired =
        new PairedRounds<>(Optional.of("twin"), any -> time(prover, image));

    Noise noise = new Noise(paired.noise(ROUNDS).orElseThrow());
    System.out.println(noise.inWords());
    assumeTrue(noise.isBearable(), noise::inWords);
    int comparisons = Integer.getInteger("comparisons", 100);
    int wrong = 0;
    int notZero = 0;
    for (int i = 1; i <= comparisons; i++) {
      Map<String, PairedRounds.Pairs> rows =
          paired.run(
              List.of("one", "other"), pairs -> pairs.starts().size() >= ROUNDS, done -> true);
      Estimate one = rows.get("one").estimate().orElseThrow();
      Estimate other = rows.get("other").estimate().orElseThrow();
      wrong += one.overlaps(other) ? 0 : 1;
      notZero += one.holdsZero() ? 0 : 1;
      System.out.printf(
          "%d: %s and %s; so far %d called faster than itself, %d not ≈ 0%n",
          i, one, other, wrong, notZero);
    }
    assertThat(wrong).isLessThanOrEqualTo((int) Math.max(1, comparisons * MOST_WRONG));
  }

  private static Result<TimedStart> time(Prover prover, Variant image) {
    try {
      return new Result.Done<>(prover.time(image));
    } catch (StartFailedException e) {
      throw new AssertionError(e);
    }
  }
}
