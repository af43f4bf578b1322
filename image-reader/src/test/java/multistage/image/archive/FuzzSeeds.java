package multistage.image.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import multistage.image.archive.SavedArchives.SavedImage;
import multistage.image.archive.internal.Compression;
import multistage.image.content.ElfFixture;
import multistage.image.content.GoFixture;
import multistage.image.content.JarFixture;
import multistage.image.content.RpmFixture;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** What is right, for a fuzzer to begin with. */
public final class FuzzSeeds {
  private FuzzSeeds() {}

  /** Archives of every layout and compression. */
  public static Stream<byte[]> archives() {
    SavedImage base = SavedImage.of("base:1", lower());
    SavedImage image = SavedImage.of("image:1", lower(), upper());
    SavedImage empty = SavedImage.of("empty:1");
    // The base's layer is a symbolic link in the second image.
    SavedArchives docker = SavedArchives.docker(base, image, empty);
    return Stream.of(
            Stream.of(docker.bytes()),
            Stream.of(Compression.values())
                .flatMap(
                    compression ->
                        Stream.of(
                            SavedArchives.oci(compression, image, empty).bytes(),
                            SavedArchives.oci(compression, base, image)
                                .withDockerManifest()
                                .bytes())),
            Stream.of(Compression.values())
                .map(compression -> SavedArchives.compressed(compression, docker.bytes())))
        .flatMap(archives -> archives);
  }

  /** Layers with all that a layer can have. */
  public static Stream<byte[]> layers() {
    return Stream.of(lower(), upper(), longNames(), new byte[1024]);
  }

  /** Contents that are looked into. */
  public static Stream<byte[]> contents() {
    return Stream.of(elf(), packed(), jimage());
  }

  /** Records of packages, files and users, and what names itself. */
  public static Stream<byte[]> records() {
    return Stream.concat(
        Stream.of(
                "Package: a\nStatus: install ok installed\nSource: b (1)\nVersion: 1:2-3\n\n",
                "/.\n/usr/bin/a\n",
                "0123456789abcdef0123456789abcdef  usr/bin/a\n",
                "P:a\nV:1-r0\no:b\nF:bin\nR:a\n\n",
                "root:x:0:0:root:/root:/bin/sh\n",
                "ID=debian\nVERSION_ID=\"13\"\n",
                "Metadata-Version: 2.1\nName: a\nVersion: 1\n\n",
                "a/b.py,sha256=x,1\n\"c,d\",,\n",
                "{\"name\":\"@a/b\",\"version\":\"1\"}",
                "s.name = \"a\".freeze\ns.version = \"1\"\n",
                "JAVA_VERSION=\"25.0.1\"\nMODULES=\"java.base jdk.net\"\n")
            .map(text -> text.getBytes(US_ASCII)),
        Stream.of(
            RpmFixture.database(),
            RpmFixture.sqliteDatabase(),
            GoFixture.program("go1.27.4", "mod\ta/b\tv1\t\ndep\tc\tv2\n=>\td\tv3\t\n"),
            jar()));
  }

  private static byte[] jar() {
    try {
      return JarFixture.jar("g", "a", "1")
          .file("META-INF/MANIFEST.MF", "Implementation-Title: a\nImplementation-Version: 1\n")
          .stored("lib/b.jar", JarFixture.jar("g", "b", "2").bytes())
          .bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] lower() {
    return new TarFile()
        .directory("./")
        .directory("etc/")
        .file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")
        .file("bin/sh", elf())
        .hardLink("bin/ash", "bin/sh")
        .symlink("lib", "usr/lib")
        .file("usr/lib/jvm/lib/modules", jimage())
        .special(TarConstants.LF_CHR, "dev/null")
        .special(TarConstants.LF_FIFO, "run/pipe")
        .bytes();
  }

  private static byte[] upper() {
    return new TarFile()
        .file("etc/.wh.passwd", "")
        .file("usr/.wh..wh..opq", "")
        .file("usr/packed", packed())
        .directory("bin/sh/")
        .file("bin/sh/inside", "1")
        .bytes();
  }

  private static byte[] longNames() {
    TarArchiveEntry entry = new TarArchiveEntry("long/".repeat(60) + "ä");
    entry.addPaxHeader("SCHILY.xattr.user.a", "b");
    return new TarFile()
        .entry(entry, new byte[700])
        .entry(
            new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME),
            ("name/".repeat(40) + "\0").getBytes(US_ASCII))
        .file("name", "2")
        .bytes();
  }

  /** A program of nothing but sections, one of which only debuggers read. */
  public static byte[] elf() {
    return new ElfFixture()
        .section(".text", 10)
        .section(".debug_info", 20)
        .section(".go.buildinfo", 10)
        .bytes();
  }

  /** The same with what upx writes. */
  public static byte[] packed() {
    return new ElfFixture().section(".text", 10).packedFrom(5_000).bytes();
  }

  /** A Java run-time's modules, of which there is one, compressed. */
  public static byte[] jimage() {
    byte[] strings = "\0java.base\0Object\0".getBytes(US_ASCII);
    ByteArrayOutputStream locations = new ByteArrayOutputStream();
    // An attribute's kind and length, and its value: module, base name, compressed, uncompressed.
    locations.writeBytes(new byte[] {1 << 3, 1, 3 << 3, 11, 6 << 3, 100, 7 << 3 | 1, 1, 44, 0});
    ByteBuffer jimage =
        ByteBuffer.allocate(28 + 4 + 4 + locations.size() + strings.length + 100)
            .order(ByteOrder.LITTLE_ENDIAN);
    jimage.putInt(0xCAFEDADA).putInt(1 << 16).putInt(0).putInt(1).putInt(1);
    jimage.putInt(locations.size()).putInt(strings.length);
    jimage.putInt(0).putInt(0).put(locations.toByteArray()).put(strings);
    return jimage.array();
  }
}
