package multistage.image.explain.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import multistage.image.Cause;
import multistage.image.CauseShare;
import multistage.image.Duplicates.Duplicate;
import multistage.image.Explanation;
import multistage.image.FileInside;
import multistage.image.FilePart;
import multistage.image.FileTree;
import multistage.image.Image;
import multistage.image.LayerShare;
import multistage.image.SizedPath;
import multistage.image.WastedFile;
import multistage.image.WastedFile.How;
import multistage.image.archive.ArchiveReader;
import multistage.image.archive.LayerCache;
import multistage.image.archive.SavedArchive;
import multistage.image.archive.SavedArchives;
import multistage.image.archive.SavedArchives.SavedImage;
import multistage.image.archive.TarFile;
import multistage.image.content.ElfFixture;
import multistage.image.explain.Images;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  @Test
  void aFileThatIsDeletedIsWastedOnceWithTheTwoLayersAtFault() throws IOException {
    Explanation explanation =
        explain(
            new TarFile().file("opt/big", new byte[1000]).file("opt/small", "s"),
            new TarFile().file("srv/other", "o"),
            new TarFile().file("opt/.wh.big", ""),
            new TarFile().file("opt/.wh.big", ""));

    assertThat(explanation.waste().largest())
        .containsExactly(new WastedFile("opt/big", 1000, 1, 3, How.DELETED, false));
    assertThat(explanation.fileBytes(Cause.HIDDEN)).isEqualTo(1000);
    assertThat(explanation.tree().fileBytes()).isEqualTo(1002);
  }

  @Test
  void theLargestFilesAreLookedInto() throws IOException {
    int bytes = FileInside.MIN_FILE_BYTES;
    byte[] program = new ElfFixture().section(".text", 2 * bytes).bytes();
    Explanation explanation =
        explain(
            new TarFile()
                .file("hidden", new byte[4 * bytes])
                .file("program", program)
                .file("data", new byte[bytes])
                .file("small", new byte[bytes - 1]),
            new TarFile().file(".wh.hidden", ""));

    assertThat(explanation.inside())
        .extracting(FileInside::path, FileInside::fileBytes)
        .containsExactly(tuple("program", (long) program.length), tuple("data", (long) bytes));
    assertThat(explanation.inside().get(0).parts())
        .extracting(FilePart::name)
        .startsWith("machine code (.text)");
    assertThat(explanation.inside().get(1).parts()).as("nothing tells").isEmpty();
    assertThat(
            explain(new TarFile().file("a", new byte[bytes]).file("b", new byte[30 * bytes]))
                .inside())
        .as("too small a part of the image")
        .extracting(FileInside::path)
        .containsExactly("b");
  }

  /** As {@code pip install --target} puts them beside the program. */
  @Test
  void aLanguagesPackagesAreLibrariesWhereverTheyAre() throws IOException {
    Explanation explanation =
        explain(
            new TarFile()
                .file("app/main.py", "1")
                .file("app/yaml/reader.py", "12")
                .file("deps/data.bin", "1234")
                .file("deps/unknown.bin", "12345678")
                .file("app/yaml-6.0.dist-info/METADATA", "Name: yaml\nVersion: 6.0\n")
                .file("app/yaml-6.0.dist-info/RECORD", "yaml/reader.py,,\n../deps/data.bin,,\n"));

    assertThat(explanation.fileBytes(Cause.PROGRAM_LIBRARIES)).isEqualTo(6);
    assertThat(explanation.fileBytes(Cause.OTHER)).isEqualTo(8);
  }

  @Test
  void whatTheDistributionPutWhereNoRuleLooksIsItsData() throws IOException {
    Explanation explanation =
        explain(
            new TarFile()
                .file("var/lib/dpkg/status", "Package: games\nVersion: 1\n")
                .file("var/lib/dpkg/info/games.list", "/var/games/scores\n")
                .file("var/games/scores", "12")
                .file("var/games/mine", "1234"));

    assertThat(explanation.fileBytes(Cause.SYSTEM_DATA)).isEqualTo(2);
    assertThat(explanation.fileBytes(Cause.OTHER)).isEqualTo(4);
  }

  @Test
  void aFolderThatIsDeletedTakesAllThatIsInIt() throws IOException {
    assertThat(
            wasted(
                new TarFile().directory("d").file("d/a", "12").file("d/e/b", "345").file("dd", "6"),
                new TarFile().file(".wh.d", "")))
        .containsExactlyInAnyOrder(tuple("d/a", 2L, How.DELETED), tuple("d/e/b", 3L, How.DELETED));
  }

  @Test
  void anOpaqueWhiteoutHidesOnlyWhatIsBelow() throws IOException {
    assertThat(
            wasted(
                new TarFile().directory("d").file("d/old", "12"),
                new TarFile().directory("d").file("d/new", "3").file("d/.wh..wh..opq", "")))
        .containsExactly(tuple("d/old", 2L, How.DELETED));
  }

  @Test
  void aFileInAFoldersPlaceAndTheOtherWayRound() throws IOException {
    assertThat(
            wasted(
                new TarFile().directory("d").file("d/a", "12").file("f", "345"),
                new TarFile().file("d", "6").directory("f").file("f/x", "7")))
        .containsExactlyInAnyOrder(tuple("d/a", 2L, How.REPLACED), tuple("f", 3L, How.REPLACED));
  }

  @Test
  void aFolderThatHasNoEntryOfItsOwnAlsoTakesAFilesPlace() throws IOException {
    assertThat(wasted(new TarFile().file("f", "345"), new TarFile().file("f/deep/x", "7")))
        .containsExactly(tuple("f", 3L, How.REPLACED));
  }

  @Test
  void aLinkInAFilesPlace() throws IOException {
    assertThat(wasted(new TarFile().file("f", "345"), new TarFile().symlink("f", "g")))
        .containsExactly(tuple("f", 3L, How.REPLACED));
  }

  @Test
  void theSameContentAgainIsARewrite() throws IOException {
    assertThat(
            wasted(
                new TarFile().file("a", "same").file("b", "12"),
                new TarFile().file("a", "same").file("b", "21")))
        .containsExactlyInAnyOrder(tuple("a", 4L, How.REWRITTEN), tuple("b", 2L, How.REPLACED));
  }

  @Test
  void aContentWithSeveralNamesIsWastedWhenItHasLostTheLast() throws IOException {
    TarFile names = new TarFile().file("a", "12345").hardLink("b", "a").hardLink("c", "b");
    assertThat(wasted(names, new TarFile().file(".wh.a", "").file("b", "x"))).isEmpty();
    assertThat(
            wasted(
                new TarFile().file("a", "12345").hardLink("b", "a"),
                new TarFile().file(".wh.a", ""),
                new TarFile().file(".wh.b", "")))
        .containsExactly(tuple("a", 5L, How.DELETED));
  }

  @Test
  void whatALayerDeletesAndBringsAgainItselfIsWastedBelowOnly() throws IOException {
    assertThat(
            wasted(
                new TarFile().file("a", "12345"), new TarFile().file(".wh.a", "").file("a", "123")))
        .containsExactly(tuple("a", 5L, How.DELETED));
  }

  @Test
  void aSecretThatALaterLayerDeletesIsFound() throws IOException {
    Explanation explanation =
        explain(
            new TarFile().file("root/.ssh/id_ed25519", "key").file("root/large", new byte[5000]),
            new TarFile().file("root/.wh..ssh", "").file("root/.wh.large", ""));

    assertThat(explanation.waste().largest())
        .extracting(WastedFile::path, WastedFile::secret)
        .containsExactly(tuple("root/.ssh/id_ed25519", true), tuple("root/large", false));
  }

  @Test
  void evenManyLargerFilesDontHideASecret() throws IOException {
    TarFile first = new TarFile().file("app/.env", "PASSWORD=x");
    for (int i = 0; i < 100; i++) {
      first.file("app/data" + i, new byte[2000]);
    }
    Explanation explanation = explain(first, new TarFile().file(".wh.app", ""));

    assertThat(explanation.waste().files()).isEqualTo(101);
    assertThat(explanation.waste().largest()).hasSize(20);
    assertThat(explanation.waste().largest().get(0).path()).isEqualTo("app/.env");
  }

  @Test
  void duplicatesAreContentsInSeveralPlacesThatAreNoHardLinks() throws IOException {
    Explanation explanation =
        explain(
            new TarFile().file("a", "12345").hardLink("a2", "a").file("gone", "12345"),
            new TarFile().file("b", "12345").file("c", "54321").file(".wh.gone", ""));

    assertThat(explanation.duplicates().fileBytes()).isEqualTo(5);
    assertThat(explanation.duplicates().largest())
        .containsExactly(new Duplicate(5, 2, List.of("a", "b")));
  }

  @Test
  void causesComeFromTheRules() throws IOException {
    assertThat(
            explain(
                    new TarFile()
                        .file("usr/local/go/src/fmt/print.go", "1")
                        .file("root/.cache/go-build/ab/x", "22")
                        .file("usr/bin/dpkg", "333")
                        .file("usr/bin/ls", "4444")
                        .file("usr/lib/x86_64-linux-gnu/libc.so.6", "55555")
                        .file("src/main.go", "666666")
                        .file("nobody/knows", "7777777"))
                .causes())
        .extracting(CauseShare::cause, CauseShare::fileBytes)
        .containsExactly(
            tuple(Cause.TOOLCHAIN, 1L),
            tuple(Cause.PACKAGE_MANAGER, 3L),
            tuple(Cause.SYSTEM_TOOLS, 4L),
            tuple(Cause.C_LIBRARY, 5L),
            tuple(Cause.LEFTOVERS, 6L),
            tuple(Cause.CACHES, 2L),
            tuple(Cause.OTHER, 7L));
  }

  @Test
  void whatNoRuleKnowsInTheBaseIsTheBases() throws IOException {
    Image image = image(1, new TarFile().file("a/x", "12"), new TarFile().file("a/y", "345"));

    assertThat(image.explanation().causes())
        .containsExactly(
            new CauseShare(Cause.BASE_IMAGE, 2, 1, List.of(new SizedPath("a/x", 2))),
            new CauseShare(Cause.OTHER, 3, 1, List.of(new SizedPath("a/y", 3))));
  }

  @Test
  void debugInformationIsTakenOutOfAProgram() throws IOException {
    byte[] elf = new ElfFixture().section(".text", 700).section(".debug_info", 900).bytes();
    Explanation explanation = explain(new TarFile().file("server", elf));

    assertThat(explanation.fileBytes(Cause.DEBUG_INFORMATION)).isEqualTo(900);
    assertThat(explanation.fileBytes(Cause.PROGRAM)).isEqualTo(elf.length - 900);
  }

  @Test
  void aPackedProgramCountsUnpackedAndCompressionTakesAway() throws IOException {
    byte[] packed = new ElfFixture().packedFrom(50_000).bytes();
    Explanation explanation = explain(new TarFile().file("server", packed));

    assertThat(explanation.fileBytes(Cause.PROGRAM)).isEqualTo(50_000);
    assertThat(explanation.fileBytes(Cause.COMPRESSION)).isEqualTo(packed.length - 50_000);
    assertThat(explanation.tree().fileBytes()).isEqualTo(packed.length);
  }

  @Test
  void theTreePutsSmallThingsTogether() throws IOException {
    TarFile layer = new TarFile().file("opt/big", new byte[10_000]);
    for (int i = 0; i < 30; i++) {
      layer.file("opt/small" + i, new byte[10]);
    }
    FileTree opt = explain(layer).tree().children().get(0);

    assertThat(opt.children())
        .extracting(FileTree::name, FileTree::fileBytes)
        .containsExactly(tuple("big", 10_000L), tuple("(30 smaller)", 300L));
  }

  @Test
  void aLayerSaysWhatItBringsAndWhatItHides() throws IOException {
    SavedArchive archive =
        archive(
            new TarFile().file("opt/big", new byte[1000]).file("opt/small", "s"),
            new TarFile().file("opt/.wh.big", "").file("srv/other", "o2"));
    List<LayerShare> shares =
        Images.layerShares(archive.images().get(0).config(), archive.layers(), List.of());

    assertThat(shares)
        .extracting(LayerShare::fileBytes, LayerShare::hidesFileBytes)
        .containsExactly(tuple(1001L, 0L), tuple(2L, 1000L));
    assertThat(shares.get(0).causes())
        .extracting(CauseShare::cause, CauseShare::fileBytes)
        .containsExactly(tuple(Cause.PROGRAM, 1L), tuple(Cause.HIDDEN, 1000L));
    assertThat(shares.get(1).largest()).containsExactly(new SizedPath("srv/other", 2));
  }

  @Test
  void anEmptyImageIsExplainedToo() throws IOException {
    Explanation explanation = explain();

    assertThat(explanation.causes()).isEmpty();
    assertThat(explanation.tree()).isEqualTo(new FileTree("", 0, List.of()));
  }

  private static Stream<org.assertj.core.groups.Tuple> wasted(TarFile... layers)
      throws IOException {
    return explain(layers).waste().largest().stream()
        .map(file -> tuple(file.path(), file.fileBytes(), file.how()));
  }

  private static Explanation explain(TarFile... layers) throws IOException {
    return image(0, layers).explanation();
  }

  private static Image image(int baseLayers, TarFile... layers) throws IOException {
    SavedArchive archive = archive(layers);
    return Images.of(
        archive.images().get(0).config(),
        Map.copyOf(archive.layers()),
        archive.images().get(0).config().diffIds().subList(0, baseLayers),
        0);
  }

  private static SavedArchive archive(TarFile... layers) throws IOException {
    List<byte[]> tars = Stream.of(layers).map(TarFile::bytes).toList();
    return new ArchiveReader(LayerCache.NONE)
        .read(SavedArchives.docker(new SavedImage("a:1", tars)).stream());
  }
}
