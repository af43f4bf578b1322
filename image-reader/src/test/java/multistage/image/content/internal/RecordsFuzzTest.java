package multistage.image.content.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import multistage.image.FileFacts;
import multistage.image.SoftwarePackage;
import multistage.image.content.ContentExaminer;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsFuzzTest {
  private static final List<String> PATHS =
      List.of(
          "var/lib/dpkg/status",
          "var/lib/dpkg/info/a.list",
          "var/lib/dpkg/status.d/a.md5sums",
          "lib/apk/db/installed",
          "etc/passwd",
          "etc/os-release",
          "jre/release",
          "usr/lib/sysimage/rpm/Packages.db",
          "var/lib/rpm/rpmdb.sqlite",
          "lib/python3/a-1.dist-info/METADATA",
          "lib/python3/a-1.dist-info/RECORD",
          "app/node_modules/a/package.json",
          "gems/specifications/a-1.gemspec",
          "app/a.jar",
          "server");

  @MethodSource("multistage.image.archive.FuzzSeeds#records")
  @FuzzTest
  void saysNothingThatCannotBe(byte[] content) {
    for (String path : PATHS) {
      ContentExaminer examiner = new ContentExaminer(path, content.length);
      examiner.add(content, 0, content.length);
      FileFacts facts = examiner.facts();
      assertThat(facts.packages())
          .extracting(SoftwarePackage::name)
          .allMatch(name -> !name.isBlank() && name.length() <= 600);
      assertThat(facts.coveredPaths()).allMatch(covered -> !covered.isEmpty());
      // A jar's names may be compressed; all others stand in the content.
      if (!path.endsWith(".jar")) {
        assertThat(facts.packages().size() + facts.coveredPaths().size() + facts.users().size())
            .isLessThanOrEqualTo(content.length + 1);
      }
    }
  }
}
