package multistage.report.weigh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.archive.SavedArchives;
import multistage.image.archive.SavedArchives.SavedImage;
import multistage.image.archive.TarFile;
import multistage.report.engine.ImageStore;
import multistage.report.engine.StoredImage;
import multistage.report.engine.StoredImages;
import multistage.report.model.BaseImage;
import multistage.report.model.Result;
import multistage.report.process.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved and read of which images, with an engine that only pretends. */
class WeigherTest {
  private static final byte[] BASE = TarFile.layer("base", "base image");
  private static final byte[] PROGRAM = TarFile.layer("program", "a program");

  @TempDir private Path folder;
  private final PretendedStore store = new PretendedStore();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Progress progress = new Progress(new PrintStream(said, true));
  private Weigher weigher;

  @BeforeEach
  void makeImages() {
    store.put("base", BASE);
    store.put("row", BASE, PROGRAM);
    store.put("other", BASE, TarFile.layer("other", "another program"));
    weigher = new Weigher(store, folder.resolve("cache"), progress);
  }

  @Test
  void aBaseImageWhoseLayersAreKnownIsNotSavedAgain() {
    weigher.weigh("row");
    Result<BaseImage> base = weigher.weighBases(found("base")).get("base");

    assertThat(store.saved).containsExactly("row");
    assertThat(base.result().orElseThrow().fileBytes()).isEqualTo("base image".length());
    assertThat(base.result().orElseThrow().id()).isEqualTo(store.find("base").orElseThrow().id());
  }

  @Test
  void aBaseImageThatNothingIsKnownOfIsSaved() {
    Result<BaseImage> base = weigher.weighBases(found("base")).get("base");

    assertThat(store.saved).containsExactly("base");
    assertThat(store.asked).as("once").containsExactly("base");
    assertThat(base.result().orElseThrow().fileBytes()).isEqualTo("base image".length());
  }

  @Test
  void whatIsNotThereOrCanNotBeSavedIsSaid() {
    assertThat(weigher.weigh("gone").failure()).contains("the engine has no image gone");

    store.breaks = true;
    Result<BaseImage> base = weigher.weighBases(found("base")).get("base");
    assertThat(base.failure()).contains("no space left");
  }

  @Test
  void whatWasReadAheadIsNotReadAgain() {
    try (ReadingAhead ahead = new ReadingAhead(weigher, progress)) {
      read(ahead, "row");
      read(ahead, "other");
      ahead.finish();
    }
    assertThat(store.saved).containsExactly("row", "other");

    assertThat(weigher.weigh(found("row", "other")).values())
        .allSatisfy(weighed -> assertThat(weighed.result()).isPresent());
    assertThat(store.saved).hasSize(2);
  }

  /** Also where nothing can be kept for later runs. */
  @Test
  void itIsKnownForTheRestOfTheRun() throws IOException {
    weigher.weigh("row");
    Files.move(folder.resolve("cache"), folder.resolve("moved"));

    assertThat(weigher.weigh("row").result()).isPresent();
    assertThat(store.saved).hasSize(1);
  }

  @Test
  void whatCanNotBeReadAheadIsLeftToWeighing() {
    store.breaks = true;
    try (ReadingAhead ahead = new ReadingAhead(weigher, progress)) {
      read(ahead, "row");
      ahead.finish();
    }
    store.breaks = false;
    assertThat(weigher.weigh("row").result()).isPresent();
  }

  @Test
  void anEngineThatIsGoneWhileReadingAheadIsSaid() {
    store.gone = true;
    try (ReadingAhead ahead = new ReadingAhead(weigher, progress)) {
      read(ahead, "row");
      ahead.finish();
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("not read ahead: row: the engine left");
  }

  /** What was to be read then is nobody's business any more. */
  @Test
  void closingGivesUpWhatIsNotReadYet() {
    ReadingAhead ahead = new ReadingAhead(weigher, progress);
    ahead.close();
    read(ahead, "row");
    ahead.finish();
    assertThat(store.saved).isEmpty();
  }

  private Map<String, StoredImage> found(String... names) {
    Map<String, StoredImage> found = new LinkedHashMap<>();
    for (String name : names) {
      found.put(name, store.find(name).orElseThrow());
    }
    return found;
  }

  private void read(ReadingAhead ahead, String name) {
    ahead.read(Map.of(name, store.find(name).orElseThrow()));
  }

  /** As containerd has it, whose IDs aren't the digests of configurations. */
  @Test
  void findsAnImageThatWasAskedForWithoutATag() {
    store.put("untagged", SavedImage.of("untagged:latest", BASE));
    store.hasOtherIds = true;
    assertThat(weigher.weigh("untagged").result()).isPresent();
  }

  @Test
  void findsAnImageThatWasAskedForByItsDigest() {
    String reference = "base@sha256:" + "a".repeat(64);
    store.put(reference, SavedImage.of(null, BASE));
    store.hasOtherIds = true;
    assertThat(weigher.weigh(found("row", reference)).get(reference).result())
        .hasValueSatisfying(
            measured ->
                assertThat(measured.config().diffIds()).containsExactly(TarFile.diffId(BASE)));
  }

  private static final class PretendedStore implements ImageStore {
    private final Map<String, SavedImage> images = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> saved = new ArrayList<>();
    private boolean breaks;
    private boolean gone;
    private boolean hasOtherIds;

    void put(String name, byte[]... layers) {
      put(name, SavedImage.of(name, layers));
    }

    void put(String name, SavedImage image) {
      images.put(name, image);
    }

    @Override
    public Optional<StoredImage> find(String reference) {
      asked.add(reference);
      return Optional.ofNullable(images.get(reference))
          .map(
              image ->
                  StoredImages.of(
                      hasOtherIds
                          ? SavedArchives.digest(reference.getBytes(StandardCharsets.UTF_8))
                          : SavedArchives.digest(image.config()),
                      image.layers().stream().map(TarFile::diffId).toList()));
    }

    @Override
    public InputStream save(Collection<String> references) {
      if (gone) {
        throw new IllegalStateException("the engine left");
      }
      if (breaks) {
        throw new UncheckedIOException("no space left", new IOException());
      }
      saved.addAll(references);
      return SavedArchives.docker(references.stream().map(images::get).toArray(SavedImage[]::new))
          .stream();
    }

    @Override
    public void removeUnnamed(String id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void remove(String name) {
      throw new UnsupportedOperationException();
    }
  }
}
