package multistage.report.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.report.engine.ImageStore;
import multistage.report.engine.StoredImage;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageImagesTest {
  private static final VariantId SMALL = new VariantId("go", "small");
  private static final VariantId SMALLER = new VariantId("go", "smaller");

  @TempDir Path folder;

  private final List<String> removed = new ArrayList<>();

  @Test
  void theFirstRunRemovesNothing() throws IOException {
    update(Map.of(SMALL, images("aaaaaaaaaaaa", "bbbbbbbbbbbb")));

    assertThat(removed).isEmpty();
  }

  @Test
  void aSecondRunThatIsTheSameRemovesNothing() throws IOException {
    update(Map.of(SMALL, images("aaaaaaaaaaaa", "bbbbbbbbbbbb")));
    update(Map.of(SMALL, images("aaaaaaaaaaaa", "bbbbbbbbbbbb")));

    assertThat(removed).isEmpty();
  }

  @Test
  void whatNoBuildGoesThroughAnyMoreIsRemoved() throws IOException {
    update(Map.of(SMALL, images("aaaaaaaaaaaa", "bbbbbbbbbbbb"), SMALLER, images("aaaaaaaaaaaa")));
    update(Map.of(SMALL, images("cccccccccccc"), SMALLER, images("aaaaaaaaaaaa")));

    assertThat(removed).containsExactly("bbbbbbbbbbbb");
  }

  @Test
  void aVariantThatWasNotBuiltThisTimeKeepsItsOwn() throws IOException {
    update(Map.of(SMALL, images("aaaaaaaaaaaa"), SMALLER, images("bbbbbbbbbbbb")));
    update(Map.of(SMALLER, images("cccccccccccc")));
    update(Map.of(SMALL, images("dddddddddddd")));

    assertThat(removed).containsExactly("bbbbbbbbbbbb", "aaaaaaaaaaaa");
  }

  @Test
  void aFileThatSomeoneSpoiltCountsAsFarAsItCanBeRead() throws IOException {
    Files.writeString(folder.resolve("images"), "garbage\ngo/small aaaaaaaaaaaa\n\u0000\n");

    update(Map.of(SMALL, images("bbbbbbbbbbbb")));

    assertThat(removed).containsExactly("aaaaaaaaaaaa");
  }

  @Test
  void aBuildsOutputNamesTheImagesThatItWentThrough() {
    assertThat(
            StageImages.namedIn(
                List.of(
                    "Step 1/2 : FROM x",
                    " ---> aaaaaaaaaaaa",
                    "Step 2/2 : RUN y",
                    " ---> Running in eeeeeeeeeeee",
                    " ---> bbbbbbbbbbbb",
                    "Successfully built bbbbbbbbbbbb")))
        .containsExactly("aaaaaaaaaaaa", "bbbbbbbbbbbb");
  }

  private static List<String> images(String... ids) {
    return List.of(ids);
  }

  private void update(Map<VariantId, List<String>> logs) throws IOException {
    StageImages.load(folder.resolve("images")).update(logs, new Removals());
  }

  private final class Removals implements ImageStore {
    @Override
    public Optional<StoredImage> find(String reference) {
      return Optional.empty();
    }

    @Override
    public InputStream save(Collection<String> references) {
      return InputStream.nullInputStream();
    }

    @Override
    public void removeUnnamed(String id) {
      removed.add(id);
    }

    @Override
    public void remove(String name) {
      removed.add(name);
    }
  }
}
