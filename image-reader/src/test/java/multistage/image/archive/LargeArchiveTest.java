package multistage.image.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import multistage.image.Image;
import multistage.image.explain.Images;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An archive far larger than the memory that there is: the profile {@code large} gives its JVM 256
 * MiB of heap. {@code -Darchive.gigabytes=10} says how large.
 */
@Tag("large")
class LargeArchiveTest {
  private static final int LAYERS = 10;
  private static final int FILES_PER_GIGABYTE = 30_000;

  @Test
  void memoryDoesNotGrowWithTheArchive() throws IOException {
    assertThat(Runtime.getRuntime().maxMemory())
        .as("run with -Plarge, or nothing is shown")
        .isLessThanOrEqualTo(256 << 20);
    int gigabytes = Integer.getInteger("archive.gigabytes", 1);
    int filesPerLayer = gigabytes * FILES_PER_GIGABYTE / LAYERS;
    int programs = filesPerLayer / 2_500;
    long bytesPerLayer = gigabytes * 1_000_000_000L / LAYERS - programs * (60L << 20);
    GeneratedArchive archive =
        new GeneratedArchive(LAYERS, filesPerLayer, (int) (bytesPerLayer / filesPerLayer));

    long begin = System.nanoTime();
    SavedArchive read;
    try (InputStream in = archive.open()) {
      read = new ArchiveReader(LayerCache.NONE).read(in);
    }
    double readSeconds = (System.nanoTime() - begin) / 1e9;
    Image image = Images.of(read.images().get(0).config(), read.layers(), List.of(), 0);
    double seconds = (System.nanoTime() - begin) / 1e9;

    assertThat(image.fileBytes()).isEqualTo(archive.fileBytes());
    assertThat(image.tarBytes()).isEqualTo(archive.layerBytes());
    System.out.printf(
        Locale.ROOT,
        "%.1f GB in %d layers and %,d files: read in %.1f s, explained in %.1f s"
            + " with %d MiB of heap%n",
        image.tarBytes() / 1e9,
        LAYERS,
        LAYERS * filesPerLayer,
        readSeconds,
        seconds - readSeconds,
        Runtime.getRuntime().maxMemory() >> 20);
  }
}
