package multistage.image.content.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import multistage.image.FileFacts;
import multistage.image.SoftwarePackage;
import multistage.image.SoftwarePackage.Type;
import multistage.image.content.ContentExaminer;
import multistage.image.content.RpmFixture;
import org.junit.jupiter.api.Test;

/** A database in SQLite's form that rpm itself wrote is among the cases of saved images. */
class RpmExaminerTest {
  private static final String PATH = "usr/lib/sysimage/rpm/Packages.db";

  @Test
  void packagesWithTheirFiles() {
    FileFacts facts = examine(RpmFixture.database());
    assertThat(facts.packages())
        .containsExactly(new SoftwarePackage(Type.RPM, "bash", "1:5.1.8-9.el9"));
    assertThat(facts.coveredPaths()).containsExactly("usr/bin/bash", "usr/bin/sh");
  }

  @Test
  void theSameInSqlitesForm() {
    FileFacts facts = examine(RpmFixture.sqliteDatabase());
    assertThat(facts.packages())
        .containsExactly(new SoftwarePackage(Type.RPM, "bash", "1:5.1.8-9.el9"));
    assertThat(facts.coveredPaths()).containsExactly("usr/bin/bash", "usr/bin/sh");
  }

  @Test
  void whateverASqliteFileSaysNothingIsThrown() {
    byte[] database = RpmFixture.sqliteDatabase();
    for (int at = 0; at < database.length; at++) {
      byte[] damaged = database.clone();
      damaged[at] ^= (byte) 0x81;
      assertThat(examine(damaged).packages().size()).as("byte %d", at).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void theSourcePackageWhereItIsAnotherOne() {
    byte[] header =
        RpmFixture.header("libssl", "3.0", "1", 0, "openssl-3.0-1.src.rpm", "/lib/", "libssl.so");
    assertThat(examine(RpmFixture.ndb(header)).packages())
        .extracting(SoftwarePackage::source)
        .containsExactly(Optional.of("openssl"));
  }

  @Test
  void whatIsCutOffOrPointsOutsideSaysNothing() {
    byte[] database = RpmFixture.database();
    assertThat(examine(Arrays.copyOf(database, database.length - 100))).isEqualTo(FileFacts.NONE);
    byte[] far = database.clone();
    // The first slot's place in the file.
    far[32 + 10] = 0x7f;
    assertThat(examine(far)).isEqualTo(FileFacts.NONE);
    assertThat(examine(new byte[10_000])).isEqualTo(FileFacts.NONE);
  }

  @Test
  void aHeaderThatTwoSlotsShareIsReadOnce() {
    byte[] database = RpmFixture.database();
    // A million slots that name one long header would take hours.
    for (int slot = 3; slot < 256; slot++) {
      System.arraycopy(database, 32, database, 16 * slot, 16);
    }
    assertThat(examine(database)).isEqualTo(FileFacts.NONE);
  }

  @Test
  void elsewhereItIsNoDatabase() {
    byte[] database = RpmFixture.database();
    ContentExaminer examiner = new ContentExaminer("srv/Packages.db", database.length);
    examiner.add(database, 0, database.length);
    assertThat(examiner.facts()).isEqualTo(FileFacts.NONE);
  }

  private static FileFacts examine(byte[] content) {
    ContentExaminer examiner = new ContentExaminer(PATH, content.length);
    examiner.add(content, 0, content.length);
    return examiner.facts();
  }
}
