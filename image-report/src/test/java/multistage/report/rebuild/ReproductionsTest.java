package multistage.report.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import multistage.image.compare.Reproducibility;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.BuildFailedException;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.EngineWatch;
import multistage.report.engine.ImageBuilder;
import multistage.report.engine.ImageStore;
import multistage.report.engine.StoredImage;
import multistage.report.engine.StoredImages;
import multistage.report.model.Builder;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

/** Which builds are made and what is left of them, with an engine that only pretends. */
class ReproductionsTest {
  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
  private static final Variant VARIANT =
      DockerfileParser.parse(
          new VariantId("go", "example"),
          "dockerfiles/go/example.Dockerfile",
          "webserver-go",
          "# Title: An example\nFROM scratch\n");

  private final PretendedEngine engine = new PretendedEngine();

  @Test
  void buildsTwiceWithoutCacheAndLeavesNothing() throws Exception {
    engine.layers = List.of(layer("same"), layer("same")).iterator();
    assertThat(check()).isEqualTo(Reproducibility.same(NOW, 1));
    assertThat(engine.inputs)
        .hasSize(2)
        .allSatisfy(inputs -> assertThat(inputs.fromCache()).isFalse());
    assertThat(engine.built)
        .containsExactly("multistage/go:example-built-once", "multistage/go:example-built-again");
    assertThat(engine.images).isEmpty();
    assertThat(engine.saved).isZero();
    assertThat(engine.removedSteps)
        .containsExactly("00000000000b", "00000000000a", "00000000000b", "00000000000a");
  }

  @Test
  void saysWhatDiffers() throws Exception {
    engine.layers = List.of(layer("2026-05-01"), layer("2026-05-02")).iterator();
    assertThat(check().reasons())
        .containsExactly(
            new Reproducibility.ReasonCount(Reproducibility.Reason.EMBEDDED_TIMES, 1, 10));
    assertThat(engine.images).isEmpty();
  }

  @Test
  void leavesNothingWhenABuildFails() {
    engine.layers = List.of(layer("only one")).iterator();
    assertThatThrownBy(this::check).isInstanceOf(BuildFailedException.class).hasMessage("no more");
    assertThat(engine.built).hasSize(2);
    assertThat(engine.images).isEmpty();
    assertThat(engine.removedSteps).hasSize(4);
  }

  @Test
  void anEngineThatEndsAfterwardsCostsNoResult() throws Exception {
    engine.layers = List.of(layer("same"), layer("same")).iterator();
    engine.refusesRemovals = true;
    engine.answers = false;
    assertThat(check()).isEqualTo(Reproducibility.same(NOW, 1));
  }

  @Test
  void whatAnEngineRefusesToRemoveIsNotHidden() {
    engine.layers = List.of(layer("same"), layer("same")).iterator();
    engine.refusesRemovals = true;
    assertThatThrownBy(this::check).hasMessage("refused");
  }

  /** The others' results are there, and that of this one is why it failed. */
  @Test
  void anEngineThatEndsDuringABuildIsNoReasonToFailOnClosing() {
    engine.layers = List.of(layer("only one")).iterator();
    engine.refusesRemovals = true;
    engine.answers = false;
    assertThatThrownBy(this::check).isInstanceOf(BuildFailedException.class).hasMessage("no more");
  }

  private Reproducibility check() throws IOException, BuildFailedException {
    Progress quiet = new Progress(new PrintStream(OutputStream.nullOutputStream()));
    try (Reproductions reproductions =
        new Reproductions(
            Path.of("."),
            engine,
            new EngineWatch(() -> engine.answers),
            Clock.fixed(NOW, ZoneOffset.UTC),
            quiet,
            Duration.ZERO)) {
      return reproductions.check(VARIANT, engine, BuildInputs.CACHE_ONLY, line -> {});
    }
  }

  /** Gives each build the next layer, and remembers what it was asked for. */
  private static final class PretendedEngine implements ImageStore, ImageBuilder {
    private final Map<String, byte[]> images = new LinkedHashMap<>();
    private final List<String> built = new ArrayList<>();
    private final List<BuildInputs> inputs = new ArrayList<>();
    private final List<String> removedSteps = new ArrayList<>();
    private Iterator<byte[]> layers;
    private int saved;
    private boolean answers = true;
    private boolean refusesRemovals;

    @Override
    public Builder kind() {
      return Builder.CLASSIC;
    }

    @Override
    public void build(
        Path root, Variant variant, String name, BuildInputs given, Consumer<String> log)
        throws BuildFailedException {
      built.add(name);
      inputs.add(given);
      log.accept("Step 1/2 : FROM scratch");
      log.accept(" ---> 00000000000a");
      log.accept(" ---> 00000000000b");
      if (!layers.hasNext()) {
        throw new BuildFailedException("no more", null);
      }
      images.put(name, layers.next());
    }

    @Override
    public Optional<StoredImage> find(String reference) {
      return Optional.ofNullable(images.get(reference))
          .map(layer -> StoredImages.of(sha256(layer)));
    }

    @Override
    public InputStream save(Collection<String> references) {
      saved++;
      ByteArrayOutputStream archive = new ByteArrayOutputStream();
      int number = 0;
      try (TarArchiveOutputStream tar = new TarArchiveOutputStream(archive)) {
        for (String reference : references) {
          add(tar, number++ + "/layer.tar", images.get(reference));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new ByteArrayInputStream(archive.toByteArray());
    }

    @Override
    public void removeUnnamed(String id) {
      requireRemoving();
      removedSteps.add(id);
    }

    @Override
    public void remove(String name) {
      if (images.containsKey(name)) {
        requireRemoving();
      }
      images.remove(name);
    }

    private void requireRemoving() {
      if (refusesRemovals) {
        throw new IllegalStateException("refused");
      }
    }
  }

  private static byte[] layer(String content) {
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(layer)) {
      add(tar, "file", content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return layer.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, String path, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setModTime(0);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
