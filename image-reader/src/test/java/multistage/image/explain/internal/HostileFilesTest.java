package multistage.image.explain.internal;

import static multistage.image.explain.internal.MergedLayersTest.file;
import static multistage.image.explain.internal.MergedLayersTest.folder;
import static multistage.image.explain.internal.MergedLayersTest.layer;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.Explanation;
import multistage.image.FileEntry;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.FileTree;
import multistage.image.Image;
import multistage.image.ImageConfig;
import multistage.image.ImageConfig.HistoryEntry;
import multistage.image.LayerContents;
import multistage.image.archive.FuzzSeeds;
import multistage.image.content.ContentExaminer;
import multistage.image.content.ElfFixture;
import multistage.image.explain.Images;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that were made to take long, to take all memory, or to be counted wrong. What takes too
 * long here would take hours: the time-out only ends it.
 */
@Timeout(60)
class HostileFilesTest {
  @Nested
  class Programs {
    private final byte[] elf = FuzzSeeds.elf();
    private final ByteBuffer buffer = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
    private final int table = (int) buffer.getLong(0x28);

    @Test
    void asTheyAre() {
      assertThat(facts(elf).kind()).isEqualTo(Kind.GO_PROGRAM);
      assertThat(facts(elf).debugBytes()).isEqualTo(20);
      assertThat(facts(FuzzSeeds.packed()).unpackedBytes()).hasValue(5000);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 32, 10_000})
    void withNumbersThatPointOutside(long number) {
      for (int field : List.of(0x28, table + 2 * 64 + 0x18, table + 2 * 64 + 0x20)) {
        long before = buffer.getLong(field);
        buffer.putLong(field, number);
        assertThat(facts(elf)).isEqualTo(FileFacts.of(Kind.ELF));
        buffer.putLong(field, before);
      }
      assertThat(facts(elf).debugBytes()).isEqualTo(20);
    }

    @Test
    void withSectionsThatOverlap() {
      // Each is most of the file, from its beginning on.
      byte[] overlapping =
          new ElfFixture().section(".debug_a", 900).section(".debug_b", 900).bytes();
      ByteBuffer header = ByteBuffer.wrap(overlapping).order(ByteOrder.LITTLE_ENDIAN);
      int start = (int) header.getLong(0x28);
      assertThat(facts(overlapping).debugBytes()).isEqualTo(1_800);
      for (int i = 1; i <= 2; i++) {
        header.putLong(start + i * 64 + 0x18, 0).putLong(start + i * 64 + 0x20, 1_500);
      }
      assertThat(facts(overlapping).debugBytes()).isZero();
    }

    @Test
    void withMoreSectionsAndLongerNamesThanAny() {
      // Each section's name is the same 40 MB: reading them all would take hours.
      byte[] huge = Arrays.copyOf(elf, 64 + 65_535 * 64 + 40_000_000);
      ByteBuffer header = ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN);
      int names = 64 + 65_535 * 64;
      header.putLong(0x28, 64).putShort(0x3c, (short) 65_535).putShort(0x3e, (short) 0);
      for (int i = 0; i < 65_535; i++) {
        int start = 64 + i * 64;
        header.putInt(start, 0).putInt(start + 4, 3);
        header.putLong(start + 0x18, names).putLong(start + 0x20, 40_000_000);
      }
      Arrays.fill(huge, names, huge.length, (byte) 'a');
      assertThat(facts(huge)).isEqualTo(FileFacts.of(Kind.ELF));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 6, 16, 51, 63})
    void cutOff(int length) {
      assertThat(facts(Arrays.copyOf(elf, length)).debugBytes()).isZero();
    }

    @Test
    void packedOutOfMoreThanPackingCan() {
      byte[] packed = FuzzSeeds.packed();
      // Both of the lengths that upx notes.
      ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).putInt(80, -1).putInt(84, -1);
      assertThat(facts(packed).unpackedBytes()).isEmpty();
    }
  }

  @Nested
  class JavaRunTimes {
    private static final int LOCATIONS = 28 + 4 + 4;

    private final byte[] jimage = FuzzSeeds.jimage();

    @Test
    void asTheyAre() {
      FileFacts facts = facts(jimage);
      assertThat(facts.kind()).isEqualTo(Kind.JIMAGE);
      assertThat(facts.unpackedBytes()).hasValue(jimage.length + 200);
      assertThat(facts.packages()).extracting(module -> module.name()).containsExactly("java.base");
    }

    @ParameterizedTest
    @ValueSource(
        longs = {Long.MAX_VALUE, Long.MIN_VALUE, -1, Integer.MAX_VALUE, 1L << 40, 1_000_000})
    void withLengthsThatCannotBe(long length) {
      assertThat(facts(jimage(100, length, 0))).isEqualTo(FileFacts.NONE);
      assertThat(facts(jimage(length, 300, 0)).unpackedBytes()).isEmpty();
      assertThat(facts(jimage(100, 300, length)).packages()).isEmpty();
    }

    @Test
    void whoseResourcesShareAnEndlessNameOfAModule() {
      // A million resources, and a name of 20 MB.
      int resources = 1_000_000;
      byte[] huge = Arrays.copyOf(jimage, 28 + 8 * resources + 64 + 20_000_000);
      ByteBuffer header = ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN);
      header.putInt(16, resources).putInt(20, 64).putInt(24, 20_000_000);
      Arrays.fill(huge, 28, huge.length, (byte) 0);
      Arrays.fill(huge, 28 + 8 * resources + 64, huge.length, (byte) 'a');
      assertThat(facts(huge)).isEqualTo(FileFacts.NONE);
    }

    @Test
    void whoseResourcesShareAnEndlessListOfAttributes() {
      int resources = 1_000_000;
      int attributes = 20_000_000;
      byte[] huge = Arrays.copyOf(jimage, 28 + 8 * resources + attributes + 64);
      ByteBuffer header = ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN);
      header.putInt(16, resources).putInt(20, attributes).putInt(24, 64);
      Arrays.fill(huge, 28, huge.length, (byte) 0);
      for (int i = 0; i < attributes; i += 2) {
        huge[28 + 8 * resources + i] = 1 << 3;
      }
      assertThat(facts(huge)).isEqualTo(FileFacts.NONE);
    }

    @Test
    void withMoreModulesThanAny() {
      int resources = 100_000;
      byte[] huge = Arrays.copyOf(jimage, 28 + 8 * resources + 5 * resources + 300_000);
      ByteBuffer header = ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN);
      header.putInt(16, resources).putInt(20, 5 * resources).putInt(24, 300_000);
      Arrays.fill(huge, 28, huge.length, (byte) 0);
      int locations = 28 + 8 * resources;
      for (int i = 0; i < resources; i++) {
        header.putInt(28 + 4 * resources + 4 * i, 5 * i);
        header.put(locations + 5 * i, (byte) (1 << 3 | 2));
        header.put(locations + 5 * i + 1, (byte) (3 * i >> 16));
        header
            .put(locations + 5 * i + 2, (byte) (3 * i >> 8))
            .put(locations + 5 * i + 3, (byte) (3 * i));
      }
      assertThat(facts(huge)).isEqualTo(FileFacts.NONE);
    }

    /** A run-time of one resource with these attributes. */
    private static byte[] jimage(long compressed, long uncompressed, long module) {
      byte[] seed = FuzzSeeds.jimage();
      byte[] strings = Arrays.copyOfRange(seed, LOCATIONS + 10, seed.length - 100);
      ByteBuffer made =
          ByteBuffer.allocate(LOCATIONS + 28 + strings.length + 100).order(ByteOrder.LITTLE_ENDIAN);
      made.put(seed, 0, LOCATIONS).putInt(20, 28).putInt(24, strings.length);
      made.order(ByteOrder.BIG_ENDIAN);
      made.put((byte) (1 << 3 | 7)).putLong(module);
      made.put((byte) (6 << 3 | 7)).putLong(compressed);
      made.put((byte) (7 << 3 | 7)).putLong(uncompressed);
      made.put((byte) 0).put(strings);
      return made.array();
    }
  }

  @Test
  void foldersThatAreDeeperThanAStack() {
    String path = "d/".repeat(100_000) + "file";
    Explanation explanation =
        Explainer.explain(MergedLayers.of(List.of(layer(file(path, 1_000)))), 0);
    FileTree tree = explanation.tree();
    int depth = 0;
    for (; !tree.children().isEmpty(); tree = tree.children().get(0)) {
      assertThat(tree.fileBytes()).isEqualTo(1_000);
      depth++;
    }
    assertThat(depth).isBetween(20, 100);
  }

  @Test
  void manyFilesInFoldersAsDeepAsThereCanBe() {
    // Each folder's path by itself would be 2,000 texts of 2,000 characters a file.
    List<FileEntry> entries = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      entries.add(file("d" + i + "/" + "d/".repeat(2_000) + i, 10));
    }
    Image image = image(layer(entries.toArray(FileEntry[]::new)));
    assertThat(image.fileBytes()).isEqualTo(5_000);
    assertThat(image.layers().get(0).largestFolders()).hasSize(5);
  }

  @Test
  void foldersInFoldersThatAreReplacedAgainAndAgain() {
    LayerContents folders =
        layer(IntStream.range(0, 5_000).mapToObj(i -> file("d/" + i, 1)).toArray(FileEntry[]::new));
    List<LayerContents> layers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      layers.add(folders);
      layers.add(layer(i % 2 == 0 ? file("d", 1) : file(".wh.d", 0), folder("d/" + i)));
    }
    Explanation explanation = Explainer.explain(MergedLayers.of(layers), 0);
    assertThat(explanation.waste().files()).isEqualTo(20 * 5_000 + 10);
  }

  @Test
  void namesThatMakeRulesTryForLong() {
    List<FileEntry> entries = new ArrayList<>();
    for (String part :
        List.of(
            "lib/lib", "libmgmt", "a.b.c", "legal/java.", "/", "lib/", "BOOT-INF/lib/", ".git/")) {
      String path = part.repeat(4_000 / part.length());
      for (int i = 0; i < 200; i++) {
        entries.add(file(path + i, 1));
      }
    }
    assertThat(image(layer(entries.toArray(FileEntry[]::new))).explanation().causes()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/sh", "/sh ", "/sh -a ", " -c", "|1 /sh -x ", " \t", "COPY file:0 in "})
  void historiesThatTakeLongToRead(String part) {
    String createdBy = "|1 a=b " + part.repeat(1_000_000);
    LayerContents layer = layer(file("a", 1));
    ImageConfig config =
        new ImageConfig(
            new Digest(layer.diffId().value()),
            List.of(layer.diffId()),
            List.of(new HistoryEntry(createdBy, false)));
    Optional<String> instruction =
        Images.of(config, Map.of(layer.diffId(), layer), List.of(), 0)
            .layers()
            .get(0)
            .instruction();
    assertThat(instruction).isPresent();
  }

  private static Image image(LayerContents layer) {
    DiffId diffId = layer.diffId();
    ImageConfig config = new ImageConfig(new Digest(diffId.value()), List.of(diffId), List.of());
    return Images.of(config, Map.of(diffId, layer), List.of(), 0);
  }

  private static FileFacts facts(byte[] content) {
    ContentExaminer examiner = new ContentExaminer("file", content.length);
    examiner.add(content, 0, content.length);
    return examiner.facts();
  }
}
