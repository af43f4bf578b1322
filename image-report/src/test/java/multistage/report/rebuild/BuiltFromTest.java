package multistage.report.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.Digest;
import multistage.report.build.Built;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.engine.StoredImage;
import multistage.report.engine.StoredImages;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import multistage.report.process.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which changes make figures of a build those of another one. */
class BuiltFromTest {
  private static final String DOCKERFILE = "# Title: Some\nFROM alpine:3\nCOPY . .\n";

  @TempDir private Path root;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Path context;
  private Path source;
  private Digest before;

  @BeforeEach
  void build() throws IOException {
    context = Files.createDirectories(root.resolve("webserver-go"));
    source = Files.writeString(context.resolve("main.go"), "package main");
    Files.writeString(context.resolve(".dockerignore"), "target\n");
    before = of(DOCKERFILE, 1).orElseThrow();
  }

  @Test
  void theSameIsTheSame() throws IOException {
    Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
    Files.writeString(Files.createDirectory(context.resolve("target")).resolve("a.jar"), "x");
    assertThat(of(DOCKERFILE, 1)).as("time stamps, and what isn't sent").contains(before);
  }

  @Test
  void anotherDockerfile() throws IOException {
    assertThat(of(DOCKERFILE + "RUN true\n", 1)).isPresent().get().isNotEqualTo(before);
  }

  @Test
  void anotherBuilder() throws IOException {
    assertThat(of("# Title: Some\n# Builder: buildkit\nFROM alpine:3\nCOPY . .\n", 1))
        .isPresent()
        .get()
        .isNotEqualTo(before);
  }

  @Test
  void anotherBaseImageOfThatName() throws IOException {
    assertThat(of(DOCKERFILE, 2)).isPresent().get().isNotEqualTo(before);
  }

  @Test
  void anotherSource() throws IOException {
    Files.writeString(source, "package other");
    assertThat(of(DOCKERFILE, 1)).isPresent().get().isNotEqualTo(before);
  }

  @Test
  void anotherName() throws IOException {
    Files.move(source, context.resolve("other.go"));
    assertThat(of(DOCKERFILE, 1)).isPresent().get().isNotEqualTo(before);
  }

  @Test
  void aFileThatCanBeExecutedNow() throws IOException {
    assertThat(source.toFile().setExecutable(true)).isTrue();
    assertThat(of(DOCKERFILE, 1)).isPresent().get().isNotEqualTo(before);
  }

  @Test
  void aLinkInsteadOfAFile() throws IOException {
    Files.delete(source);
    Files.createSymbolicLink(source, Path.of("package main"));
    assertThat(of(DOCKERFILE, 1)).isPresent().get().isNotEqualTo(before);
  }

  @Test
  void whatCannotBeReadIsSaid() throws IOException {
    Files.delete(source);
    Files.delete(context.resolve(".dockerignore"));
    Files.delete(context);
    assertThat(of(DOCKERFILE, 1)).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("go/some", "webserver-go");
  }

  private Optional<Digest> of(String dockerfile, int base) throws IOException {
    Files.writeString(root.resolve("some.Dockerfile"), dockerfile);
    Variant variant =
        DockerfileParser.parse(
            VariantId.parse("go/some"), "some.Dockerfile", "webserver-go", dockerfile);
    byte[] digest = new byte[32];
    digest[0] = (byte) base;
    Map<String, StoredImage> bases = Map.of("alpine:3", StoredImages.of(digest));
    return new BuiltFrom(root, new Progress(new PrintStream(said, true)))
        .of(new Built(variant, "", StoredImages.of(new byte[32]), bases, false, List.of()));
  }
}
