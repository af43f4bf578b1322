package multistage.report.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import multistage.report.build.BuildSupplies;
import multistage.report.build.MadeImages;
import multistage.report.diagnostic.UserError;
import multistage.report.engine.BuildInputs;
import multistage.report.engine.ImageBuilder;
import multistage.report.engine.ImageStore;
import multistage.report.engine.StoredImage;
import multistage.report.engine.StoredImages;
import multistage.report.model.Builder;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import multistage.report.rebuild.Change;
import multistage.report.weigh.Weigher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a check that fails on its way, with an engine whose images can't be saved. */
class ExerciseEvidenceTest {
  @TempDir private Path root;
  private Path record;
  private final PretendedEngine engine = new PretendedEngine();
  private ExerciseEvidence evidence;

  @BeforeEach
  void makeARepository() throws Exception {
    Path steps = Files.createDirectories(root.resolve("dockerfiles/go"));
    Files.writeString(steps.resolve("step.Dockerfile"), "# Title: A step\nFROM scratch\n");
    Path task = Files.createDirectories(root.resolve("docs/exercises/03-some-thing"));
    Files.writeString(
        task.resolve("exercise.yaml"),
        "title: T\nchapter: C\nrequires: [{nonRoot: {}}]\nstarter: {misses: [nonRoot]}\n");
    Files.writeString(task.resolve("Dockerfile"), "FROM scratch\n");
    record = root.resolve("record");
    Progress quiet = new Progress(new PrintStream(OutputStream.nullOutputStream()));
    evidence =
        new ExerciseEvidence(
            ExerciseFolder.find("3", root),
            // Nothing is run here.
            null,
            engine,
            engine,
            new BuildSupplies(root, null, reference -> Optional.empty(), quiet),
            new Weigher(engine, root.resolve("cache"), quiet),
            new MadeImages(Optional.of(record), quiet),
            quiet);
    evidence.build(line -> {});
  }

  @Test
  void whatItIsComparedWithIsNotedWhenItCanNotBeWeighed() throws IOException {
    assertThatThrownBy(() -> evidence.fileBytes(VariantId.parse("go/step")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("can't be weighed");

    assertThat(engine.images)
        .containsOnlyKeys("multistage/exercise:03", "multistage/exercise:03-compared");
    assertThat(Files.readAllLines(record)).containsExactlyElementsOf(engine.lines());
  }

  @Test
  void theChangedImageIsRemovedWhenItCanNotBeWeighed() {
    assertThatThrownBy(() -> evidence.rebuiltAfter(new Change("Dockerfile", "# more")))
        .isInstanceOf(UserError.class);

    assertThat(engine.images).containsOnlyKeys("multistage/exercise:03");
  }

  @Test
  void theEngineIsAskedForAnImageWhenItIsBuiltAndNotAgain() {
    assertThat(engine.asked).containsOnly("multistage/exercise:03");
    engine.asked.clear();

    assertThat(evidence.user()).isEmpty();
    assertThatThrownBy(evidence::fileBytes).isInstanceOf(UserError.class);
    assertThatThrownBy(evidence::image).isInstanceOf(UserError.class);

    assertThat(engine.asked).isEmpty();
  }

  /** Each build makes another image. */
  private static final class PretendedEngine implements ImageStore, ImageBuilder {
    private final Map<String, StoredImage> images = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    List<String> lines() {
      return images.values().stream().map(made -> "image " + made.id()).toList();
    }

    @Override
    public Builder kind() {
      return Builder.CLASSIC;
    }

    @Override
    public void build(
        Path root, Variant variant, String name, BuildInputs inputs, Consumer<String> log) {
      byte[] content = new byte[32];
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      System.arraycopy(bytes, bytes.length - 16, content, 0, 16);
      images.put(name, StoredImages.of(content));
    }

    @Override
    public Optional<StoredImage> find(String reference) {
      asked.add(reference);
      return Optional.ofNullable(images.get(reference));
    }

    @Override
    public InputStream save(Collection<String> references) {
      throw new IllegalStateException("no space left");
    }

    @Override
    public void removeUnnamed(String id) {
      images.values().removeIf(image -> image.id().value().equals(id));
    }

    @Override
    public void remove(String name) {
      images.remove(name);
    }
  }
}
