package multistage.image.content.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.SoftwarePackage;
import multistage.image.content.ContentExaminer;
import multistage.image.content.ElfFixture;
import multistage.image.content.GoFixture;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class GoBuildInformationTest {
  private static final String LINES =
      """
      path\texample.org/server/cmd
      mod\texample.org/server\t(devel)\t
      dep\tgithub.com/go-chi/chi/v5\tv5.2.3\th1:abc=
      dep\texample.org/old\tv1.0.0
      =>\texample.org/new\tv1.1.0\th1:def=
      dep\texample.org/local\tv0.0.0
      =>\t./local\t(devel)\t
      build\t-compiler=gc
      build\tvcs=git
      """;

  @Test
  void theModulesOfAProgram() {
    FileFacts facts = examine(GoFixture.section("go1.27.4 X:jsonv2", LINES));

    assertThat(facts.kind()).isEqualTo(Kind.GO_PROGRAM);
    assertThat(names(facts))
        .containsExactly(
            tuple("stdlib", "go1.27.4"),
            tuple("example.org/server", "(devel)"),
            tuple("github.com/go-chi/chi/v5", "v5.2.3"),
            tuple("example.org/new", "v1.1.0"),
            tuple("example.org/local", "(devel)"));
    assertThat(facts.packages())
        .extracting(SoftwarePackage::type)
        .containsOnly(SoftwarePackage.Type.GO_MODULE);
  }

  @Test
  void aProgramThatIsNoModulesStillHasTheStandardLibrary() {
    assertThat(names(examine(GoFixture.section("go1.27.4", ""))))
        .containsExactly(tuple("stdlib", "go1.27.4"));
    assertThat(names(examine(GoFixture.section("go1.27.4", "path\tcmd/go\n"))))
        .containsExactly(tuple("stdlib", "go1.27.4"));
  }

  @Test
  void withoutTextsItIsAGoProgramAndSaysNoMore() {
    byte[] pointers = GoFixture.section("go1.17", LINES);
    pointers[15] = 0;
    byte[] otherMagic = GoFixture.section("go1.27", LINES);
    otherMagic[3] = 'g';

    for (byte[] section : List.of(pointers, otherMagic, new byte[0], new byte[31])) {
      assertThat(examine(section)).isEqualTo(FileFacts.of(Kind.GO_PROGRAM));
    }
  }

  @Test
  void lengthsThatLieSayNothing() {
    byte[] section = GoFixture.section("go1.27.4", LINES);
    for (int length = 0; length < section.length; length++) {
      assertThat(names(examine(Arrays.copyOf(section, length))).size()).isLessThanOrEqualTo(5);
    }
    Arrays.fill(section, 32, 48, (byte) 0xff);
    assertThat(examine(section).packages()).isEmpty();
  }

  @Test
  void onlyTheFirstSuchSectionCounts() {
    byte[] elf =
        new ElfFixture()
            .section(".go.buildinfo", GoFixture.section("go1.27.4", ""))
            .section(".go.buildinfo", GoFixture.section("go1.1.1", ""))
            .bytes();

    assertThat(names(examineFile(elf))).containsExactly(tuple("stdlib", "go1.27.4"));
  }

  @Test
  void whateverComesNothingIsThrown() {
    Random random = new Random(3);
    byte[] section = GoFixture.section("go1.27.4", LINES);
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = section.clone();
      for (int n = random.nextInt(8); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      assertThat(examine(damaged)).isNotNull();
    }
  }

  @Test
  void aProgramThatIsTooLargeIsKnownToBeOne() {
    ContentExaminer examiner = new ContentExaminer("server", Examiner.MOST_BYTES + 1L);
    byte[] start = Arrays.copyOf(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 1 << 20);
    for (int i = 0; i <= 64; i++) {
      examiner.add(start, 0, start.length);
    }
    assertThat(examiner.facts()).isEqualTo(FileFacts.of(Kind.ELF));
  }

  /** Databases and monitors in Go have more than 100 MB. */
  @Test
  void ofAProgramThatIsTooLargeToBeKeptItsDataIsRead() {
    long length = Examiner.MOST_BYTES + (2L << 20);
    long data = length - (1 << 20);
    byte[] section = GoFixture.section("go1.27.4", LINES);
    byte[] program = new byte[(int) length];
    ByteBuffer header = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).putLong(0x20, 64);
    header.putShort(0x36, (short) 56).putShort(0x38, (short) 1);
    // Loaded, to be read and written.
    header.putInt(64, 1).putInt(68, 6).putLong(72, data).putLong(96, 1 << 20);
    System.arraycopy(section, 0, program, (int) data + 160, section.length);

    for (int chunk : List.of(1000, 1 << 16, program.length)) {
      ContentExaminer examiner = new ContentExaminer("server", length);
      for (int at = 0; at < program.length; at += chunk) {
        examiner.add(program, at, Math.min(chunk, program.length - at));
      }
      assertThat(examiner.facts().kind()).isEqualTo(Kind.GO_PROGRAM);
      assertThat(names(examiner.facts())).hasSize(5).startsWith(tuple("stdlib", "go1.27.4"));
    }
  }

  private static List<Tuple> names(FileFacts facts) {
    return facts.packages().stream().map(p -> tuple(p.name(), p.version())).toList();
  }

  private static FileFacts examine(byte[] section) {
    return examineFile(new ElfFixture().section(".go.buildinfo", section).bytes());
  }

  private static FileFacts examineFile(byte[] elf) {
    ContentExaminer examiner = new ContentExaminer("server", elf.length);
    examiner.add(elf, 0, elf.length);
    return examiner.facts();
  }

  @Test
  void theFixtureIsWhatGoWrites() {
    // The beginning of a section of Go 1.27: magic, pointer size, flags, two unused pointers.
    assertThat(new String(GoFixture.section("go1.27.4", ""), 0, 16, ISO_8859_1))
        .isEqualTo("\u00ff Go buildinf:\u0008\u0002");
    assertThat(new String(GoFixture.section("go1.27.4", ""), 32, 9, UTF_8))
        .isEqualTo("\u0008go1.27.4");
  }
}
