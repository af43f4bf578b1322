package multistage.image.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import multistage.image.FileEntry;
import multistage.image.ImageConfig.Execution;
import multistage.image.archive.BadArchiveException;
import multistage.image.archive.SavedArchives;
import multistage.image.archive.SavedArchives.SavedImage;
import multistage.image.archive.TarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedImagesTest {
  private static final byte[] BASE = TarFile.layer("etc/passwd", "root");
  private static final byte[] SERVER =
      new TarFile().file("hello", "Hello, World!").file("etc/.wh.passwd", "").bytes();
  private static final SavedArchives ARCHIVE =
      SavedArchives.docker(SavedImage.of("base:1", BASE), SavedImage.of("hello:1", BASE, SERVER));

  @TempDir private Path folder;

  @Test
  void explainsEveryImageOfAFile() throws IOException {
    Path file = Files.write(folder.resolve("images.tar"), ARCHIVE.bytes());

    List<ExplainedImage> images = SavedImages.read(file);

    assertThat(images).extracting(ExplainedImage::displayName).containsExactly("base:1", "hello:1");
    ExplainedImage hello = images.get(1);
    assertThat(hello.image().fileBytes()).isEqualTo("rootHello, World!".length());
    assertThat(hello.image().gzipBytes().orElseThrow()).isPositive();
    assertThat(hello.image().layers()).hasSize(2);
    assertThat(hello.image().explanation().waste().fileBytes()).isEqualTo("root".length());
  }

  @Test
  void findsFilesByTheirPath() throws IOException {
    ImageFiles files = SavedImages.read(ARCHIVE.stream()).get(1).files();

    assertThat(files.find("/hello"))
        .map(FileEntry::bytes)
        .contains((long) "Hello, World!".length());
    assertThat(files.find("hello")).isEqualTo(files.find("/hello"));
    assertThat(files.find("/etc/passwd")).as("deleted by a whiteout").isEmpty();
  }

  @Test
  void saysWhatContainersRun() throws IOException {
    assertThat(execution("{\"Cmd\":[\"/hello\"]}"))
        .isEqualTo(new Execution("", List.of(), List.of("/hello"), List.of(), "", List.of()));
    assertThat(
            execution(
                "{\"User\":\"65532:65532\",\"Entrypoint\":[\"/hello\",\"-v\"],\"Cmd\":null,"
                    + "\"Env\":[\"PATH=/bin\"],\"WorkingDir\":\"/srv\","
                    + "\"ExposedPorts\":{\"8443/tcp\":{},\"8080/tcp\":{}}}"))
        .isEqualTo(
            new Execution(
                "65532:65532",
                List.of("/hello", "-v"),
                List.of(),
                List.of("PATH=/bin"),
                "/srv",
                List.of("8080/tcp", "8443/tcp")));
    assertThat(execution("{\"Entrypoint\":\"/hello\"}").entrypoint())
        .as("as Docker reads it")
        .containsExactly("/hello");
    assertThat(execution("null")).isEqualTo(Execution.NONE);
  }

  private static Execution execution(String config) throws IOException {
    byte[] archive =
        new TarFile()
            .file("config.json", "{\"rootfs\":{\"diff_ids\":[]},\"config\":" + config + "}")
            .file("manifest.json", "[{\"Config\":\"config.json\"}]")
            .bytes();
    return SavedImages.read(new ByteArrayInputStream(archive)).get(0).config().execution();
  }

  @Test
  void refusesWhatIsNoArchive() {
    assertThatThrownBy(() -> SavedImages.read(new ByteArrayInputStream(new byte[2000])))
        .isInstanceOf(BadArchiveException.class);
  }
}
