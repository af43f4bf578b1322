package multistage.image.explain;

import static multistage.image.explain.internal.MergedLayersTest.file;
import static multistage.image.explain.internal.MergedLayersTest.layer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import multistage.image.ContentHash;
import multistage.image.FileEntry;
import multistage.image.FileEntry.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurplusTest {
  @ParameterizedTest
  @ValueSource(strings = {"bin/sh", "usr/bin/bash", "bin/busybox"})
  void findsShells(String path) {
    assertThat(Surplus.shells(image(file(path, 1)))).containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"usr/bin/apt-get", "sbin/apk", "usr/bin/dpkg"})
  void findsPackageManagers(String path) {
    assertThat(Surplus.packageManagers(image(file(path, 1)))).containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"usr/local/go/bin/go", "opt/java/openjdk/bin/javac"})
  void findsCompilers(String path) {
    assertThat(Surplus.compilers(image(file(path, 1)))).containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/main.go", "src/multistage/WebServer.java", "src/go.mod"})
  void findsSourceCode(String path) {
    assertThat(Surplus.sourceCode(image(file(path, 1)))).containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bin/shutdown",
        "usr/share/bash",
        "usr/lib/go",
        "webserver",
        "etc/go.mod.txt",
        "sh"
      })
  void leavesOthersAlone(String path) {
    ImageFiles files = image(file(path, 1));

    assertThat(
            Stream.of(
                    Surplus.shells(files),
                    Surplus.packageManagers(files),
                    Surplus.compilers(files),
                    Surplus.setuidFiles(files),
                    Surplus.sourceCode(files))
                .flatMap(List::stream))
        .isEmpty();
  }

  @Test
  void aLinkToAShellIsAShell() {
    FileEntry link = new FileEntry("bin/sh", Type.SYMLINK, 0, 0777, 0, 0, "dash", ContentHash.NONE);

    assertThat(Surplus.shells(image(link))).containsExactly("bin/sh");
  }

  @Test
  void findsSetuidAndSetgidFiles() {
    FileEntry su = new FileEntry("usr/bin/su", Type.REGULAR, 1, 04755, 0, 0, "", ContentHash.NONE);
    FileEntry wall =
        new FileEntry("usr/bin/wall", Type.REGULAR, 1, 02755, 0, 5, "", ContentHash.NONE);
    FileEntry folder =
        new FileEntry("var/mail", Type.DIRECTORY, 0, 02775, 0, 8, "", ContentHash.NONE);

    assertThat(Surplus.setuidFiles(image(su, wall, folder)))
        .containsExactly("usr/bin/su", "usr/bin/wall");
  }

  private static ImageFiles image(FileEntry... entries) {
    return ImageFiles.of(List.of(layer(entries)));
  }
}
