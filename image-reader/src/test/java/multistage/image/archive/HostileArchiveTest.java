package multistage.image.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What takes memory up to the limits; the profile {@code fuzz} gives its JVM 512 MiB of heap. */
@Tag("hostile")
class HostileArchiveTest {
  @Test
  void moreFilesThanAnyImageHas() {
    assertThat(Runtime.getRuntime().maxMemory())
        .as("run with -Pfuzz, or nothing is shown")
        .isLessThanOrEqualTo(512 << 20);
    GeneratedArchive archive = new GeneratedArchive(1, 1_000_001, 0);
    assertThatThrownBy(() -> new ArchiveReader(LayerCache.NONE).read(archive.open()))
        .isInstanceOf(BadArchiveException.class)
        .hasMessageContaining("the archive has more entries than the 1000000 that are read");
  }
}
