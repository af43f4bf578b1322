package multistage.report.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import multistage.report.engine.BuildCache;
import multistage.report.model.Stage;
import multistage.report.model.Variant;
import multistage.report.model.VariantBuilder;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import org.junit.jupiter.api.Test;

class OwnBuildCacheTest {
  private static final Variant VARIANT =
      VariantBuilder.empty()
          .id(VariantId.parse("go/one"))
          .stages(List.of(new Stage(Optional.empty(), "scratch")))
          .build();

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Progress progress =
      new Progress(new PrintStream(said, true, StandardCharsets.UTF_8));

  /** A cache in which {@code a2} is based on {@code a1}, and what ends in {@code x} is in use. */
  private static class Cache implements BuildCache {
    final Set<String> records = new TreeSet<>(Set.of("old", "older"));

    @Override
    public Set<String> records() throws IOException {
      return Set.copyOf(records);
    }

    @Override
    public void forget(Set<String> ids) {
      for (String id : new TreeSet<>(ids)) {
        boolean isBase = id.equals("a1") && records.contains("a2");
        if (!isBase && !id.endsWith("x")) {
          records.remove(id);
        }
      }
    }
  }

  private OwnBuildCache open(BuildCache cache) {
    return new OwnBuildCache(VARIANT, cache, progress, Duration.ZERO);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void forgetsWhatIsNewAndNothingElse() {
    Cache cache = new Cache();
    try (OwnBuildCache own = open(cache)) {
      cache.records.addAll(List.of("a1", "a2", "b"));
    }
    assertThat(cache.records).containsExactly("old", "older");
    assertThat(said()).isEmpty();
  }

  /** As a build that was stopped a moment ago uses them. */
  @Test
  void waitsForWhatIsInUse() {
    Cache cache =
        new Cache() {
          private int calls;

          @Override
          public void forget(Set<String> ids) {
            if (++calls > 2) {
              records.removeAll(ids);
            }
          }
        };
    try (OwnBuildCache own = new OwnBuildCache(VARIANT, cache, progress, OwnBuildCache.PATIENCE)) {
      cache.records.add("new");
    }
    assertThat(cache.records).containsExactly("old", "older");
    assertThat(said()).isEmpty();
  }

  /** It would take from others what they are building. */
  @Test
  void leavesWhatComesWhileItForgets() {
    Cache cache =
        new Cache() {
          @Override
          public void forget(Set<String> ids) {
            super.forget(ids);
            records.add("somebody's " + records.size());
          }
        };
    try (OwnBuildCache own = open(cache)) {
      cache.records.addAll(List.of("a1", "a2"));
    }
    assertThat(cache.records)
        .doesNotContain("a1", "a2")
        .contains("old", "older")
        .hasSizeGreaterThan(2);
  }

  @Test
  void saysWhatIsStillInUse() {
    Cache cache = new Cache();
    try (OwnBuildCache own = open(cache)) {
      cache.records.addAll(List.of("a1", "x"));
    }
    assertThat(cache.records).containsExactly("old", "older", "x");
    assertThat(said()).contains("BuildKit keeps some of go/one: records in use: 1");
  }

  /** Who doesn't know what was there before must not forget anything. */
  @Test
  void forgetsNothingWhenTheEngineDoesNotSayWhatThereWas() {
    Cache cache =
        new Cache() {
          private boolean asked;

          @Override
          public Set<String> records() throws IOException {
            if (!asked) {
              asked = true;
              throw new IOException("a disk usage operation is already running");
            }
            return super.records();
          }
        };
    try (OwnBuildCache own = open(cache)) {
      cache.records.add("new");
    }
    assertThat(cache.records).containsExactly("new", "old", "older");
    assertThat(said()).contains("of go/one from now on: a disk usage operation is already running");
  }

  @Test
  void aRefusalCostsNobodyAFigure() {
    BuildCache refusing =
        new BuildCache() {
          private int calls;

          @Override
          public Set<String> records() {
            return calls++ == 0 ? Set.of() : Set.of("new");
          }

          @Override
          public void forget(Set<String> records) throws IOException {
            throw new IOException("forbidden");
          }
        };
    open(refusing).close();
    assertThat(said()).contains("BuildKit keeps some of go/one: forbidden");
  }
}
