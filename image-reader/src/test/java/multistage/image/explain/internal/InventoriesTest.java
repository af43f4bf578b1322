package multistage.image.explain.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import multistage.image.Inventory;
import multistage.image.SizedPath;
import multistage.image.SoftwarePackage;
import multistage.image.SoftwarePackage.Type;
import multistage.image.User;
import multistage.image.archive.ArchiveReader;
import multistage.image.archive.FuzzSeeds;
import multistage.image.archive.LayerCache;
import multistage.image.archive.SavedArchive;
import multistage.image.archive.SavedArchives;
import multistage.image.archive.SavedArchives.SavedImage;
import multistage.image.archive.TarFile;
import multistage.image.content.ElfFixture;
import multistage.image.content.GoFixture;
import multistage.image.content.JarFixture;
import org.junit.jupiter.api.Test;

class InventoriesTest {
  private static final byte[] ELF = new ElfFixture().section(".text", 100).bytes();

  private static final String STATUS = "var/lib/dpkg/status";
  private static final String LIBC = "Package: libc6\nVersion: 2.41-12\n";
  private static final String LIBC_LIST = "var/lib/dpkg/info/libc6:amd64.list";

  @Test
  void whatAPackageListsIsVisible() throws IOException {
    Inventory inventory =
        inventory(
            new TarFile()
                .file(STATUS, LIBC)
                .file(LIBC_LIST, "/lib/libc.so.6\n/usr/bin/ldd\n/usr/lib/old\n")
                .file("usr/lib/libc.so.6", ELF)
                .file("usr/bin/ldd", ELF)
                .file("lib/old", ELF)
                .file("opt/copied.so", ELF));

    assertThat(names(inventory)).containsExactly(tuple("libc6", "2.41-12"));
    assertThat(inventory.invisible())
        .isEqualTo(
            new Inventory.Invisible(
                ELF.length, 1, List.of(new SizedPath("opt/copied.so", ELF.length))));
  }

  @Test
  void whatNoScannerLooksForIsNotInvisible() throws IOException {
    assertThat(
            inventory(new TarFile().file("etc/hosts", "x").file("app/run.sh", "#!/bin/sh"))
                .invisible())
        .isEqualTo(new Inventory.Invisible(0, 0, List.of()));
  }

  @Test
  void aListOfAPackageThatIsNotRecordedCoversNothing() throws IOException {
    TarFile lists =
        new TarFile()
            .file(LIBC_LIST, "/lib/libc.so.6\n")
            .file("var/lib/dpkg/status.d/gone.md5sums", "0".repeat(32) + "  bin/gone\n")
            .file("lib/libc.so.6", ELF)
            .file("bin/gone", ELF);

    assertThat(inventory(lists).invisible().files()).isEqualTo(2);
  }

  @Test
  void distrolessListsCoverWhatTheirPackageHas() throws IOException {
    TarFile layer =
        new TarFile()
            .file("var/lib/dpkg/status.d/libc6", LIBC)
            .file("var/lib/dpkg/status.d/libc6.md5sums", "0".repeat(32) + "  lib/libc.so.6\n")
            .file("usr/lib/libc.so.6", ELF);

    assertThat(inventory(layer).invisible().files()).isZero();
  }

  @Test
  void theRecordThatContainersSeeCounts() throws IOException {
    TarFile base =
        new TarFile()
            .file(STATUS, LIBC + "\nPackage: gone\nVersion: 1\n")
            .file(LIBC_LIST, "/lib/libc.so.6\n")
            .file("lib/libc.so.6", ELF)
            .file("etc/passwd", "root:x:0:0::/:/bin/sh\n");
    TarFile upgrade =
        new TarFile()
            .file(STATUS, "Package: libc6\nVersion: 2.41-13\n")
            .file("etc/passwd", "app:x:1:1::/:\n");

    Inventory inventory = inventory(base, upgrade);
    assertThat(names(inventory)).containsExactly(tuple("libc6", "2.41-13"));
    assertThat(inventory.users()).containsExactly(new User("app", 1, ""));
    assertThat(inventory.invisible().files()).isZero();
  }

  @Test
  void deletingTheRecordMakesAllOfItInvisible() throws IOException {
    Inventory inventory =
        inventory(
            new TarFile()
                .file(STATUS, LIBC)
                .file(LIBC_LIST, "/lib/libc.so.6\n")
                .file("lib/libc.so.6", ELF),
            new TarFile().file("var/lib/.wh.dpkg", ""));

    assertThat(inventory.packages()).isEmpty();
    assertThat(inventory.invisible().fileBytes()).isEqualTo(ELF.length);
  }

  @Test
  void softwareThatAHigherLayerHidesIsNeitherListedNorInvisible() throws IOException {
    Inventory inventory =
        inventory(
            new TarFile()
                .file("server", GoFixture.program("go1.26.1", ""))
                .file("tool", ELF)
                .file("app.jar", JarFixture.jar("g", "a", "1").bytes()),
            new TarFile()
                .file("server", GoFixture.program("go1.27.4", ""))
                .file(".wh.tool", "")
                .file(".wh.app.jar", ""));

    assertThat(names(inventory)).containsExactly(tuple("stdlib", "go1.27.4"));
    assertThat(inventory.invisible().files()).isZero();
  }

  @Test
  void programsAndJarsThatNameThemselvesAreVisible() throws IOException {
    Inventory inventory =
        inventory(
            new TarFile()
                .file("server", GoFixture.program("go1.27.4", "mod\ta.b/c\tv1\n"))
                .file("packed", new ElfFixture().packedFrom(50_000).bytes())
                .file("old", new ElfFixture().section(".go.buildinfo", 64).bytes())
                .file("app.jar", JarFixture.jar("g", "a", "1").bytes())
                .file("none.jar", new JarFixture().file("A.class", "x").bytes()));

    assertThat(names(inventory))
        .containsExactly(tuple("a.b/c", "v1"), tuple("stdlib", "go1.27.4"), tuple("g:a", "1"));
    assertThat(inventory.invisible().largest())
        .extracting(SizedPath::path)
        .containsExactlyInAnyOrder("packed", "old", "none.jar");
  }

  @Test
  void alpinesDatabaseCoversItsFiles() throws IOException {
    Inventory inventory =
        inventory(
            new TarFile()
                .file("lib/apk/db/installed", "P:busybox\nV:1.37\nF:bin\nR:busybox\n\n")
                .file("bin/busybox", ELF)
                .file("server", ELF));

    assertThat(inventory.packages())
        .containsExactly(new SoftwarePackage(Type.APK, "busybox", "1.37"));
    assertThat(inventory.invisible().largest())
        .extracting(SizedPath::path)
        .containsExactly("server");
  }

  @Test
  void aJavaRunTimesModulesHaveTheVersionOfTheFileBesideAndAreInvisible() throws IOException {
    byte[] modules = FuzzSeeds.jimage();
    String release = "JAVA_VERSION=\"25.0.1\"\nMODULES=\"java.base java.gone\"\n";

    Inventory inventory =
        inventory(new TarFile().file("jre/release", release).file("jre/lib/modules", modules));
    assertThat(names(inventory)).contains(tuple("java.base", "25.0.1"));
    assertThat(inventory.packages())
        .doesNotHaveDuplicates()
        .extracting(SoftwarePackage::name)
        .doesNotHaveDuplicates()
        .doesNotContain("java.gone");
    assertThat(inventory.invisible().fileBytes()).isEqualTo(modules.length);

    assertThat(names(inventory(new TarFile().file("jre/lib/modules", modules))))
        .contains(tuple("java.base", ""));
    assertThat(names(inventory(new TarFile().file("jre/release", release))))
        .containsExactly(tuple("java.base", "25.0.1"), tuple("java.gone", "25.0.1"));
  }

  @Test
  void aDistributionsJavaIsVisible() throws IOException {
    byte[] modules = FuzzSeeds.jimage();
    TarFile layer =
        new TarFile()
            .file(STATUS, "Package: jre\nVersion: 25\n")
            .file("var/lib/dpkg/info/jre.list", "/usr/lib/jvm/j/lib/modules\n")
            .file("usr/lib/jvm/j/lib/modules", modules);

    assertThat(inventory(layer).invisible().files()).isZero();
  }

  @Test
  void setuidFilesAndShells() throws IOException {
    Inventory inventory = inventory(new TarFile().file("bin/busybox", ELF).symlink("bin/sh", "x"));

    assertThat(inventory.shells()).containsExactly("bin/busybox", "bin/sh");
    assertThat(inventory.setuidFiles()).isEmpty();
  }

  private static List<org.assertj.core.groups.Tuple> names(Inventory inventory) {
    return inventory.packages().stream().map(p -> tuple(p.name(), p.version())).toList();
  }

  private static Inventory inventory(TarFile... layers) throws IOException {
    List<byte[]> tars = Stream.of(layers).map(TarFile::bytes).toList();
    SavedArchive archive =
        new ArchiveReader(LayerCache.NONE)
            .read(SavedArchives.docker(new SavedImage("image", tars)).stream());
    return Inventories.of(
        MergedLayers.of(tars.stream().map(TarFile::diffId).map(archive.layers()::get).toList()));
  }
}
