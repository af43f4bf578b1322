package multistage.image.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import multistage.image.Digest;
import multistage.image.archive.SavedArchives;
import multistage.image.archive.SavedArchives.SavedImage;
import multistage.image.archive.TarFile;
import multistage.image.explain.ExplainedImage;
import multistage.image.explain.SavedImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {
  private static final byte[] BASE = TarFile.layer("etc/passwd", "root");
  private static final byte[] SERVER = TarFile.layer("hello", "Hello, World!");
  private static final Digest ID = new Digest("sha256:" + "1".repeat(64));

  @TempDir private Path directory;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void savesAnImageOnlyOnce() throws IOException {
    SavedArchives archive = SavedArchives.docker(SavedImage.of("hello:1", BASE, SERVER));

    ExplainedImage saved = cache().get(ID, archive::stream);
    ExplainedImage known =
        cache()
            .get(
                ID,
                () -> {
                  throw new IOException("it was saved again");
                });

    assertThat(known.image()).isEqualTo(saved.image());
    assertThat(known.config()).isEqualTo(saved.config());
    assertThat(known.files().layerOf("hello")).isEqualTo(2);
    assertThat(warnings).isEmpty();
  }

  @Test
  void knowsNothingOfAnotherImage() throws IOException {
    cache().get(ID, SavedArchives.docker(SavedImage.of("hello:1", BASE))::stream);

    assertThat(cache().find(new Digest("sha256:" + "2".repeat(64)))).isEmpty();
  }

  @Test
  void takesTheImageWithThatIdOutOfSeveral() throws IOException {
    SavedArchives archive =
        SavedArchives.docker(SavedImage.of("base:1", BASE), SavedImage.of("hello:1", SERVER));
    Digest id = SavedImages.read(archive.stream()).get(1).config().id();

    assertThat(cache().get(id, archive::stream).names()).containsExactly("hello:1");
    assertThatThrownBy(() -> cache().get(ID, archive::stream))
        .isInstanceOf(IOException.class)
        .hasMessage("the archive holds 2 images, and none of them is " + ID);
  }

  private ImageCache cache() {
    return new ImageCache(directory, warnings::add);
  }
}
