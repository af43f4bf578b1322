package multistage.image.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static multistage.image.archive.SavedArchives.json;
import static multistage.image.archive.TarFile.diffId;
import static multistage.image.archive.TarFile.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.FileEntry;
import multistage.image.ImageConfig.HistoryEntry;
import multistage.image.LayerContents;
import multistage.image.archive.SavedArchives.SavedImage;
import multistage.image.archive.internal.Budget;
import multistage.image.archive.internal.Compression;
import multistage.image.archive.internal.CountingLengths;
import multistage.image.archive.internal.GzipMeter;
import multistage.image.archive.internal.Sha256;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {
  private static final byte[] BASE = layer("bin/sh", "a shell");
  private static final byte[] SERVER = layer("server", "a server");
  private static final byte[] OTHER = layer("other", "another server");
  private static final SavedImage FIRST = SavedImage.of("first:1", BASE, SERVER);
  private static final SavedImage SECOND = SavedImage.of("second:2", BASE, OTHER);

  private final ArchiveReader reader = new ArchiveReader(LayerCache.NONE);

  @Nested
  class Layouts {
    @Test
    void docker() throws IOException {
      assertHasBoth(reader.read(SavedArchives.docker(FIRST, SECOND).stream()));
    }

    @Test
    void dockerWithALayerThatIsALinkToAnother() throws IOException {
      SavedArchives archive = SavedArchives.docker(SavedImage.of("base:1", BASE), FIRST);
      assertThat(archive.files.values().stream().filter(String.class::isInstance)).hasSize(1);
      SavedArchive read = reader.read(archive.stream());
      assertThat(read.images()).hasSize(2);
      assertThat(read.layers()).containsOnlyKeys(diffId(BASE), diffId(SERVER));
    }

    @ParameterizedTest
    @EnumSource
    void oci(Compression compression) throws IOException {
      assertHasBoth(reader.read(SavedArchives.oci(compression, FIRST, SECOND).stream()));
    }

    @Test
    void ociWithDockerManifest() throws IOException {
      SavedArchives archive = SavedArchives.oci(Compression.NONE, FIRST, SECOND);
      assertHasBoth(reader.read(archive.withDockerManifest().stream()));
    }

    @ParameterizedTest
    @EnumSource
    void theWholeArchiveCompressed(Compression compression) throws IOException {
      byte[] archive = SavedArchives.docker(FIRST, SECOND).bytes();
      assertHasBoth(
          reader.read(new ByteArrayInputStream(SavedArchives.compressed(compression, archive))));
    }

    @Test
    void anySourceThatGivesFewBytesAtATime() throws IOException {
      InputStream archive = SavedArchives.oci(Compression.GZIP, FIRST, SECOND).stream();
      InputStream slow =
          new InputStream() {
            @Override
            public int read() throws IOException {
              return archive.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
              return archive.read(buffer, offset, Math.min(length, 7));
            }
          };
      assertHasBoth(reader.read(slow));
    }

    @Test
    void aLayerInSeveralGzipMembers() throws IOException {
      SavedArchives archive = SavedArchives.docker(SavedImage.of("a", BASE));
      int half = BASE.length / 2;
      byte[] blob =
          concat(
              SavedArchives.compressed(Compression.GZIP, Arrays.copyOf(BASE, half)),
              SavedArchives.compressed(
                  Compression.GZIP, Arrays.copyOfRange(BASE, half, BASE.length)));
      archive.files.put(archive.path(".*/layer.tar", 0), blob);
      assertThat(reader.read(archive.stream()).layers()).containsOnlyKeys(diffId(BASE));
    }

    @Test
    void aLayerBehindAFrameThatZstdSkips() throws IOException {
      SavedArchives archive = SavedArchives.docker(SavedImage.of("a", BASE));
      byte[] frame = {0x5e, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2};
      byte[] blob = SavedArchives.compressed(Compression.ZSTD, BASE);
      archive.files.put(archive.path(".*/layer.tar", 0), concat(frame, blob));
      assertThat(reader.read(archive.stream()).layers()).containsOnlyKeys(diffId(BASE));
    }

    private void assertHasBoth(SavedArchive archive) {
      assertThat(archive.images())
          .extracting(ArchivedImage::names)
          .containsExactly(List.of("first:1"), List.of("second:2"));
      assertThat(archive.images())
          .extracting(image -> image.config().id())
          .containsExactly(
              SavedArchives.digest(FIRST.config()), SavedArchives.digest(SECOND.config()));
      assertThat(archive.images().get(1).config().diffIds())
          .containsExactly(diffId(BASE), diffId(OTHER));
      assertThat(archive.images().get(1).config().history())
          .containsExactly(
              new HistoryEntry("COPY 0 / # buildkit", false),
              new HistoryEntry("COPY 1 / # buildkit", false),
              new HistoryEntry("CMD [\"/hello\"]", true));
      assertThat(archive.layers()).containsOnlyKeys(diffId(BASE), diffId(SERVER), diffId(OTHER));
      LayerContents server = archive.layers().get(diffId(SERVER));
      assertThat(server.diffId()).isEqualTo(diffId(SERVER));
      assertThat(server.tarBytes()).isEqualTo(SERVER.length);
      assertThat(server.entries())
          .containsExactly(
              new FileEntry(
                  "server", FileEntry.Type.REGULAR, 8, 0644, 0, 0, "", contentHash("a server")));
    }
  }

  @Nested
  class Images {
    @Test
    void withoutLayers() throws IOException {
      SavedArchive archive =
          reader.read(SavedArchives.docker(SavedImage.of("empty:latest")).stream());
      assertThat(archive.images().get(0).config().diffIds()).isEmpty();
      assertThat(archive.layers()).isEmpty();
    }

    @Test
    @DisplayName("without layers, where null stands for no list")
    void withoutLayersAsNull() throws IOException {
      SavedArchives archive = SavedArchives.oci(Compression.NONE);
      byte[] config =
          "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":null},\"history\":null}".getBytes(UTF_8);
      Map<String, Object> manifest = new HashMap<>();
      manifest.put("config", archive.addBlob(config));
      manifest.put("layers", null);
      archive.files.put(
          "index.json", json(Map.of("manifests", List.of(archive.addBlob(json(manifest))))));
      assertThat(reader.read(archive.stream()).images())
          .extracting(image -> image.config().id())
          .containsExactly(SavedArchives.digest(config));
    }

    @Test
    void withoutName() throws IOException {
      SavedArchive archive = reader.read(SavedArchives.docker(SavedImage.of(null, BASE)).stream());
      assertThat(archive.images().get(0).names()).isEmpty();
    }

    @Test
    void withTwoNamesAreOne() throws IOException {
      SavedImage again = SavedImage.of("first:latest", BASE, SERVER);
      for (SavedArchives archive :
          List.of(
              SavedArchives.docker(FIRST, again),
              SavedArchives.oci(Compression.NONE, FIRST, again))) {
        assertThat(reader.read(archive.stream()).images())
            .extracting(ArchivedImage::names)
            .containsExactly(List.of("first:1", "first:latest"));
      }
    }

    @Test
    void withANameInTheIndexAlone() throws IOException {
      SavedArchives archive = SavedArchives.oci(Compression.NONE, FIRST);
      Object index = archive.files.get("index.json");
      archive = SavedArchives.oci(Compression.NONE, SavedImage.of(null, BASE, SERVER));
      archive.withDockerManifest().files.put("index.json", index);
      assertThat(reader.read(archive.stream()).images())
          .extracting(ArchivedImage::names)
          .containsExactly(List.of("first:1"));
    }

    @Test
    void forSeveralPlatformsIsTheOneThatIsThere() throws IOException {
      SavedArchives archive = SavedArchives.oci(Compression.GZIP, FIRST);
      Map<String, Object> there = archive.addBlob(manifestOf(archive, FIRST));
      Map<String, Object> nothing =
          Map.of("digest", "sha256:" + "0".repeat(64), "platform", Map.of("os", "linux"));
      SavedArchives half = SavedArchives.oci(Compression.GZIP, SECOND);
      byte[] halfManifest = manifestOf(half, SECOND);
      archive.addBlob(SECOND.config());
      Map<String, Object> withoutLayers = archive.addBlob(halfManifest);
      Map<String, Object> nested =
          archive.addBlob(json(Map.of("manifests", List.of(nothing, withoutLayers, there))));
      archive.files.put("index.json", json(Map.of("manifests", List.of(nested))));
      assertThat(reader.read(archive.stream()).images())
          .extracting(image -> image.config().id())
          .containsExactly(SavedArchives.digest(FIRST.config()));
    }

    @Test
    void areNotBuildKitsAttestations() throws IOException {
      SavedArchives archive = SavedArchives.oci(Compression.GZIP, FIRST);
      Map<String, Object> image = archive.addBlob(manifestOf(archive, FIRST));
      Map<String, Object> statement = archive.addBlob(json(Map.of("predicateType", "provenance")));
      Map<String, Object> attestation =
          archive.addBlob(
              json(
                  Map.of(
                      "config",
                      archive.addBlob(json(Map.of("rootfs", Map.of("diff_ids", List.of())))),
                      "layers",
                      List.of(statement))));
      attestation.put("platform", Map.of("os", "unknown", "architecture", "unknown"));
      attestation.put("annotations", Map.of("vnd.docker.reference.type", "attestation-manifest"));
      archive.files.put("index.json", json(Map.of("manifests", List.of(attestation, image))));
      assertThat(reader.read(archive.stream()).images())
          .extracting(found -> found.config().id())
          .containsExactly(SavedArchives.digest(FIRST.config()));
    }

    private byte[] manifestOf(SavedArchives archive, SavedImage image) {
      List<Map<String, Object>> layers = new ArrayList<>();
      for (byte[] layer : image.layers()) {
        byte[] blob = SavedArchives.compressed(Compression.GZIP, layer);
        layers.add(Map.of("digest", SavedArchives.digest(blob).value()));
      }
      return json(
          Map.of(
              "config",
              Map.of("digest", SavedArchives.digest(image.config()).value()),
              "layers",
              layers));
    }
  }

  @Test
  void aLargeFileIsCompressedOnceForAllArchives() throws IOException {
    byte[] large = Gzipped.text(2 * GzipMeter.BLOCK_BYTES, 1);
    CountingLengths known = new CountingLengths(100);
    ArchiveReader reader = new ArchiveReader(LayerCache.NONE, Budget.USUAL, 1, Optional.of(known));
    for (String beside : List.of("one", "another")) {
      byte[] layer = new TarFile().file("beside", beside).file("large", large).bytes();
      reader.read(SavedArchives.docker(SavedImage.of(beside + ":1", layer)).stream());
    }
    assertThat(known.asked).hasSize(2 * 2);
    assertThat(known.compressed).hasSize(2);
  }

  @Nested
  class KnownLayers {
    private final Map<DiffId, LayerContents> known = new HashMap<>();
    private final LayerCache keeping =
        new LayerCache() {
          @Override
          public Optional<LayerContents> find(DiffId diffId) {
            return Optional.ofNullable(known.get(diffId));
          }

          @Override
          public void store(LayerContents layer) {
            known.put(layer.diffId(), layer);
          }
        };
    private final ArchiveReader caching = new ArchiveReader(keeping);

    @Test
    void areStoredAndMayBeMissingLater() throws IOException {
      caching.read(SavedArchives.docker(FIRST).stream());
      assertThat(known).containsOnlyKeys(diffId(BASE), diffId(SERVER));

      SavedArchives second = SavedArchives.docker(SECOND);
      second.files.remove(second.path(".*/layer.tar", 0));
      SavedArchive archive = caching.read(second.stream());
      assertThat(archive.layers()).containsOnlyKeys(diffId(BASE), diffId(OTHER));
      assertThat(archive.layers().get(diffId(BASE))).isEqualTo(known.get(diffId(BASE)));
    }

    @Test
    void areReadAgainWhereTheirPullSizeIsWantedAndUnknown() throws IOException {
      SavedArchives archive = SavedArchives.oci(Compression.NONE, FIRST);
      LayerContents without =
          ArchiveReader.withoutPullSizes(keeping).read(archive.stream()).layers().get(diffId(BASE));
      LayerContents with = caching.read(archive.stream()).layers().get(diffId(BASE));
      assertThat(without.gzipBytes()).isEmpty();
      assertThat(with.gzipBytes()).isPresent();
      assertThat(without).isEqualTo(with.withoutGzipBytes());
    }

    /**
     * In each layout: a layer is looked for before it is read only where its name is the diff ID.
     */
    @Test
    void keepTheirPullSizeWhenTheyAreReadWithoutOne() throws IOException {
      for (SavedArchives archive :
          List.of(
              SavedArchives.docker(FIRST),
              SavedArchives.oci(Compression.GZIP, FIRST),
              SavedArchives.oci(Compression.NONE, FIRST))) {
        known.clear();
        LayerContents with =
            new ArchiveReader(keeping).read(archive.stream()).layers().get(diffId(BASE));
        assertThat(ArchiveReader.withoutPullSizes(keeping).read(archive.stream()).layers())
            .as("the same, whatever others know")
            .containsEntry(diffId(BASE), with.withoutGzipBytes());
        assertThat(known).containsEntry(diffId(BASE), with);
      }
    }

    @Test
    void areNotParsedAgainWhereTheirNameIsTheDiffId() throws IOException {
      // What is known differs from what parsing would find, to tell where it came from.
      LayerContents layer =
          new LayerContents(diffId(BASE), 1, Optional.of(2L), List.of(), Map.of());
      known.put(layer.diffId(), layer);
      SavedArchives archive = SavedArchives.oci(Compression.NONE, FIRST);
      assertThat(caching.read(archive.stream()).layers()).containsEntry(diffId(BASE), layer);
    }

    @Test
    void areHashedAgainWhereTheirNameIsTheDiffId() throws IOException {
      SavedArchives archive = SavedArchives.oci(Compression.NONE, FIRST);
      caching.read(archive.stream());
      String path = "blobs/" + diffId(BASE).value().replace(':', '/');
      assertThat(archive.files.put(path, OTHER)).isEqualTo(BASE);
      assertThatThrownBy(() -> caching.read(archive.stream()))
          .isInstanceOf(BadArchiveException.class)
          .hasMessageContaining(path + ": was altered or damaged: its digest is " + diffId(OTHER));
    }

    /** Docker's have an ID made of the layers below, compressed ones another digest. */
    @Test
    void areNotParsedAgainWhereTheyStoodBefore() throws IOException {
      for (SavedArchives archive :
          List.of(SavedArchives.docker(FIRST), SavedArchives.oci(Compression.GZIP, FIRST))) {
        caching.read(archive.stream());
        LayerContents layer =
            new LayerContents(diffId(BASE), 1, Optional.of(2L), List.of(), Map.of());
        known.put(layer.diffId(), layer);
        assertThat(caching.read(archive.stream()).layers()).containsEntry(diffId(BASE), layer);
      }
    }

    @Test
    void areReadAnewWhereAnotherOneStandsNow() throws IOException {
      SavedArchives archive = SavedArchives.docker(FIRST);
      caching.read(archive.stream());
      assertThat(archive.files.put(archive.path(".*/layer.tar", 0), OTHER)).isEqualTo(BASE);
      assertThatThrownBy(() -> caching.read(archive.stream()))
          .isInstanceOf(BadArchiveException.class)
          .hasMessageContaining("is another layer than in the archive before this");
      known.remove(diffId(OTHER));
      assertThatThrownBy(() -> caching.read(archive.stream()))
          .isInstanceOf(BadArchiveException.class);
      assertThat(known).containsKey(diffId(OTHER));
    }

    @Test
    void mayBeAnotherImagesInTheSameArchive() throws IOException {
      SavedArchives archive = SavedArchives.docker(SavedImage.of("base:1", BASE), FIRST);
      assertThat(archive.files.values().removeIf(String.class::isInstance)).isTrue();
      assertThat(reader.read(archive.stream()).layers())
          .containsOnlyKeys(diffId(BASE), diffId(SERVER));
    }
  }

  @Nested
  class BadArchives {
    @Test
    void empty() {
      assertBad(new byte[0], "the archive: it is empty");
    }

    @Test
    void somethingElse() {
      assertBad("Error: No such image\n".getBytes(UTF_8), "isn't a tar archive");
      assertBad(new byte[10_240], "an archive without any file");
      assertBad(
          new TarFile().file("readme", "hello").bytes(), "neither manifest.json nor index.json");
    }

    @Test
    void cutOffAnywhere() {
      for (SavedArchives archive :
          List.of(
              SavedArchives.docker(FIRST),
              SavedArchives.oci(Compression.GZIP, FIRST),
              SavedArchives.oci(Compression.ZSTD, FIRST))) {
        byte[] whole = archive.bytes();
        int end = whole.length;
        while (whole[end - 1] == 0) {
          end--;
        }
        for (int length = 1; length < end; length += 97) {
          assertBad(Arrays.copyOf(whole, length), "");
        }
      }
    }

    @Test
    void cutOffInALayer() {
      SavedArchives archive = SavedArchives.docker(FIRST);
      String path = archive.path(".*/layer.tar", 0);
      byte[] bytes = archive.bytes();
      byte[] content = "a shell".getBytes(UTF_8);
      int position = Collections.indexOfSubList(boxed(bytes), boxed(content));
      assertBad(
          Arrays.copyOf(bytes, position + 3), "the archive: it is cut off in or after " + path);
    }

    @Test
    void theWholeArchiveCompressedAndCutOff() {
      byte[] bytes =
          SavedArchives.compressed(Compression.GZIP, SavedArchives.docker(FIRST).bytes());
      assertBad(Arrays.copyOf(bytes, bytes.length / 2), "the archive: it can't be read");
    }

    @Test
    void anotherDiffId() {
      SavedArchives archive = SavedArchives.docker(FIRST);
      String path = archive.path(".*/layer.tar", 1);
      archive.files.put(path, OTHER);
      assertBad(
          archive.bytes(),
          "first:1, layer 2 of 2: "
              + path
              + " was altered or damaged: its diff ID is "
              + diffId(OTHER)
              + ", but the image's configuration says "
              + diffId(SERVER));
    }

    @ParameterizedTest
    @EnumSource
    void anotherLayerThanItsNameSays(Compression compression) {
      byte[] longer = Arrays.copyOf(BASE, BASE.length + 512);
      for (byte[] layer : List.of(OTHER, longer)) {
        byte[] blob = SavedArchives.compressed(compression, layer);
        SavedArchives archive = SavedArchives.oci(compression, FIRST);
        String path = archive.path("blobs/.*", 0);
        archive.files.put(path, blob);
        assertBad(
            archive.bytes(),
            path + ": was altered or damaged: its digest is " + SavedArchives.digest(blob).value());
      }
    }

    @Test
    void anotherConfiguration() {
      SavedArchives archive = SavedArchives.oci(Compression.NONE, FIRST);
      archive.files.put(archive.path("blobs/.*", 2), SECOND.config());
      assertBad(archive.bytes(), ": was altered or damaged: its digest is sha256:");
    }

    @Test
    void aLayerThatIsMissing() {
      for (SavedArchives archive :
          List.of(
              SavedArchives.oci(Compression.NONE, FIRST),
              SavedArchives.oci(Compression.NONE, FIRST).withDockerManifest())) {
        String path = archive.path("blobs/.*", 1);
        archive.files.remove(path);
        assertBad(
            archive.bytes(),
            "first:1, layer 2 of 2: " + path + " is missing, and its diff ID " + diffId(SERVER));
      }
    }

    @Test
    void aConfigurationThatIsMissing() {
      SavedArchives archive = SavedArchives.docker(FIRST);
      String path = archive.path("[0-9a-f]{64}\\.json", 0);
      archive.files.remove(path);
      assertBad(archive.bytes(), "manifest.json: names " + path + ", which the archive lacks");
    }

    @Test
    void aManifestThatIsMissing() {
      SavedArchives archive = SavedArchives.oci(Compression.NONE, FIRST);
      String path = archive.path("blobs/.*", 3);
      archive.files.remove(path);
      assertBad(archive.bytes(), "index.json: names " + path + ", which the archive lacks");
    }

    @Test
    void moreLayersThanDiffIds() {
      SavedArchives archive = SavedArchives.docker(FIRST);
      String path = archive.path(".*/layer.tar", 0);
      archive.files.put(
          "manifest.json",
          json(
              List.of(
                  Map.of(
                      "Config",
                      archive.path("[0-9a-f]{64}\\.json", 0),
                      "Layers",
                      List.of(path, path, path)))));
      assertBad(archive.bytes(), "its manifest names 3 layers, its configuration 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "null", "{}", "[1]", "[null]", "[{}]", "\"text\"", "[] []"})
    void brokenManifest(String manifest) {
      SavedArchives archive = SavedArchives.docker(FIRST);
      archive.files.put("manifest.json", manifest.getBytes(UTF_8));
      assertBad(archive.bytes(), "");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "{\"manifests\":[{}]}",
          "{\"manifests\":[]}",
          "{\"manifests\":[null]}",
          "[]"
        })
    void brokenIndex(String index) {
      SavedArchives archive = SavedArchives.oci(Compression.NONE, FIRST);
      archive.files.put("index.json", index.getBytes(UTF_8));
      assertBad(archive.bytes(), "");
    }

    @Test
    void jsonThatNestsWithoutEnd() {
      SavedArchives archive = SavedArchives.docker(FIRST);
      archive.files.put("manifest.json", "[".repeat(1_000_000).getBytes(UTF_8));
      assertBad(archive.bytes(), "manifest.json");
    }

    @Test
    void jsonThatIsTooLong() {
      SavedArchives archive = SavedArchives.docker(FIRST);
      archive.files.put("manifest.json", (" ".repeat(34_000_000) + "[]").getBytes(UTF_8));
      assertBad(archive.bytes(), "its 34000002 bytes are too many: 33554432 are read");
    }

    @Test
    void jsonWithAPropertyTwice() {
      SavedArchives archive = SavedArchives.docker(FIRST);
      archive.files.put("manifest.json", "[{\"Config\":\"a\",\"Config\":\"b\"}]".getBytes(UTF_8));
      assertBad(archive.bytes(), "manifest.json");
    }

    @Test
    void aFileTwiceWithDifferentContents() {
      assertBad(
          new TarFile()
              .file("manifest.json", "[]")
              .file("./manifest.json", "[{\"Config\":\"a\"}]")
              .bytes(),
          "the archive: it has manifest.json more than once, with different contents");
    }

    @Test
    void aPathThatLeavesTheArchive() {
      assertBad(
          new TarFile().file("../manifest.json", "[]").bytes(),
          "path ../manifest.json leaves the archive at its beginning");
    }

    @Test
    void bytesThatAreNoArchive() {
      byte[] noise = new byte[100_000];
      new Random(1).nextBytes(noise);
      assertBad(noise, "the archive: it isn't a tar archive");
    }

    @Test
    void aLayerLinkThatLeavesTheArchive() {
      SavedArchives archive = SavedArchives.docker(FIRST);
      archive.files.put(archive.path(".*/layer.tar", 0), "../../layer.tar");
      assertBad(archive.bytes(), "is missing");
    }

    @Test
    void layerLinksInACircle() {
      SavedArchives archive = SavedArchives.docker(FIRST);
      archive.files.put(archive.path(".*/layer.tar", 0), "layer.tar");
      assertBad(archive.bytes(), "is missing");
    }

    @Test
    void indexesThatMultiply() throws IOException {
      SavedArchives archive = SavedArchives.oci(Compression.NONE, FIRST);
      String manifest = archive.path("blobs/.*", 3);
      Map<String, Object> descriptor =
          Map.of("digest", "sha256:" + manifest.substring("blobs/sha256/".length()));
      for (int depth = 0; depth < 20; depth++) {
        List<Object> copies = Collections.nCopies(1000, descriptor);
        descriptor = archive.addBlob(json(Map.of("manifests", copies)));
      }
      archive.files.put("index.json", json(Map.of("manifests", List.of(descriptor))));
      assertThat(reader.read(archive.stream()).images()).hasSize(1);
      archive.files.put(
          "index.json", json(Map.of("manifests", Collections.nCopies(1000, descriptor))));
      assertBad(archive.bytes(), "names more than 1000000 manifests and layers");
    }

    @Test
    void indexesThatNestWithoutEnd() {
      SavedArchives archive = SavedArchives.oci(Compression.NONE);
      Map<String, Object> descriptor = Map.of("digest", "sha256:" + "0".repeat(64));
      for (int depth = 0; depth < 20_000; depth++) {
        descriptor = archive.addBlob(json(Map.of("manifests", List.of(descriptor))));
      }
      archive.files.put("index.json", json(Map.of("manifests", List.of(descriptor))));
      assertBad(archive.bytes(), "which the archive lacks");
    }

    @Test
    void aBrokenLayerIsNamedWithItsImage() {
      SavedArchives archive = SavedArchives.docker(FIRST);
      String path = archive.path(".*/layer.tar", 1);
      archive.files.put(path, new TarFile().file("../a", "1").bytes());
      assertBad(
          archive.bytes(), "first:1, layer 2 of 2: " + path + ": path ../a leaves the archive");
    }

    @Test
    void aBrokenLayerThatNoImageHasIsNobodysProblem() throws IOException {
      SavedArchives archive = SavedArchives.docker(FIRST);
      archive.files.put("extra/layer.tar", new TarFile().file("../a", "1").bytes());
      assertThat(reader.read(archive.stream()).images()).hasSize(1);
    }

    @Test
    void messagesShowControlCharactersEscaped() {
      assertBad(
          new TarFile().file("../\u001b[31m", "").bytes(),
          "path ../\\u001b[31m leaves the archive");
    }

    @Test
    void moreThanTheBudget() {
      byte[] zeros = new byte[1_000_000];
      byte[] archive =
          SavedArchives.oci(
                  Compression.GZIP,
                  SavedImage.of("bomb", new TarFile().file("zeros", zeros).bytes()))
              .bytes();
      assertOverBudget(
          new Budget.Limits(1000, 10_000, 900_000, 100, 1000, 10_000), archive, "layer bytes");
      assertOverBudget(
          new Budget.Limits(1000, 10_000, 2_000_000, 4, 1000, 10_000), archive, "entries");
      assertOverBudget(
          new Budget.Limits(1000, 10_000, 2_000_000, 100, 80, 10_000), archive, "paths");
      assertOverBudget(new Budget.Limits(1000, 300, 2_000_000, 100, 1000, 10_000), archive, "JSON");
      byte[] users = "user:x:1:1::/:/bin/sh\n".repeat(3).getBytes(StandardCharsets.UTF_8);
      assertOverBudget(
          new Budget.Limits(1000, 10_000, 2_000_000, 100, 1000, 200),
          SavedArchives.docker(
                  SavedImage.of("records", new TarFile().file("etc/passwd", users).bytes()))
              .bytes(),
          "records");
    }

    /** Every entry counts once: of the archive, and of its layers. */
    /** What is no layer counts as well, so that a small file can't keep a reader busy for hours. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aBombInEveryCompression(Compression compression) {
      byte[] archive = new TarFile().file("notes.txt", "a".repeat(5_000_000)).bytes();
      byte[] bomb = SavedArchives.compressed(compression, archive);
      assertThat(bomb.length).isLessThan(20_000);
      assertOverBudget(
          new Budget.Limits(10_000_000, 10_000, 2_000_000, 100, 1000, 10_000), bomb, "more bytes");
    }

    @Test
    void asManyEntriesAsTheBudgetHasAndNotOneMore() throws IOException {
      byte[] layer = new TarFile().file("a", "1").file("b", "2").file("c", "3").bytes();
      byte[] archive =
          new TarFile()
              .file("layer.tar", layer)
              .file("config.json", SavedImage.of("three:1", layer).config())
              .file("manifest.json", "[{\"Config\":\"config.json\",\"Layers\":[\"layer.tar\"]}]")
              .bytes();
      int entries = 6;
      assertThat(withEntries(entries).read(new ByteArrayInputStream(archive)).images()).hasSize(1);
      assertThatThrownBy(() -> withEntries(entries - 1).read(new ByteArrayInputStream(archive)))
          .isInstanceOf(BadArchiveException.class)
          .hasMessageContaining("more entries than the " + (entries - 1) + " that are read")
          .satisfies(e -> assertThat(((BadArchiveException) e).isTooMuch()).isTrue());
    }

    @Test
    void theUsualBudgetHasAMillionEntries() {
      assertThat(Budget.USUAL.entries()).isEqualTo(1_000_000);
    }

    private static ArchiveReader withEntries(int entries) {
      Budget.Limits usual = Budget.USUAL;
      return new ArchiveReader(
          LayerCache.NONE,
          new Budget.Limits(
              usual.bytesPerDocument(),
              usual.documentBytes(),
              usual.layerBytes(),
              entries,
              usual.nameLength(),
              usual.factsLength()),
          1);
    }

    @Test
    void aConfigurationWithVeryLongLabels() throws IOException {
      SavedArchive read =
          reader.read(
              new ByteArrayInputStream(
                  ofConfig("{\"Labels\":{\"long\":\"" + "x".repeat(27_000_000) + "\"}}")));
      assertThat(read.images()).hasSize(1);
    }

    @Test
    void aConfigurationThatIsTooLong() {
      assertThatThrownBy(
              () ->
                  reader.read(
                      new ByteArrayInputStream(
                          ofConfig("{\"Labels\":{\"long\":\"" + "x".repeat(34_000_000) + "\"}}"))))
          .isInstanceOf(BadArchiveException.class)
          .hasMessageContaining("manifest.json: config.json: is no layer")
          .satisfies(e -> assertThat(((BadArchiveException) e).isTooMuch()).isTrue())
          .hasMessageContaining("its 340000", "33554432 are read");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 5_000, 100_000})
    void aConfigurationOfTooManyLevels(int levels) {
      assertBad(
          ofConfig("[".repeat(levels) + "]".repeat(levels)), "config.json: is JSON with more");
    }

    @Test
    void aConfigurationOfTooManyParts() {
      assertBad(ofConfig("[" + "{},".repeat(600_000) + "{}]"), "config.json: is JSON with more");
    }

    private static byte[] ofConfig(String ignored) {
      return new TarFile()
          .file("config.json", "{\"rootfs\":{\"diff_ids\":[]},\"x\":" + ignored + "}")
          .file("manifest.json", "[{\"Config\":\"config.json\"}]")
          .bytes();
    }

    private void assertOverBudget(Budget.Limits limits, byte[] archive, String what) {
      ArchiveReader limited = new ArchiveReader(LayerCache.NONE, limits, 1);
      assertThatThrownBy(() -> limited.read(new ByteArrayInputStream(archive)))
          .isInstanceOf(BadArchiveException.class)
          .hasMessageContaining("up to here, the archive has ")
          .hasMessageContaining(what);
    }

    private void assertBad(byte[] archive, String message) {
      assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(archive)))
          .isInstanceOf(BadArchiveException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void aStreamThatFailsIsNotABadArchive() {
    byte[] archive = SavedArchives.docker(FIRST).bytes();
    IOException failure = new IOException("connection reset");
    for (int length = 0; length < archive.length; length += 1000) {
      InputStream start = new ByteArrayInputStream(archive, 0, length);
      InputStream failing =
          new InputStream() {
            @Override
            public int read() throws IOException {
              throw failure;
            }
          };
      assertThatThrownBy(() -> reader.read(new SequenceInputStream(start, failing)))
          .isSameAs(failure);
    }
  }

  @Test
  void interruptingEndsIt() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> reader.read(SavedArchives.docker(FIRST).stream()))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static List<Byte> boxed(byte[] bytes) {
    List<Byte> list = new ArrayList<>();
    for (byte b : bytes) {
      list.add(b);
    }
    return list;
  }

  private static ContentHash contentHash(String content) {
    return ContentHash.ofSha256(Sha256.of(content.getBytes(StandardCharsets.UTF_8)));
  }
}
