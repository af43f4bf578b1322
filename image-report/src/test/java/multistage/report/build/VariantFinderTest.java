package multistage.report.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import multistage.report.diagnostic.UserError;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantFinderTest {
  private static final String DOCKERFILE = "# Title: An idea\nFROM scratch\n";

  @TempDir Path root;

  @Test
  void aFileThatIsDroppedInIsAVariant() throws IOException {
    write("dockerfiles/go/small.Dockerfile", DOCKERFILE);
    write("webserver-go/main.go", "");

    Found candidate = VariantFinder.find(root).get(0);

    assertThat(candidate)
        .isInstanceOfSatisfying(
            Found.Readable.class,
            readable -> {
              assertThat(readable.variant().id()).isEqualTo(new VariantId("go", "small"));
              assertThat(readable.variant().dockerfile())
                  .isEqualTo("dockerfiles/go/small.Dockerfile");
              assertThat(readable.variant().context()).isEqualTo("webserver-go");
            });
  }

  @Test
  void otherFilesAndFoldersAreNoVariants() throws IOException {
    write("dockerfiles/go/small.Dockerfile", DOCKERFILE);
    write("dockerfiles/README.md", "");
    write("dockerfiles/go/notes.txt", "");
    write("dockerfiles/base-images/alpine.sh", "");
    write("webserver-go/main.go", "");

    assertThat(VariantFinder.find(root)).hasSize(1);
  }

  @Test
  void oneThatCannotBeReadDoesNotCostTheOthers() throws IOException {
    write("dockerfiles/go/small.Dockerfile", DOCKERFILE);
    write("dockerfiles/go/silent.Dockerfile", "FROM scratch\n");
    write("dockerfiles/rust/small.Dockerfile", DOCKERFILE);
    write("webserver-go/main.go", "");

    List<Found> candidates = VariantFinder.find(root);

    assertThat(candidates)
        .extracting(candidate -> candidate.id().toString())
        .containsExactly("go/silent", "go/small", "rust/small");
    assertThat(candidates.get(0))
        .isInstanceOfSatisfying(
            Found.Unreadable.class,
            unreadable ->
                assertThat(unreadable.reason())
                    .contains("dockerfiles/go/silent.Dockerfile:1", "# Title:"));
    assertThat(candidates.get(2))
        .isInstanceOfSatisfying(
            Found.Unreadable.class,
            unreadable -> assertThat(unreadable.reason()).contains("webserver-rust/", "missing"));
  }

  @Test
  void aNameThatNoImageCanHaveIsRefused() throws IOException {
    write("dockerfiles/go/My File.Dockerfile", DOCKERFILE);

    assertThatThrownBy(() -> VariantFinder.find(root))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("dockerfiles/go/My File.Dockerfile")
        .hasMessageContaining("rename the file");
  }

  @Test
  void aFolderWithoutDockerfilesIsRefused() {
    assertThatThrownBy(() -> VariantFinder.find(root))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no folder");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
