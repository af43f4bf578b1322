package multistage.image.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import multistage.image.Image;
import multistage.image.archive.ArchiveReader;
import multistage.image.archive.LayerCache;
import multistage.image.archive.SavedArchive;
import multistage.image.archive.SavedArchives;
import multistage.image.archive.SavedArchives.SavedImage;
import multistage.image.archive.TarFile;
import org.junit.jupiter.api.Test;

class SetCostTest {
  @Test
  void aSharedLayerIsStoredOnce() throws IOException {
    byte[] base = TarFile.layer("usr/lib/base", "0123456789");
    SavedArchive archive =
        new ArchiveReader(LayerCache.NONE)
            .read(
                SavedArchives.docker(
                    SavedImage.of("a", base, TarFile.layer("a", "12")),
                    SavedImage.of("b", base, TarFile.layer("b", "345")))
                    .stream());
    List<Image> images =
        archive.images().stream()
            .map(image -> Images.of(image.config(), archive.layers(), List.of(), 0))
            .toList();

    SetCost cost = SetCost.of(images);

    assertThat(cost.images()).isEqualTo(2);
    assertThat(cost.layers()).isEqualTo(3);
    assertThat(cost.fileBytes()).isEqualTo(15);
    assertThat(cost.separateFileBytes()).isEqualTo(25);
    assertThat(cost.separateGzipBytes().orElseThrow() - cost.gzipBytes().orElseThrow())
        .isEqualTo(images.get(0).layers().get(0).gzipBytes().orElseThrow());
    assertThat(SetCost.of(List.of()))
        .isEqualTo(new SetCost(0, 0, 0, Optional.of(0L), 0, Optional.of(0L)));
  }
}
