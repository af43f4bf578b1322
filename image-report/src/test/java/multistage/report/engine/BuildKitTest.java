package multistage.report.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.BuildSteps.Step;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

class BuildKitTest {
  private static final Variant VARIANT =
      DockerfileParser.parse(
          new VariantId("go", "x"), "x.Dockerfile", "webserver-go", "# Title: X\nFROM scratch\n");

  @Test
  void recordsAreTheSameWhetherTheyAreInUseOrNot() {
    assertThat(
            BuildKit.recordsIn(
                List.of(
                    "m9m9wb36env19bhus4htcnphs",
                    "lmqcu4bnyqzsbklba8w5jl8vs*",
                    "",
                    "WARNING: Error loading config file",
                    "time=\"2026-01-01T00:00:00Z\" level=warning msg=x")))
        .containsExactlyInAnyOrder("m9m9wb36env19bhus4htcnphs", "lmqcu4bnyqzsbklba8w5jl8vs");
  }

  @Test
  void readsTheTableOfBuildx() {
    assertThat(
            BuildKit.recordsIn(
                List.of(
                    "ID                           RECLAIMABLE   SIZE       LAST ACCESSED",
                    "2ff2t0topguv2p4vjxuv4bagm    true          0B         2 hours ago",
                    "3017vbr6wgqa1y5g2ikme3i4m*   false         0B*        ",
                    "Shared:\t\t15.06GB",
                    "Private:\t31.74GB",
                    "deprecated something is true of this client",
                    "Total:\t\t46.79GB")))
        .containsExactlyInAnyOrder("2ff2t0topguv2p4vjxuv4bagm", "3017vbr6wgqa1y5g2ikme3i4m");
  }

  @TempDir private Path folder;

  /** In place of docker: its plugin is a process of its own, which holds its output open. */
  private BuildKit waitingFor(
      EngineWatch watch, Supplier<Map<String, Step>> steps, LongSupplier time) throws IOException {
    Path client = folder.resolve("docker");
    Files.writeString(client, "#!/bin/sh\necho '#5 [build 2/2] RUN mvn package'\nsleep 600\n");
    assertThat(client.toFile().setExecutable(true)).isTrue();
    return new BuildKit(Optional.of(client), watch, () -> new Standstill(steps, time));
  }

  private BuildFailedException failure(BuildKit buildKit) {
    List<String> log = new CopyOnWriteArrayList<>();
    BuildFailedException failure =
        catchThrowableOfType(
            BuildFailedException.class,
            () -> buildKit.build(folder, VARIANT, "x", BuildInputs.CACHE_ONLY, log::add));
    assertThat(log).containsExactly("#5 [build 2/2] RUN mvn package");
    return failure;
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void aBuildInWhichNothingMovesIsEnded() throws IOException {
    AtomicLong minutes = new AtomicLong();
    Map<String, Step> steps = Map.of("a", new Step(Set.of(7L), 1, 1));
    BuildKit buildKit =
        waitingFor(
            new EngineWatch(() -> true),
            () -> steps,
            () -> TimeUnit.MINUTES.toNanos(minutes.addAndGet(3)));
    BuildFailedException failure = failure(buildKit);
    assertThat(failure).hasMessageStartingWith("the build came to a standstill: for 4 minutes ");
    assertThat(failure.isStandstill()).isTrue();
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void nobodyWaitsForAnEngineThatIsGivenUp() throws IOException {
    BuildKit buildKit = waitingFor(new EngineWatch(() -> false, () -> true), Map::of, () -> 0);
    BuildFailedException failure = failure(buildKit);
    assertThat(failure).hasMessage("the engine doesn't answer");
    assertThat(failure.isStandstill()).isFalse();
    assertThatIOException().isThrownBy(buildKit::records).withMessage("the engine doesn't answer");
  }
}
