package multistage.image.archive.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import multistage.image.archive.ArchiveReaderFuzzTest;
import multistage.image.archive.SavedArchives;
import multistage.image.archive.TarFile;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents that refer to each other. Changing a byte of one would give it another digest, so that
 * nothing finds it any more; here they are written with marks in place of digests.
 */
class ImageResolverFuzzTest {
  private static final byte[] FIRST = TarFile.layer("a", "1");
  private static final byte[] SECOND = TarFile.layer("b", "2");

  /**
   * An archive's documents, a line each: the path, a tab and the content. A path of nothing is a
   * blob's. {@code <0>} is the digest of the first line's content, {@code <a>} and {@code <b>} are
   * those of two layers, in hexadecimal digits.
   */
  static Stream<byte[]> documents() {
    String config =
        "\t{\"rootfs\":{\"diff_ids\":[\"sha256:<a>\",\"sha256:<b>\"]},\"history\":[{}]}";
    String manifest =
        "\t{\"config\":{\"digest\":\"sha256:<0>\"},"
            + "\"layers\":[{\"digest\":\"sha256:<a>\"},{\"digest\":\"sha256:<b>\"}]}";
    String index =
        "index.json\t{\"manifests\":[{\"digest\":\"sha256:<1>\",\"platform\":{\"os\":\"linux\"},"
            + "\"annotations\":{\"io.containerd.image.name\":\"docker.io/library/a:1\"}}]}";
    String nested =
        "\t{\"manifests\":[{\"digest\":\"sha256:<1>\"},{\"digest\":\"sha256:<a>\"}]}\n"
            + "index.json\t{\"manifests\":[{\"digest\":\"sha256:<2>\"}]}";
    String docker =
        "manifest.json\t[{\"Config\":\"blobs/sha256/<0>\",\"RepoTags\":[\"a:1\"],"
            + "\"Layers\":[\"blobs/sha256/<a>\",\"./x/../blobs/sha256/<b>\"]}]";
    return Stream.of(
            List.of(config, manifest, index),
            List.of(config, manifest, nested),
            List.of(config, docker),
            List.of(config, manifest, index, docker))
        .map(lines -> String.join("\n", lines).getBytes(ISO_8859_1));
  }

  @MethodSource("documents")
  @FuzzTest
  void isResolvedOrRefused(byte[] bytes) throws IOException {
    Map<String, String> marks = new LinkedHashMap<>();
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (byte[] layer : List.of(FIRST, SECOND)) {
      String hex = TarFile.diffId(layer).value().substring("sha256:".length());
      marks.put(layer == FIRST ? "<a>" : "<b>", hex);
      files.put("blobs/sha256/" + hex, layer);
    }
    List<String> lines = new ArrayList<>(new String(bytes, ISO_8859_1).lines().toList());
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      for (Map.Entry<String, String> mark : marks.entrySet()) {
        line = line.replace(mark.getKey(), mark.getValue());
      }
      // What ends with a slash would be a folder.
      String path = line.substring(0, Math.max(0, line.indexOf('\t'))).replaceFirst("/+$", "");
      byte[] content = line.substring(line.indexOf('\t') + 1).getBytes(ISO_8859_1);
      String hex = SavedArchives.digest(content).value().substring("sha256:".length());
      marks.put("<" + i + ">", hex);
      files.put(path.isEmpty() ? "blobs/sha256/" + hex : path, content);
    }
    TarFile tar = new TarFile();
    files.forEach(tar::file);
    ArchiveReaderFuzzTest.assertReadOrRefused(tar.bytes());
  }
}
