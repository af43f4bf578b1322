package multistage.sizereport.pipeline;

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
import multistage.sizereport.engine.ImageStore;
import multistage.sizereport.engine.StoredImage;
import multistage.sizereport.model.VariantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageImagesTest {
  private static final VariantId SMALL = new VariantId("go", "small");
  private static final VariantId SMALLER = new VariantId("go", "smaller");

  @TempDir Path folder;

  private final List<String> removed = new ArrayList<>();

  @Test
  void theFirstRunRemovesNothing() throws IOException {
    update(Map.of(SMALL, log("aaaaaaaaaaaa", "bbbbbbbbbbbb")));

    assertThat(removed).isEmpty();
  }

  @Test
  void aSecondRunThatIsTheSameRemovesNothing() throws IOException {
    update(Map.of(SMALL, log("aaaaaaaaaaaa", "bbbbbbbbbbbb")));
    update(Map.of(SMALL, log("aaaaaaaaaaaa", "bbbbbbbbbbbb")));

    assertThat(removed).isEmpty();
  }

  @Test
  void whatNoBuildGoesThroughAnyMoreIsRemoved() throws IOException {
    update(Map.of(SMALL, log("aaaaaaaaaaaa", "bbbbbbbbbbbb"), SMALLER, log("aaaaaaaaaaaa")));
    update(Map.of(SMALL, log("cccccccccccc"), SMALLER, log("aaaaaaaaaaaa")));

    assertThat(removed).containsExactly("bbbbbbbbbbbb");
  }

  @Test
  void aVariantThatWasNotBuiltThisTimeKeepsItsOwn() throws IOException {
    update(Map.of(SMALL, log("aaaaaaaaaaaa"), SMALLER, log("bbbbbbbbbbbb")));
    update(Map.of(SMALLER, log("cccccccccccc")));
    update(Map.of(SMALL, log("dddddddddddd")));

    assertThat(removed).containsExactly("bbbbbbbbbbbb", "aaaaaaaaaaaa");
  }

  @Test
  void aFileThatSomeoneSpoiltCountsAsFarAsItCanBeRead() throws IOException {
    Files.writeString(folder.resolve("images"), "garbage\ngo/small aaaaaaaaaaaa\n\u0000\n");

    update(Map.of(SMALL, log("bbbbbbbbbbbb")));

    assertThat(removed).containsExactly("aaaaaaaaaaaa");
  }

  private static List<String> log(String... ids) {
    List<String> lines =
        new ArrayList<>(List.of("Step 1/1 : FROM x", " ---> Running in eeeeeeeeeeee"));
    for (String id : ids) {
      lines.add(" ---> " + id);
    }
    return lines;
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
  }
}
