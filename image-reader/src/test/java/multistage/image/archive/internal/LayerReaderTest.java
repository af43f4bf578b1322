package multistage.image.archive.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.FileEntry;
import multistage.image.FileEntry.Type;
import multistage.image.LayerContents;
import multistage.image.archive.BadArchiveException;
import multistage.image.archive.Checksums;
import multistage.image.archive.Gzipped;
import multistage.image.archive.TarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerReaderTest {
  @Test
  void everyTypeOfEntry() throws IOException {
    byte[] tar =
        new TarFile()
            .directory("etc/")
            .file("etc/hosts", "12345")
            .file("etc/.wh.old", "")
            .symlink("etc/link", "../../outside")
            .hardLink("etc/hosts2", "/etc/./hosts")
            .special(TarConstants.LF_CHR, "dev/null")
            .special(TarConstants.LF_BLK, "dev/sda")
            .special(TarConstants.LF_FIFO, "run/pipe")
            .bytes();
    LayerContents layer = read(tar);
    assertThat(layer.entries())
        .extracting(FileEntry::path, FileEntry::type, FileEntry::bytes, FileEntry::linkTarget)
        .containsExactly(
            tuple("etc", Type.DIRECTORY, 0L, ""),
            tuple("etc/hosts", Type.REGULAR, 5L, ""),
            tuple("etc/.wh.old", Type.REGULAR, 0L, ""),
            tuple("etc/link", Type.SYMLINK, 0L, "../../outside"),
            tuple("etc/hosts2", Type.HARD_LINK, 0L, "etc/hosts"),
            tuple("dev/null", Type.DEVICE, 0L, ""),
            tuple("dev/sda", Type.DEVICE, 0L, ""),
            tuple("run/pipe", Type.FIFO, 0L, ""));
    assertThat(layer.fileBytes()).isEqualTo(5);
  }

  @Test
  void ownersAndPermissions() throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("usr/bin/su");
    entry.setMode(0104755);
    entry.setUserId(65532);
    entry.setGroupId(5_000_000_000L);
    assertThat(read(new TarFile().entry(entry, new byte[3]).bytes()).entries())
        .containsExactly(
            new FileEntry(
                "usr/bin/su",
                Type.REGULAR,
                3,
                04755,
                65532,
                5_000_000_000L,
                "",
                ContentHash.ofSha256(Sha256.of(new byte[3]))));
  }

  @ParameterizedTest
  @CsvSource({
    "etc/hosts, etc/hosts",
    "/etc/hosts, etc/hosts",
    "./etc/hosts, etc/hosts",
    "etc//./hosts, etc/hosts",
    "etc/..hosts, etc/..hosts",
    "etc/ö, etc/ö",
    "etc/日本, etc/日本"
  })
  void pathsAreFromTheRoot(String written, String path) throws IOException {
    assertThat(paths(read(new TarFile().file(written, "").bytes()))).containsExactly(path);
  }

  @Test
  void theRootItselfIsADirectory() throws IOException {
    assertThat(read(new TarFile().directory("./").file("./a", "").bytes()).entries())
        .extracting(FileEntry::path, FileEntry::type)
        .containsExactly(tuple("", Type.DIRECTORY), tuple("a", Type.REGULAR));
  }

  @ParameterizedTest
  @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_POSIX, TarArchiveOutputStream.LONGFILE_GNU})
  void longNames(int mode) throws IOException {
    String path = "日/" + "long/".repeat(800) + "name";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(mode);
      TarArchiveEntry link = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
      link.setLinkName("/" + path);
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    FileEntry entry = read(bytes.toByteArray()).entries().get(0);
    assertThat(entry.path()).isEqualTo(path);
    assertThat(entry.linkTarget()).isEqualTo("/" + path);
  }

  @Test
  void namesThatAreNotUtf8StayDifferent() throws IOException {
    byte[] tar = new TarFile().file("name-1", "").file("name-2", "").bytes();
    byte[] first = patched(tar, "name-1", "nam\u00e9-1".getBytes(ISO_8859_1));
    byte[] both = patched(first, "name-2", "nam\u00e8-2".getBytes(ISO_8859_1));
    assertThat(paths(read(both))).containsExactly("nam\u00e9-1", "nam\u00e8-2");
  }

  @Test
  void whatIsBehindTheEndBelongsToTheDigest() throws IOException {
    byte[] tar = Arrays.copyOf(TarFile.layer("a", "1"), 600_000);
    tar[599_999] = 1;
    LayerContents layer = read(tar);
    assertThat(layer.diffId()).isEqualTo(TarFile.diffId(tar));
    assertThat(layer.tarBytes()).isEqualTo(600_000);
  }

  @Test
  void nothingButTheEnd() throws IOException {
    LayerContents layer = read(new byte[1024]);
    assertThat(layer.entries()).isEmpty();
    assertThat(layer.diffId().value())
        .isEqualTo("sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef");
  }

  @Test
  void directoriesMayComeTwice() throws IOException {
    assertThat(paths(read(new TarFile().directory("a/").directory("a/").bytes())))
        .containsExactly("a", "a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a", "a/../../b", "/.."})
  void pathsThatLeaveTheImage(String path) {
    assertBad(new TarFile().file(path, "").bytes(), "path " + path + " leaves the archive");
    assertBad(
        new TarFile().hardLink("link", path).bytes(),
        "hard link to " + path + " leaves the archive");
  }

  @Test
  void pathsThatAreLongerThanAny() {
    String name = "n".repeat(256);
    String path = "path/".repeat(1000);
    assertBad(new TarFile().file(name, "").bytes(), "a name of 256 characters, of which Linux");
    assertBad(new TarFile().file(path, "").bytes(), "a path of 5000 characters, of which Linux");
    assertBad(new TarFile().symlink("a", path).bytes(), "a link to a path of 5000 characters");
    assertBad(new TarFile().hardLink("a", path).bytes(), "a path of 5000 characters");
  }

  @Test
  void filesMayComeTwice() throws IOException {
    assertThat(paths(read(new TarFile().file("a", "1").file("/a", "22").bytes())))
        .containsExactly("a", "a");
    assertThat(paths(read(new TarFile().directory("a/").file("a", "").bytes())))
        .containsExactly("a", "a");
  }

  @Test
  void dotsInAPathThatStaysInside() throws IOException {
    assertThat(paths(read(new TarFile().file("a/../b/./c", "1").bytes()))).containsExactly("b/c");
  }

  @Test
  void filesWithoutAName() {
    assertBad(new TarFile().file("./", "").symlink(".", "a").bytes(), "without a name");
    assertBad(new TarFile().file("a/..", "").bytes(), "without a name");
  }

  @Test
  void unknownTypes() {
    assertBad(new TarFile().special((byte) 'V', "label").bytes(), "label has the unknown type 'V'");
  }

  /** Those that GNU tar wrote are among the cases of saved images. */
  @Test
  void sparseFilesOfNothingButHoles() throws IOException {
    assertThat(read(sparse()).fileBytes()).isEqualTo(100_000_000);
  }

  @Test
  void sparseFilesOfMoreBytesThanAreRead() {
    assertThatThrownBy(() -> read(sparse(), withLayerBytes(16_000)))
        .isInstanceOf(BadArchiveException.class)
        .hasMessageContaining("more bytes in sparse files than the 1000 that are read");
  }

  private static byte[] sparse() {
    TarArchiveEntry extended =
        new TarArchiveEntry("extended", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
    byte[] header = "29 GNU.sparse.size=100000000\n".getBytes(UTF_8);
    return new TarFile().entry(extended, header).file("holes", "").bytes();
  }

  @Test
  void headersThatAreLongerThanAny() {
    TarArchiveEntry entry = new TarArchiveEntry("a");
    entry.addPaxHeader("SCHILY.xattr.user.a", "x".repeat(1_000_000));
    assertBad(new TarFile().entry(entry, new byte[0]).bytes(), "a header of more than");
    // The size is what the header claims: nothing of that size may be held.
    assertBad(
        new TarFile()
            .entry(
                new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME),
                new byte[2_000_000])
            .bytes(),
        "a header of more than");
  }

  @Test
  void headersThatNestWithoutEnd() {
    TarFile tar = new TarFile();
    for (int i = 0; i < 100_000; i++) {
      tar.entry(new TarArchiveEntry("x", TarConstants.LF_GNUTYPE_LONGLINK), new byte[0]);
    }
    assertBad(tar.bytes(), "a header of more than");
  }

  @Test
  void damagedHeaders() {
    byte[] tar = new TarFile().file("first", "").file("second", "").bytes();
    byte[] damaged = patched(tar, "second", "Second".getBytes(UTF_8));
    // patched() makes the checksum right again, so it is spoilt here.
    damaged[512 + 150]++;
    assertBad(damaged, "broken header in or after first");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 1", "1, 2", "262144, 2", "300000, 3"})
  void aLargeFileIsCompressedOnceForAllLayers(int more, int blocks) throws IOException {
    byte[] large = Gzipped.text(GzipMeter.BLOCK_BYTES + more, 1);
    byte[] tar = new TarFile().file("large", large).file("end", "").bytes();
    // Elsewhere, by an offset that is no multiple of anything but a tar archive's records.
    byte[] other =
        new TarFile()
            .file("other", Gzipped.text(99_999, 2))
            .file("large", large)
            .file("behind", Gzipped.text(GzipMeter.BLOCK_BYTES - 1, 3))
            .bytes();
    CountingLengths known = new CountingLengths(100);
    LayerContents first = read(tar, known);
    assertThat(known.compressed).hasSize(blocks);
    LayerContents second = read(other, known);
    assertThat(known.compressed).hasSize(blocks);
    assertThat(known.asked).hasSize(2 * blocks);

    assertThat(first).isEqualTo(read(tar));
    assertThat(second).as("whatever was read before").isEqualTo(read(other));
    assertThat(second.tarBytes()).isEqualTo(other.length);
    assertThat(second.diffId()).isEqualTo(DiffId.ofSha256(Sha256.of(other)));
    assertThat(second.entries())
        .filteredOn(entry -> entry.path().equals("large"))
        .extracting(FileEntry::content)
        .containsExactly(ContentHash.ofSha256(Sha256.of(large)));
  }

  @Test
  void theBudgetCountsEachByteOnce() throws IOException {
    byte[] large = Gzipped.text(GzipMeter.BLOCK_BYTES + 1, 1);
    byte[] tar = new TarFile().file("one", large).file("two", large).bytes();
    assertThat(read(tar, withLayerBytes(tar.length)).tarBytes()).isEqualTo(tar.length);
    assertThatThrownBy(() -> read(tar, withLayerBytes(tar.length - 1)))
        .isInstanceOf(BadArchiveException.class)
        .hasMessageContaining("more layer bytes");
  }

  private static Budget withLayerBytes(long bytes) {
    Budget.Limits usual = Budget.USUAL;
    return new Budget(
        new Budget.Limits(
            usual.bytesPerDocument(),
            usual.documentBytes(),
            bytes,
            usual.entries(),
            usual.nameLength(),
            usual.factsLength()));
  }

  @Test
  void largeFilesCostAFractionOfAPercent() throws IOException {
    TarFile files = new TarFile();
    for (int i = 0; i < 8; i++) {
      files.file("large" + i, Gzipped.text(300_000, i)).file("small" + i, Gzipped.text(100, i));
    }
    byte[] tar = files.bytes();
    long gzip = Gzipped.length(tar);
    assertThat(read(tar).gzipBytes().orElseThrow()).isCloseTo(gzip, within((long) (gzip * 0.01)));
  }

  private static List<String> paths(LayerContents layer) {
    return layer.entries().stream().map(FileEntry::path).toList();
  }

  private static LayerContents read(byte[] tar) throws IOException {
    return read(tar, new CountingLengths(0));
  }

  private static LayerContents read(byte[] tar, GzipMeter.KnownLengths known) throws IOException {
    return read(tar, new Budget(Budget.USUAL), known);
  }

  private static LayerContents read(byte[] tar, Budget budget) throws IOException {
    return read(tar, budget, new CountingLengths(0));
  }

  private static LayerContents read(byte[] tar, Budget budget, GzipMeter.KnownLengths known)
      throws IOException {
    try (GzipMeter gzip = new GzipMeter(1, known)) {
      return new LayerReader(budget, Optional.of(gzip))
          .read("layer", new ByteArrayInputStream(tar));
    }
  }

  private static void assertBad(byte[] tar, String message) {
    assertThatThrownBy(() -> read(tar))
        .isInstanceOf(BadArchiveException.class)
        .hasMessageStartingWith("layer: ")
        .hasMessageContaining(message);
  }

  /** The archive with another name of the same length in a header, and that header's checksum. */
  private static byte[] patched(byte[] tar, String name, byte[] other) {
    byte[] patched = tar.clone();
    for (int header = 0; header < tar.length; header += 512) {
      if (new String(tar, header, name.length(), ISO_8859_1).equals(name)) {
        System.arraycopy(other, 0, patched, header, other.length);
        Checksums.repair(patched, header);
        return patched;
      }
    }
    throw new IllegalArgumentException("no entry " + name);
  }
}
