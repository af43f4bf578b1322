package multistage.report.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import multistage.image.ContentHash;
import multistage.image.DiffId;
import multistage.image.FileEntry;
import multistage.image.FileEntry.Type;
import multistage.image.LayerContents;
import multistage.image.explain.ImageFiles;
import multistage.report.dockerfile.DockerfileParser;
import multistage.report.model.Check;
import multistage.report.model.CheckId;
import multistage.report.model.Variant;
import multistage.report.model.VariantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectionTest {
  @ParameterizedTest
  @CsvSource({
    "noShell, bin/sh",
    "noShell, usr/bin/bash",
    "noShell, bin/busybox",
    "noPackageManager, usr/bin/apt-get",
    "noPackageManager, sbin/apk",
    "noPackageManager, usr/bin/dpkg",
    "noCompiler, usr/local/go/bin/go",
    "noCompiler, opt/java/openjdk/bin/javac",
    "noSourceCode, src/main.go",
    "noSourceCode, src/multistage/WebServer.java",
    "noSourceCode, src/go.mod"
  })
  void findsWhatAServerDoesNotNeed(String check, String path) {
    assertThat(inspect("", file(path, 1)))
        .filteredOn(found -> !found.passed())
        .containsExactly(
            new Check(
                CheckId.parse(check), false, true, "/" + path + " among 1 files and folders"));
  }

  @ParameterizedTest
  @CsvSource({"bin/shutdown", "usr/share/bash", "usr/lib/go", "webserver", "etc/go.mod.txt", "sh"})
  void leavesOthersAlone(String path) {
    assertThat(inspect("", file(path, 1))).allMatch(Check::passed);
  }

  @Test
  void aLinkToAShellIsAShell() {
    FileEntry link = new FileEntry("bin/sh", Type.SYMLINK, 0, 0777, 0, 0, "dash", ContentHash.NONE);

    assertThat(inspect("", link))
        .anyMatch(check -> check.name().equals("noShell") && !check.passed());
  }

  @Test
  void findsSetuidAndSetgidFiles() {
    FileEntry su = new FileEntry("usr/bin/su", Type.REGULAR, 1, 04755, 0, 0, "", ContentHash.NONE);
    FileEntry wall =
        new FileEntry("usr/bin/wall", Type.REGULAR, 1, 02755, 0, 5, "", ContentHash.NONE);
    FileEntry folder =
        new FileEntry("var/mail", Type.DIRECTORY, 0, 02775, 0, 8, "", ContentHash.NONE);

    assertThat(inspect("", su, wall, folder))
        .contains(
            new Check(
                CheckId.parse("noSetuid"),
                false,
                true,
                "/usr/bin/su, /usr/bin/wall among 3 files and folders"));
  }

  @Test
  void theHeaderSaysWhatIsNotRequired() {
    assertThat(inspect("# Not required: noShell, noCompiler\n", file("bin/sh", 1)))
        .contains(
            new Check(CheckId.parse("noShell"), false, false, "/bin/sh among 1 files and folders"));
  }

  private static List<Check> inspect(String header, FileEntry... entries) {
    Variant variant =
        DockerfileParser.parse(
            new VariantId("go", "x"), "d", "c", "# Title: t\n" + header + "FROM scratch\n");
    LayerContents layer =
        new LayerContents(
            new DiffId("sha256:" + "0".repeat(64)),
            0,
            Optional.empty(),
            List.of(entries),
            Map.of());
    return Inspection.of(variant, ImageFiles.of(List.of(layer)));
  }

  private static FileEntry file(String path, long bytes) {
    return new FileEntry(path, Type.REGULAR, bytes, 0644, 0, 0, "", ContentHash.NONE);
  }
}
