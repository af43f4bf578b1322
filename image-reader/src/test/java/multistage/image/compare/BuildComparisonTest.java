package multistage.image.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import multistage.image.DiffId;
import multistage.image.archive.BadArchiveException;
import multistage.image.archive.LayerListing;
import multistage.image.archive.LayerListings;
import multistage.image.archive.SavedArchives;
import multistage.image.archive.SavedArchives.SavedImage;
import multistage.image.archive.TarFile;
import multistage.image.compare.Reproducibility.Difference;
import multistage.image.compare.Reproducibility.Reason;
import multistage.image.compare.Reproducibility.ReasonCount;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two builds, as an engine saves them, that differ for one reason at a time. */
class BuildComparisonTest {
  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
  private static final byte[] BASE = TarFile.layer("base", "of both");

  @Test
  void timeStamps() throws IOException {
    assertThat(
            one(
                new TarFile().unchanged(entry("a/", e -> e.setModTime(1_000)), bytes("")).bytes(),
                new TarFile().unchanged(entry("a/", e -> e.setModTime(61_000)), bytes("")).bytes()))
        .isEqualTo(
            new Difference(
                2, "a", 0, Reason.TIME_STAMPS, "1970-01-01T00:00:01Z and 1970-01-01T00:01:01Z"));
  }

  @Test
  void fractionsOfASecondCount() throws IOException {
    assertThat(
            one(
                new TarFile().unchanged(entry("a", time("00:00:01.25Z")), bytes("")).bytes(),
                new TarFile().unchanged(entry("a", time("00:00:01.5Z")), bytes("")).bytes()))
        .extracting(Difference::reason, Difference::detail)
        .containsExactly(
            Reason.TIME_STAMPS, "1970-01-01T00:00:01.250Z and 1970-01-01T00:00:01.500Z");
  }

  private static Consumer<TarArchiveEntry> time(String time) {
    return entry -> entry.setLastModifiedTime(FileTime.from(Instant.parse("1970-01-01T" + time)));
  }

  @Test
  void permissionsAndOwners() throws IOException {
    assertThat(
            one(
                new TarFile().entry(entry("a", e -> e.setMode(0644)), bytes("x")).bytes(),
                new TarFile().entry(entry("a", e -> e.setMode(04755)), bytes("x")).bytes()))
        .extracting(Difference::reason, Difference::detail)
        .containsExactly(Reason.ATTRIBUTES, "regular 0644 0:0 and regular 4755 0:0");
    assertThat(
            one(
                new TarFile().entry(entry("a", e -> e.setIds(0, 0)), bytes("x")).bytes(),
                new TarFile().entry(entry("a", e -> e.setIds(0, 8)), bytes("x")).bytes()))
        .extracting(Difference::reason, Difference::detail)
        .containsExactly(Reason.ATTRIBUTES, "regular 0644 0:0 and regular 0644 0:8");
  }

  @Test
  void linksAndKinds() throws IOException {
    assertThat(
            one(new TarFile().symlink("a", "b").bytes(), new TarFile().symlink("a", "c").bytes()))
        .extracting(Difference::reason, Difference::detail)
        .containsExactly(Reason.ATTRIBUTES, "symlink 0644 0:0 to b and symlink 0644 0:0 to c");
    assertThat(one(new TarFile().directory("a").bytes(), new TarFile().file("a", "").bytes()))
        .extracting(Difference::reason, Difference::detail)
        .containsExactly(Reason.ATTRIBUTES, "directory 0644 0:0 and regular 0644 0:0");
  }

  @Test
  void orderInTheLayer() throws IOException {
    assertThat(
            one(
                new TarFile().file("a", "1").file("b", "2").file("c", "3").bytes(),
                new TarFile().file("a", "1").file("c", "3").file("b", "2").bytes()))
        .isEqualTo(new Difference(2, "b", 0, Reason.ORDER, "in its place stands /c"));
  }

  @Test
  void inOneBuildOnly() throws IOException {
    Reproducibility found =
        compare(
            new TarFile().file("a", "1").file("first", "22").bytes(),
            new TarFile().file("a", "1").file("second", "333").file("z", "").bytes());
    assertThat(found.largest())
        .containsExactly(
            new Difference(2, "second", 3, Reason.ONE_BUILD_ONLY, "in the second build"),
            new Difference(2, "first", 2, Reason.ONE_BUILD_ONLY, "in the first build"),
            new Difference(2, "z", 0, Reason.ONE_BUILD_ONLY, "in the second build"));
    assertThat(found.reasons()).containsExactly(new ReasonCount(Reason.ONE_BUILD_ONLY, 3, 5));
  }

  /** Another magic number, an owner's name, an attribute: rarely seen, but other bytes. */
  @Test
  void otherHeaders() throws IOException {
    assertThat(
            one(
                new TarFile().entry(entry("a", e -> e.setUserName("x")), bytes("1")).bytes(),
                new TarFile().entry(entry("a", e -> e.setUserName("y")), bytes("1")).bytes()))
        .extracting(Difference::path, Difference::reason)
        .containsExactly("a", Reason.HEADERS);
    assertThat(
            one(
                new TarFile().entry(attribute("1"), bytes("1")).bytes(),
                new TarFile().entry(attribute("2"), bytes("1")).bytes()))
        .extracting(Difference::path, Difference::reason)
        .containsExactly("a", Reason.HEADERS);
    byte[] layer = TarFile.layer("a", "1");
    assertThat(one(layer, Arrays.copyOf(layer, layer.length + 512)))
        .isEqualTo(
            new Difference(2, "", 0, Reason.HEADERS, "all entries of the layer are the same"));
  }

  private static TarArchiveEntry attribute(String value) {
    return entry("a", e -> e.addPaxHeader("SCHILY.xattr.user.x", value));
  }

  @Test
  void devices() throws IOException {
    UnaryOperator<TarArchiveEntry> device =
        entry -> {
          entry.setDevMajor(1);
          return entry;
        };
    assertThat(
            one(
                new TarFile().special(TarConstants.LF_CHR, "null").bytes(),
                new TarFile()
                    .entry(
                        device.apply(new TarArchiveEntry("null", TarConstants.LF_CHR, true)),
                        new byte[0])
                    .bytes()))
        .extracting(Difference::reason)
        .isEqualTo(Reason.HEADERS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      textBlock =
          """
          EMBEDDED_TIMES | built on 2026-05-01T10:15:30Z by make     | built on 2026-05-02T00:00:00.5+02:00 by make
          EMBEDDED_TIMES | #Fri May 01 10:15:30 UTC 2026             | #Sat May 02 11:15:30 UTC 2026
          EMBEDDED_TIMES | v1 8341 1777630530123456789               | v1 8341 1777630599123456789
          EMBEDDED_TIMES | {"at":1777630530}                         | {"at":1777630599}
          EMBEDDED_IDS   | id=0a1b2c3d-0000-4000-8000-0123456789ab   | id=ffffffff-0000-4000-8000-0123456789ab
          EMBEDDED_IDS   | sum 0123456789abcdef 2026-05-01           | sum fedcba9876543210 2026-05-02
          EMBEDDED_IDS   | "abcdefghij0123456789/ABCDEFGHIJ0123456789" | "abcdefghij012345678x/ABCDEFGHIJ0123456780"
          EMBEDDED_PATHS | # /tmp/go-build3172/b001/main.go          | # /tmp/go-build99/b001/main.go
          EMBEDDED_PATHS | /tmp/x1/a 0123456789abcdef                | /tmp/x2/a fedcba9876543210
          CONTENT        | a size of 12345 bytes                     | a size of 12346 bytes
          CONTENT        | at 2026-05-01 one                         | at 2026-05-02 two
          CONTENT        | deadbeef1234 and                          | deadbeef1235 or
          """)
  void contents(Reason reason, String first, String second) throws IOException {
    assertThat(one(TarFile.layer("etc/a", first), TarFile.layer("etc/a", second)))
        .satisfies(
            difference -> {
              assertThat(difference.reason()).isEqualTo(reason);
              assertThat(difference.path()).isEqualTo("etc/a");
              assertThat(difference.fileBytes())
                  .isEqualTo(Math.max(first.length(), second.length()));
              assertThat(difference.detail()).contains("“", "” and “");
            });
  }

  @Test
  void linesInAnotherOrder() throws IOException {
    assertThat(
            one(TarFile.layer("a", "one\ntwo\nthree\n"), TarFile.layer("a", "three\none\ntwo\n")))
        .extracting(Difference::reason)
        .isEqualTo(Reason.EMBEDDED_ORDER);
  }

  @Test
  void bytesThatNobodyCanRead() throws IOException {
    assertThat(one(TarFile.layer("a", "\0\1\2\3"), TarFile.layer("a", "\0\1\5\6")))
        .isEqualTo(
            new Difference(2, "a", 4, Reason.CONTENT, "2 of 4 bytes differ; the first at byte 2"));
    assertThat(one(TarFile.layer("a", "\0\1"), TarFile.layer("a", "\0\1\5\6")))
        .isEqualTo(new Difference(2, "a", 4, Reason.CONTENT, "2 and 4 bytes; the first at byte 2"));
  }

  @Test
  void jars() throws IOException {
    Map<String, byte[]> entries = Map.of("A", bytes("a"), "B", bytes("b"));
    assertThat(jars(zip(0, entries, "A", "B"), zip(0, entries, "B", "A")))
        .containsExactly(Reason.EMBEDDED_ORDER, "the same entries, in another order");
    assertThat(jars(zip(0, entries, "A", "B"), zip(60_000, entries, "A", "B")))
        .containsExactly(Reason.EMBEDDED_TIMES, "the entries' time stamps: A, B");
    assertThat(jars(zip(0, entries, "A", "B"), zip(0, entries, "A")))
        .containsExactly(Reason.CONTENT, "entries of one build only: B");
    assertThat(
            jars(
                zip(0, Map.of("A", bytes("#2026-05-01 10:15\nv=1")), "A"),
                zip(60_000, Map.of("A", bytes("#2026-05-01 10:16\nv=1")), "A")))
        .containsExactly(Reason.EMBEDDED_TIMES, "A: “#2026-05-01 10:15” and “#2026-05-01 10:16”");
    byte[] inner = zip(0, entries, "A", "B");
    byte[] other = zip(0, entries, "B", "A");
    assertThat(
            jars(
                zip(0, Map.of("lib/x.jar", inner), "lib/x.jar"),
                zip(0, Map.of("lib/x.jar", other), "lib/x.jar")))
        .containsExactly(Reason.EMBEDDED_ORDER, "lib/x.jar: the same entries, in another order");
  }

  /** The weightiest of what differs in a jar is told. */
  @Test
  void jarsForSeveralReasons() throws IOException {
    assertThat(
            jars(
                zip(0, Map.of("A", bytes("2026-05-01"), "B", bytes("one")), "A", "B"),
                zip(0, Map.of("A", bytes("2026-05-02"), "B", bytes("two")), "A", "B")))
        .containsExactly(Reason.CONTENT, "B: 3 of 3 bytes differ; the first at byte 0");
  }

  @Test
  void whatOnlyBeginsLikeAJar() throws IOException {
    byte[] zip = zip(0, Map.of("A", bytes("a".repeat(100))), "A");
    byte[] broken = zip.clone();
    broken[40] ^= 0x55;
    assertThat(jars(zip, broken)).first().isEqualTo(Reason.CONTENT);
  }

  private static List<Object> jars(byte[] first, byte[] second) throws IOException {
    Difference difference =
        one(
            new TarFile().file("a.jar", first).bytes(),
            new TarFile().file("a.jar", second).bytes());
    return List.of(difference.reason(), difference.detail());
  }

  private static byte[] zip(long millis, Map<String, byte[]> contents, String... order)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (String name : order) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(1_777_630_530_000L + millis);
        out.putNextEntry(entry);
        out.write(contents.get(name));
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void anotherNumberOfLayers() throws IOException {
    SavedArchives archive =
        SavedArchives.docker(
            SavedImage.of("multistage/a:once", BASE), SavedImage.of("multistage/a:again"));
    assertThat(compare(archive, List.of(id(BASE)), List.of()).largest())
        .containsExactly(new Difference(1, "", 0, Reason.LAYERS, "1 and 0 layers"));
  }

  @Test
  void theSameBuilds() throws IOException {
    Reproducibility found = Reproducibility.same(NOW, 2);
    assertThat(found.isSame()).isTrue();
    assertThat(BuildComparison.layersToRead(List.of(id(BASE)), List.of(id(BASE)))).isEmpty();
    assertThat(compare(BASE, BASE)).isEqualTo(found);
  }

  @Test
  void countsAllAndShowsTheLargest() throws IOException {
    byte[] first = many("x");
    byte[] second = many("y");
    Reproducibility found = compare(first, second);
    assertThat(found.layers()).isEqualTo(2);
    assertThat(found.differingLayers()).containsExactly(2);
    assertThat(found.reasons())
        .containsExactly(new ReasonCount(Reason.CONTENT, 100, IntStream.range(0, 100).sum() + 100));
    assertThat(found.largest())
        .hasSize(Reproducibility.MOST_SHOWN)
        .first()
        .extracting(Difference::path, Difference::fileBytes)
        .containsExactly("f99", 100L);
  }

  @Test
  void showsNoReasonWithoutAnExample() throws IOException {
    Reproducibility found = compare(many("x", "2026-05-01"), many("y", "2026-05-02"));
    assertThat(found.reasons())
        .extracting(ReasonCount::reason)
        .containsExactly(Reason.CONTENT, Reason.EMBEDDED_TIMES);
    assertThat(found.largest())
        .hasSize(Reproducibility.MOST_SHOWN)
        .isSortedAccordingTo(Comparator.comparingLong(Difference::fileBytes).reversed())
        .last()
        .extracting(Difference::path)
        .isEqualTo("when");
  }

  private static byte[] many(String content, String when) {
    TarFile tar = new TarFile().file("when", when);
    IntStream.range(20, 60).forEach(i -> tar.file("f" + i, content.repeat(i)));
    return tar.bytes();
  }

  private static byte[] many(String content) {
    TarFile tar = new TarFile();
    IntStream.range(0, 100).forEach(i -> tar.file("f" + i, content.repeat(i + 1)));
    return tar.bytes();
  }

  @Test
  void whatIsTooLargeToBeHeldIsNotLookedInto() throws IOException {
    SavedArchives archive = archive(TarFile.layer("a", "2026-05-01"), TarFile.layer("a", "x"));
    List<DiffId> first = List.of(id(BASE), id(TarFile.layer("a", "2026-05-01")));
    List<DiffId> second = List.of(id(BASE), id(TarFile.layer("a", "x")));
    BuildComparison comparison =
        new BuildComparison(first, second, listings(archive, first, second));
    assertThat(comparison.contentsToRead()).hasSize(2);
    assertThat(comparison.result(NOW, Map.of()).largest())
        .containsExactly(
            new Difference(
                2, "a", 10, Reason.CONTENT, "10 and 1 bytes, too large to be looked into"));
  }

  /** As newer engines save them, and compressed. */
  @Test
  void readsTheOciLayout() throws IOException {
    byte[] first = TarFile.layer("a", "2026-05-01");
    byte[] second = TarFile.layer("a", "2026-05-02");
    for (SavedArchives archive :
        SavedArchives.ociInEachCompression(
            SavedImage.of("x", BASE, first), SavedImage.of("y", BASE, second))) {
      assertThat(
              compare(archive, List.of(id(BASE), id(first)), List.of(id(BASE), id(second)))
                  .reasons())
          .containsExactly(new ReasonCount(Reason.EMBEDDED_TIMES, 1, 10));
    }
  }

  @Test
  void refusesAnArchiveThatLacksALayer() {
    SavedArchives archive = SavedArchives.docker(SavedImage.of("x", BASE));
    assertThatThrownBy(
            () -> LayerListings.read(archive.stream(), Set.of(id(TarFile.layer("b", "")))))
        .isInstanceOf(BadArchiveException.class)
        .hasMessageContaining("it lacks the layer sha256:");
  }

  private static Difference one(byte[] first, byte[] second) throws IOException {
    Reproducibility found = compare(first, second);
    assertThat(found.isSame()).isFalse();
    assertThat(found.differingLayers()).containsExactly(2);
    assertThat(found.largest()).hasSize(1);
    Difference difference = found.largest().get(0);
    assertThat(found.reasons())
        .containsExactly(new ReasonCount(difference.reason(), 1, difference.fileBytes()));
    return difference;
  }

  private static Reproducibility compare(byte[] first, byte[] second) throws IOException {
    return compare(
        archive(first, second), List.of(id(BASE), id(first)), List.of(id(BASE), id(second)));
  }

  private static SavedArchives archive(byte[] first, byte[] second) {
    return SavedArchives.docker(
        SavedImage.of("multistage/a:once", BASE, first),
        SavedImage.of("multistage/a:again", BASE, second));
  }

  /** The two steps, as a run takes them. */
  private static Reproducibility compare(
      SavedArchives archive, List<DiffId> first, List<DiffId> second) throws IOException {
    BuildComparison comparison =
        new BuildComparison(first, second, listings(archive, first, second));
    return comparison.result(
        NOW, LayerListings.contents(archive.stream(), comparison.contentsToRead()));
  }

  private static Map<DiffId, LayerListing> listings(
      SavedArchives archive, List<DiffId> first, List<DiffId> second) throws IOException {
    Set<DiffId> wanted = BuildComparison.layersToRead(first, second);
    Map<DiffId, LayerListing> listings = LayerListings.read(archive.stream(), wanted);
    assertThat(listings.keySet()).isEqualTo(wanted);
    assertThat(listings.values().stream().map(LayerListing::diffId).collect(Collectors.toSet()))
        .isEqualTo(wanted);
    return listings;
  }

  private static DiffId id(byte[] layer) {
    return TarFile.diffId(layer);
  }

  private static TarArchiveEntry entry(String path, Consumer<TarArchiveEntry> change) {
    TarArchiveEntry entry = new TarArchiveEntry(path, true);
    entry.setMode(path.endsWith("/") ? 0755 : 0644);
    Stream.of(entry).forEach(change);
    return entry;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
