package multistage.image.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import multistage.image.archive.internal.Budget;
import multistage.image.explain.Images;
import org.junit.jupiter.params.provider.MethodSource;

public class ArchiveReaderFuzzTest {
  @MethodSource("multistage.image.archive.FuzzSeeds#archives")
  @FuzzTest
  void isReadOrRefused(byte[] bytes) throws IOException {
    assertReadOrRefused(Checksums.repaired(bytes));
  }

  public static void assertReadOrRefused(byte[] bytes) throws IOException {
    SavedArchive archive;
    try {
      archive =
          new ArchiveReader(LayerCache.NONE, Budget.USUAL, 1).read(new ByteArrayInputStream(bytes));
    } catch (BadArchiveException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    assertThat(archive.images()).isNotEmpty();
    for (ArchivedImage image : archive.images()) {
      Images.of(image.config(), archive.layers(), List.of(), 0);
    }
  }
}
