package multistage.image.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.Digest;
import multistage.image.FileEntry;
import multistage.image.FileEntry.Type;
import multistage.image.FileFacts;
import multistage.image.FilePart;
import multistage.image.ImageConfig;
import multistage.image.ImageConfig.Execution;
import multistage.image.ImageConfig.HistoryEntry;
import multistage.image.LayerContents;
import multistage.image.SoftwarePackage;
import multistage.image.User;
import multistage.image.cache.internal.CacheFolder;
import multistage.image.cache.internal.FolderLayerCache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
  private static final DiffId ID = new DiffId("sha256:" + "a".repeat(64));
  private static final LayerContents LAYER =
      new LayerContents(
          ID,
          10_240,
          Optional.of(321L),
          List.of(
              new FileEntry("usr", Type.DIRECTORY, 0, 0755, 0, 0, "", ContentHash.NONE),
              new FileEntry(
                  "usr/日本",
                  Type.REGULAR,
                  1L << 40,
                  04755,
                  65_532,
                  1L << 33,
                  "",
                  new ContentHash(1, -1)),
              new FileEntry(
                  "long/".repeat(20_000), Type.SYMLINK, 0, 0777, 0, 0, "../usr", ContentHash.NONE)),
          Map.of(
              "usr/日本",
              new FileFacts(
                      FileFacts.Kind.ELF,
                      7,
                      OptionalLong.of(1L << 41),
                      List.of(
                          new SoftwarePackage(SoftwarePackage.Type.DEB, "zlib1g", "1:1.3"),
                          new SoftwarePackage(
                              SoftwarePackage.Type.DEB, "libc6", "2.41-12", Optional.of("glibc"))),
                      List.of("usr/lib/libc.so.6"),
                      List.of(new User("nonroot", 65_532, "/sbin/nologin")))
                  .withParts(
                      List.of(
                          new FilePart("standard library", "net/http", 1L << 39),
                          new FilePart("", "constants (.rodata)", 1L << 39))),
              "usr/empty",
              FileFacts.of(FileFacts.Kind.JAR)));

  @TempDir private Path home;
  private final List<String> warnings = new ArrayList<>();
  private Path folder;
  private FolderLayerCache cache;

  @BeforeEach
  void newCache() {
    folder = home.resolve("some/cache");
    cache = new FolderLayerCache(folder, warnings::add);
  }

  @Test
  void findsWhatWasStored() throws IOException {
    assertThat(cache.find(ID)).isEmpty();
    assertThat(folder).doesNotExist();
    cache.store(LAYER);
    assertThat(cache.find(ID)).contains(LAYER);
    assertThat(new FolderLayerCache(folder, warnings::add).find(ID)).contains(LAYER);
    assertThat(files()).hasSize(1);
    assertThat(warnings).isEmpty();
  }

  @Test
  void findsConfigurationsByTheIdThatTheEngineGave() {
    ConfigCache configs = new ConfigCache(folder, warnings::add);
    Digest manifest = new Digest("sha256:" + "d".repeat(64));
    ImageConfig config =
        new ImageConfig(
            new Digest("sha256:" + "c".repeat(64)),
            List.of(ID, ID),
            List.of(
                new HistoryEntry("RUN " + "x".repeat(100_000), false),
                new HistoryEntry("CMD [\"sh\"]", true)),
            new Execution(
                "web:web",
                List.of("/hello"),
                List.of("-v", ""),
                List.of("PATH=/bin"),
                "/srv",
                List.of("8080/tcp")));
    configs.store(manifest, config);
    assertThat(configs.find(manifest)).contains(config);
    assertThat(configs.find(config.id())).isEmpty();
  }

  @Test
  void takesNothingFromADamagedFile() throws IOException {
    cache.store(LAYER);
    byte[] whole = Files.readAllBytes(files().get(0));
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x40;
      Files.write(files().get(0), damaged);
      // A few bytes of gzip's header, such as its time stamp, mean nothing.
      assertThat(cache.find(ID).filter(layer -> !layer.equals(LAYER))).isEmpty();
      Files.write(files().get(0), Arrays.copyOf(whole, i));
      assertThat(cache.find(ID)).isEmpty();
    }
    cache.store(LAYER);
    assertThat(cache.find(ID)).contains(LAYER);
    assertThat(warnings).isEmpty();
  }

  @Test
  void takesNothingFromAnotherLayersFile() throws IOException {
    cache.store(LAYER);
    DiffId other = new DiffId("sha256:" + "b".repeat(64));
    Files.copy(files().get(0), folder.resolve(other.value().replace(':', '-') + ".gz"));
    assertThat(cache.find(other)).isEmpty();
  }

  @Test
  void takesNothingOfAnotherFormat() {
    CacheFolder older = new CacheFolder(folder, "layer 0", warnings::add);
    older.write(ID.value(), out -> out.writeLong(1));
    assertThat(cache.find(ID)).isEmpty();
    cache.store(LAYER);
    assertThat(cache.find(ID)).contains(LAYER);
  }

  @Test
  void saysOnceThatTheFolderCantBeUsed() throws IOException {
    Files.createDirectories(folder.getParent());
    Files.createFile(folder);
    cache.store(LAYER);
    cache.store(LAYER);
    assertThat(cache.find(ID)).isEmpty();
    assertThat(warnings).singleElement().asString().contains("can't be written", folder.toString());
  }

  @Test
  void leavesNothingBehindWhenWritingFails() throws IOException {
    CacheFolder failing = new CacheFolder(folder, "layer 1", warnings::add);
    failing.write(
        ID.value(),
        out -> {
          throw new IOException("No space left on device");
        });
    assertThat(files()).isEmpty();
    assertThat(warnings).singleElement().asString().contains("No space left on device");
  }

  @Test
  void manyMayWriteAndReadAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      FolderLayerCache one = new FolderLayerCache(folder, warnings::add);
      tasks.add(
          threads.submit(
              () -> {
                for (int n = 0; n < 50; n++) {
                  one.store(LAYER);
                  assertThat(one.find(ID)).contains(LAYER);
                }
              }));
    }
    for (Future<?> task : tasks) {
      task.get();
    }
    threads.shutdown();
    assertThat(files()).hasSize(1);
    assertThat(warnings).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
