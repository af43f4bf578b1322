package multistage.image.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import multistage.image.Digest;
import multistage.image.archive.internal.Compression;
import multistage.image.archive.internal.Sha256;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Archives as engines save them. A test may change the files, and so make an archive that no engine
 * would.
 */
public final class SavedArchives {
  private static final JsonMapper JSON = new JsonMapper();

  /** The archive's files by path; a value is a {@code byte[]}, or a {@code String}: a symlink. */
  public final Map<String, Object> files = new LinkedHashMap<>();

  private final List<Object> dockerManifest = new ArrayList<>();
  private final List<Object> index = new ArrayList<>();

  /**
   * An image to be saved.
   *
   * @param name its name, or null
   * @param layers its layers' tar archives, lowest first
   */
  public record SavedImage(String name, List<byte[]> layers) {
    public static SavedImage of(String name, byte[]... layers) {
      return new SavedImage(name, List.of(layers));
    }

    public byte[] config() {
      List<Object> history = new ArrayList<>();
      for (int i = 0; i < layers.size(); i++) {
        history.add(Map.of("created_by", "COPY " + i + " / # buildkit"));
      }
      history.add(Map.of("created_by", "CMD [\"/hello\"]", "empty_layer", true));
      return json(
          Map.of(
              "architecture",
              "amd64",
              "config",
              Map.of("Cmd", List.of("/hello")),
              "rootfs",
              Map.of(
                  "type",
                  "layers",
                  "diff_ids",
                  layers.stream().map(tar -> TarFile.diffId(tar).value()).toList()),
              "history",
              history));
    }
  }

  /**
   * As Docker 20.10 does it: a layer that an earlier image has is a symbolic link to that one's.
   */
  public static SavedArchives docker(SavedImage... images) {
    SavedArchives archive = new SavedArchives();
    Map<String, String> paths = new LinkedHashMap<>();
    for (SavedImage image : images) {
      List<String> layerPaths = new ArrayList<>();
      for (byte[] layer : image.layers()) {
        // An ID is that of the layers up to here, and at the top of the configuration, too: with
        // the same layer as another image's top, or not, it differs.
        boolean top = layerPaths.size() == image.layers().size() - 1;
        String id = hex(json(List.of(layerPaths, hex(layer), top ? hex(image.config()) : "")));
        layerPaths.add(id + "/layer.tar");
        archive.files.put(id + "/VERSION", "1.0".getBytes(UTF_8));
        archive.files.put(id + "/json", json(Map.of("id", id)));
        String first = paths.putIfAbsent(hex(layer), id);
        archive.files.put(
            id + "/layer.tar",
            first == null || first.equals(id) ? layer : "../" + first + "/layer.tar");
      }
      String config = hex(image.config()) + ".json";
      archive.files.put(config, image.config());
      archive.addToDockerManifest(image, config, layerPaths);
    }
    archive.files.put("manifest.json", json(archive.dockerManifest));
    return archive;
  }

  /** As newer engines do it, with the layers compressed like this. */
  static SavedArchives oci(Compression compression, SavedImage... images) {
    SavedArchives archive = new SavedArchives();
    for (SavedImage image : images) {
      archive.addOci(compression, image);
    }
    archive.files.put("oci-layout", json(Map.of("imageLayoutVersion", "1.0.0")));
    archive.files.put("index.json", json(Map.of("manifests", archive.index)));
    return archive;
  }

  /** As newer engines do it, once with each compression of the layers. */
  public static List<SavedArchives> ociInEachCompression(SavedImage... images) {
    return Stream.of(Compression.values()).map(compression -> oci(compression, images)).toList();
  }

  /** Adds Docker's list of the same images, as Docker itself does since version 25. */
  public SavedArchives withDockerManifest() {
    files.put("manifest.json", json(dockerManifest));
    return this;
  }

  private void addOci(Compression compression, SavedImage image) {
    List<Object> layers = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (byte[] layer : image.layers()) {
      Map<String, Object> descriptor = addBlob(compressed(compression, layer));
      layers.add(descriptor);
      paths.add(blobPath(descriptor));
    }
    Map<String, Object> config = addBlob(image.config());
    Map<String, Object> manifest = addBlob(json(Map.of("config", config, "layers", layers)));
    if (image.name() != null) {
      manifest.put(
          "annotations", Map.of("io.containerd.image.name", "docker.io/library/" + image.name()));
    }
    index.add(manifest);
    addToDockerManifest(image, blobPath(config), paths);
  }

  /** Adds a blob, and gives its descriptor. */
  public Map<String, Object> addBlob(byte[] content) {
    files.put("blobs/sha256/" + hex(content), content);
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("digest", "sha256:" + hex(content));
    descriptor.put("size", content.length);
    return descriptor;
  }

  private void addToDockerManifest(SavedImage image, String config, List<String> layers) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("Config", config);
    entry.put("RepoTags", image.name() == null ? null : List.of(image.name()));
    entry.put("Layers", layers);
    dockerManifest.add(entry);
  }

  public byte[] bytes() {
    TarFile tar = new TarFile();
    files.forEach(
        (path, content) -> {
          if (content instanceof byte[] bytes) {
            tar.file(path, bytes);
          } else {
            tar.symlink(path, (String) content);
          }
        });
    return tar.bytes();
  }

  public InputStream stream() {
    return new ByteArrayInputStream(bytes());
  }

  /** The path of the archive's nth file whose path matches. */
  public String path(String regex, int n) {
    return files.keySet().stream().filter(path -> path.matches(regex)).toList().get(n);
  }

  public static String blobPath(Map<String, Object> descriptor) {
    return "blobs/" + descriptor.get("digest").toString().replace(':', '/');
  }

  public static Digest digest(byte[] content) {
    return Digest.ofSha256(Sha256.of(content));
  }

  public static byte[] json(Object value) {
    return JSON.writeValueAsBytes(value);
  }

  static byte[] compressed(Compression compression, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (compression) {
          case NONE -> bytes;
          case GZIP -> new GZIPOutputStream(bytes);
          case ZSTD -> new ZstdOutputStream(bytes);
          case BZIP2 -> new BZip2CompressorOutputStream(bytes);
          case XZ -> new XZOutputStream(bytes, new LZMA2Options(1));
        }) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String hex(byte[] content) {
    return digest(content).value().substring("sha256:".length());
  }
}
