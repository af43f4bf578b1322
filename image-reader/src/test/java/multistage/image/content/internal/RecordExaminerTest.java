package multistage.image.content.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.SoftwarePackage;
import multistage.image.SoftwarePackage.Type;
import multistage.image.User;
import multistage.image.content.ContentExaminer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordExaminerTest {
  private static final String STATUS = "var/lib/dpkg/status";

  @Test
  void debiansPackagesWithTheirSources() {
    FileFacts facts =
        examine(
            STATUS,
            """
            Package: libc6
            Status: install ok installed
            Architecture: amd64
            Multi-Arch: same
            Source: glibc
            Version: 2.41-12
            Description: GNU C Library: Shared libraries
             Package: not-a-field
             .

            package: libzstd1
            Status: install ok installed
            Source: libzstd (1.5.7+dfsg-1)
            Version: 1.5.7+dfsg-1+b1

            Package: bash
            Version: 5.2.37-2""");

    assertThat(facts.kind()).isEqualTo(Kind.RECORD);
    assertThat(facts.packages())
        .containsExactly(
            new SoftwarePackage(Type.DEB, "libc6", "2.41-12", Optional.of("glibc")),
            new SoftwarePackage(
                Type.DEB, "libzstd1", "1.5.7+dfsg-1+b1", Optional.of("libzstd@1.5.7+dfsg-1")),
            new SoftwarePackage(Type.DEB, "bash", "5.2.37-2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deinstall ok config-files", "purge ok not-installed"})
  void aPackageThatWasRemovedIsNone(String status) {
    assertThat(examine(STATUS, "Package: a\nStatus: " + status + "\nVersion: 1\n"))
        .isEqualTo(FileFacts.NONE);
  }

  @Test
  void distrolessHasAFileForEachPackage() {
    assertThat(
            examine("var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 2026a-1\n")
                .packages())
        .containsExactly(new SoftwarePackage(Type.DEB, "tzdata", "2026a-1"));
    assertThat(
            examine(
                    "var/lib/dpkg/status.d/tzdata.md5sums",
                    "0123456789abcdef0123456789abcdef  usr/share/zoneinfo/UTC\nnone\n")
                .coveredPaths())
        .containsExactly("usr/share/zoneinfo/UTC");
  }

  @Test
  void dpkgsListsCoverFiles() {
    assertThat(
            examine("var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib\n/lib/libc.so.6\r\n\n")
                .coveredPaths())
        .containsExactly(".", "lib", "lib/libc.so.6");
    assertThat(
            examine(
                    "var/lib/dpkg/info/a.md5sums",
                    "0123456789abcdef0123456789abcdef  usr/bin/with blank")
                .coveredPaths())
        .containsExactly("usr/bin/with blank");
    assertThat(examine("var/lib/dpkg/info/a.postinst", "/bin/sh")).isEqualTo(FileFacts.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lib/apk/db/installed", "usr/lib/apk/db/installed"})
  void alpinesPackagesAndTheirFiles(String path) {
    FileFacts facts =
        examine(
            path,
            """
            C:Q1abc=
            P:busybox-binsh
            V:1.37.0-r19
            A:x86_64
            o:busybox
            F:bin
            R:sh
            a:0:0:777
            F:
            R:at-the-root

            P:musl
            V:1.2.5-r10
            o:musl
            F:lib
            M:0:0:1777
            R:ld-musl-x86_64.so.1
            """);

    assertThat(facts.packages())
        .containsExactly(
            new SoftwarePackage(Type.APK, "busybox-binsh", "1.37.0-r19", Optional.of("busybox")),
            new SoftwarePackage(Type.APK, "musl", "1.2.5-r10"));
    assertThat(facts.coveredPaths())
        .containsExactly("bin/sh", "at-the-root", "lib/ld-musl-x86_64.so.1");
  }

  @Test
  void users() {
    assertThat(
            examine(
                    "etc/passwd",
                    """
                    root:x:0:0:root:/root:/bin/bash
                    # a comment
                    nonroot:x:65532:65532::/home/nonroot:
                    bad:x:minus one:0:::
                    short:x:1
                    huge:x:99999999999999999999:0:::
                    """)
                .users())
        .containsExactly(new User("root", 0, "/bin/bash"), new User("nonroot", 65_532, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"etc/os-release", "usr/lib/os-release"})
  void theDistribution(String path) {
    assertThat(examine(path, "NAME=\"Debian\"\nVERSION_ID=\"13\"\nID=debian\n").packages())
        .containsExactly(new SoftwarePackage(Type.OPERATING_SYSTEM, "debian", "13"));
    assertThat(examine(path, "ID='arch'\n").packages())
        .containsExactly(new SoftwarePackage(Type.OPERATING_SYSTEM, "arch", ""));
    assertThat(examine(path, "NAME=x\n")).isEqualTo(FileFacts.NONE);
  }

  @Test
  void aJavaRunTimesModulesButForOthersModulesHaveItsVersion() {
    assertThat(
            examine(
                    "jre/release",
                    "JAVA_VERSION=\"25.0.1\"\nMODULES=\"java.base jdk.net my.server\"\n")
                .packages())
        .extracting(SoftwarePackage::type, SoftwarePackage::name, SoftwarePackage::version)
        .containsExactly(
            tuple(Type.JDK_MODULE, "java.base", "25.0.1"),
            tuple(Type.JDK_MODULE, "jdk.net", "25.0.1"),
            tuple(Type.JDK_MODULE, "my.server", ""));
    assertThat(examine("release", "JAVA_VERSION=\"1.8.0_422\"\n")).isEqualTo(FileFacts.NONE);
    assertThat(examine("etc/release", "13.1\n")).isEqualTo(FileFacts.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "var/lib/dpkg/status-old",
        "srv/var/lib/dpkg/status",
        "var/lib/dpkg/available",
        "etc/passwd-",
        "app/etc/passwd",
        "etc/upstream-release"
      })
  void otherFilesAreNoRecords(String path) {
    String all = "Package: a\nVersion: 1\nroot:x:0:0:::\nID=x\nJAVA_VERSION=1\nMODULES=a\n";

    assertThat(examine(path, all)).isEqualTo(FileFacts.NONE);
  }

  @Test
  void whatCanBeNoNameIsNone() {
    assertThat(
            examine(
                STATUS,
                "Package: "
                    + "x".repeat(10_000)
                    + "\nVersion: 1\n\nPackage: a b\nVersion: 1\n\nPackage:\nVersion: 1\n\n"
                    + "Package: e\u001b[31m\nVersion: 1\n\nPackage: v\nVersion: \u0000\n"))
        .isEqualTo(FileFacts.NONE);
    assertThat(examine(STATUS, "Package: a\nVersion: 1\nSource: a (b) (c)\n").packages())
        .containsExactly(new SoftwarePackage(Type.DEB, "a", "1"));
  }

  @Test
  void endlessRecordsSayNothing() {
    String one = "Package: a\nVersion: 1\n\n";

    assertThat(examine(STATUS, one.repeat(RecordExaminer.MOST_LINES / 3)).packages()).isNotEmpty();
    assertThat(examine(STATUS, one.repeat(RecordExaminer.MOST_LINES / 3 + 1)))
        .isEqualTo(FileFacts.NONE);
    assertThat(examine(STATUS, one + " ".repeat(RecordExaminer.MOST_BYTES)))
        .isEqualTo(FileFacts.NONE);
  }

  @Test
  void whateverComesNothingIsThrown() {
    Random random = new Random(7);
    String alphabet = "PV:FRo= \n\t\r\"'()/@#\u0000\u00e9\ud83dPackage: Version: Source: ";
    for (String path :
        List.of(
            STATUS,
            "var/lib/dpkg/status.d/x",
            "var/lib/dpkg/info/x.md5sums",
            "lib/apk/db/installed",
            "etc/passwd",
            "etc/os-release",
            "release")) {
      for (int i = 0; i < 1_000; i++) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(100); n > 0; n--) {
          int start = random.nextInt(alphabet.length());
          text.append(alphabet, start, Math.min(alphabet.length(), start + 1 + random.nextInt(9)));
        }
        assertThat(examine(path, text.toString())).isNotNull();
      }
    }
  }

  private static FileFacts examine(String path, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    ContentExaminer examiner = new ContentExaminer(path, content.length);
    examiner.add(content, 0, content.length);
    return examiner.facts();
  }
}
