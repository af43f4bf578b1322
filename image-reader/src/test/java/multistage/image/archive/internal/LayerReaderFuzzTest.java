package multistage.image.archive.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.FileEntry;
import multistage.image.ImageConfig;
import multistage.image.LayerContents;
import multistage.image.archive.BadArchiveException;
import multistage.image.archive.Checksums;
import multistage.image.archive.SavedArchives;
import multistage.image.archive.TarFile;
import multistage.image.explain.Images;
import org.junit.jupiter.params.provider.MethodSource;

class LayerReaderFuzzTest {
  private static final GzipMeter GZIP = new GzipMeter(1);

  @MethodSource("multistage.image.archive.FuzzSeeds#layers")
  @FuzzTest
  void isReadAndExplainedOrRefused(byte[] bytes) throws IOException {
    byte[] tar = Checksums.repaired(bytes);
    LayerContents layer;
    try {
      layer =
          new LayerReader(new Budget(Budget.USUAL), Optional.of(GZIP))
              .read("layer", new ByteArrayInputStream(tar));
    } catch (BadArchiveException e) {
      assertThat(e).hasMessageStartingWith("layer: ");
      return;
    }
    assertThat(layer.diffId()).isEqualTo(TarFile.diffId(tar));
    assertThat(layer.tarBytes()).isEqualTo(tar.length);
    assertThat(layer.fileBytes()).isBetween(0L, (long) tar.length);
    assertThat(layer.entries()).extracting(FileEntry::path).allMatch(LayerReaderFuzzTest::isInside);
    // The same layer twice: all of its files are hidden, but for what comes back.
    ImageConfig config =
        new ImageConfig(
            SavedArchives.digest(tar), List.of(layer.diffId(), layer.diffId()), List.of());
    assertThat(Images.of(config, Map.of(layer.diffId(), layer), List.of(), 0).fileBytes())
        .isEqualTo(2 * layer.fileBytes());
  }

  private static boolean isInside(String path) {
    return !path.startsWith("/") && !List.of(path.split("/")).contains("..");
  }
}
