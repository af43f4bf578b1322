package multistage.image.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import multistage.image.Digest;
import multistage.image.archive.internal.Sha256;
import org.junit.jupiter.api.Test;

/** A text is found in whichever part of an archive has it. */
class TextSearchTest {
  private static final String SECRET = "s3cret-ü";

  private final byte[] clean = TarFile.layer("a", "nothing to see");
  private final byte[] leaky = TarFile.layer("b", "before " + SECRET + " after");

  @Test
  void inALayer() throws IOException {
    assertThat(found(new TarFile().file("1/layer.tar", clean).file("2/layer.tar", leaky)))
        .containsExactly(digest(leaky));
  }

  @Test
  void inACompressedLayer() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(leaky);
    }
    assertThat(found(new TarFile().file("blobs/sha256/1", packed.toByteArray()).file("2", clean)))
        .as("the digest is that of the content: the diff ID")
        .containsExactly(digest(leaky));
  }

  @Test
  void inTheHistory() throws IOException {
    byte[] config = ("{\"history\": [\"ARG TOKEN=" + SECRET + "\"]}").getBytes("UTF-8");
    assertThat(found(new TarFile().file("config.json", config).file("1/layer.tar", clean)))
        .containsExactly(digest(config));
  }

  @Test
  void acrossTheBlocksThatAreRead() throws IOException {
    byte[] large = TarFile.layer("c", "x".repeat((1 << 20) - 512 - 3) + SECRET);
    assertThat(found(new TarFile().file("1/layer.tar", large))).containsExactly(digest(large));
  }

  @Test
  void nowhere() throws IOException {
    assertThat(found(new TarFile().file("1/layer.tar", clean).directory("2").file("3", "")))
        .isEmpty();
  }

  private static Set<Digest> found(TarFile archive) throws IOException {
    return TextSearch.digestsOf(SECRET, new ByteArrayInputStream(archive.bytes()));
  }

  private static Digest digest(byte[] content) {
    return Digest.ofSha256(Sha256.of(content));
  }
}
