package multistage.report.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import multistage.report.Repository;
import multistage.report.model.Builder;
import multistage.report.model.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareServerTest {
  @TempDir private Path folder;

  @Test
  void isNothingButAProgram() throws IOException {
    Variant server = BareServer.unpack(folder, Builder.BUILDKIT);
    assertThat(server.finalBase()).as("scratch").isEmpty();
    assertThat(server.imageName()).isEqualTo("multistage/engine:bare-server");
    assertThat(Path.of(server.context()).resolve("bare-server.c")).isNotEmptyFile();
  }

  /** Nobody has to fetch an image for it alone. */
  @Test
  void isBuiltWithAnImageThatVariantsAreBuiltWith() throws IOException {
    Stream<String> others =
        VariantFinder.find(Repository.ROOT).stream()
            .map(candidate -> ((Found.Readable) candidate).variant())
            .flatMap(variant -> variant.baseImages().stream());
    assertThat(others).containsAll(BareServer.unpack(folder, Builder.BUILDKIT).baseImages());
  }

  @Test
  void isNoVariant() throws IOException {
    assertThat(VariantFinder.find(Repository.ROOT))
        .extracting(candidate -> candidate.id().server())
        .doesNotContain("engine");
  }
}
