package multistage.image.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.SoftwarePackage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentExaminerTest {
  @Test
  void anElfFilesDebugSectionsAreAddedUp() {
    byte[] elf =
        new ElfFixture()
            .section(".text", 100)
            .section(".symtab", 24)
            .section(".strtab", 8)
            .section(".debug_line", 50)
            .section(".zdebug_info", 7)
            .sectionInMemory(".bss", 1 << 30)
            .bytes();

    assertThat(examine(elf).kind()).isEqualTo(Kind.ELF);
    assertThat(examine(elf).debugBytes()).isEqualTo(24 + 8 + 50 + 7);
    assertThat(examine(elf).unpackedBytes()).isEmpty();
  }

  @Test
  void aGoProgramIsKnownByItsBuildInformation() {
    assertThat(examine(new ElfFixture().section(".go.buildinfo", 64).bytes()).kind())
        .isEqualTo(Kind.GO_PROGRAM);
  }

  @Test
  void upxNotesTheUnpackedLength() {
    byte[] elf = new ElfFixture().section(".text", 10_000).packedFrom(5_767_328).bytes();

    assertThat(examine(elf).unpackedBytes()).isEqualTo(OptionalLong.of(5_767_328));
  }

  @Test
  void noProgramUnpacksToLessThanItIs() {
    assertThat(examine(new ElfFixture().packedFrom(10).bytes()).unpackedBytes()).isEmpty();
  }

  @Test
  void sectionsThatLieDontCountForMoreThanTheFile() {
    byte[] elf = new ElfFixture().lyingSection(".debug_info", Long.MAX_VALUE / 2).bytes();

    assertThat(examine(elf).debugBytes()).isBetween(0L, (long) elf.length);
    assertThat(examine(new ElfFixture().lyingSection(".debug_info", -5).bytes()).debugBytes())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 16, 63, 64, 100, 200})
  void aTruncatedElfFileIsStillOne(int length) {
    byte[] elf = new ElfFixture().section(".debug_info", 100).bytes();

    assertThat(examine(Arrays.copyOf(elf, length))).isEqualTo(FileFacts.of(Kind.ELF));
  }

  @Test
  void theModulesOfTheJavaRunTimeThatRunsThisTest() throws IOException {
    byte[] modules = Files.readAllBytes(Path.of(System.getProperty("java.home"), "lib", "modules"));

    FileFacts facts = examine(modules);
    assertThat(facts.kind()).isEqualTo(Kind.JIMAGE);
    assertThat(facts.packages().stream().map(SoftwarePackage::name))
        .containsExactlyElementsOf(
            ModuleFinder.ofSystem().findAll().stream()
                .map(module -> module.descriptor().name())
                .sorted()
                .toList());
  }

  @Test
  void aCompressedResourceCountsWithWhatItWas() {
    FileFacts facts = examine(jimage(5_000, 1_200, 40, 0));

    assertThat(facts.unpackedBytes()).hasValue(jimage(5_000, 1_200, 40, 0).length + 3_800L);
    assertThat(facts.packages())
        .containsExactly(new SoftwarePackage(SoftwarePackage.Type.JDK_MODULE, "java.base", ""));
  }

  @Test
  void anIndexThatPointsOutsideSaysNothing() {
    assertThat(examine(jimage(1, 1, 1 << 20, 0))).isEqualTo(FileFacts.NONE);
    assertThat(examine(jimage(1, 1, 40, 1 << 24))).isEqualTo(FileFacts.NONE);
    assertThat(examine(jimage(-1, 1, 40, 0))).isEqualTo(FileFacts.NONE);
    assertThat(examine(jimage(1, 1, 40, -9))).isEqualTo(FileFacts.NONE);
  }

  @Test
  void whateverComesNothingIsThrown() {
    Random random = new Random(42);
    for (byte[] start :
        new byte[][] {
          {0x7f, 'E', 'L', 'F', 2, 1, 1}, {(byte) 0xda, (byte) 0xda, (byte) 0xfe, (byte) 0xca}
        }) {
      for (int i = 0; i < 2_000; i++) {
        byte[] content = new byte[random.nextInt(2_000)];
        random.nextBytes(content);
        System.arraycopy(start, 0, content, 0, Math.min(start.length, content.length));
        assertThat(examine(content)).isNotNull();
      }
    }
  }

  @Test
  void otherFilesSayNothing() {
    assertThat(examine(new byte[0])).isEqualTo(FileFacts.NONE);
    assertThat(examine("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8))).isEqualTo(FileFacts.NONE);
    assertThat(examine(new byte[100_000])).isEqualTo(FileFacts.NONE);
  }

  /** A module file with one resource. */
  private static byte[] jimage(int unpacked, int packed, int compressedAttribute, int location) {
    byte[] strings = "\0java.base\0".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer attributes = ByteBuffer.allocate(16);
    attributes.put((byte) (1 << 3)).put((byte) 1);
    attributes.put((byte) (6 << 3 | 3)).putInt(packed);
    attributes.put((byte) (7 << 3 | 3)).putInt(unpacked);
    attributes.put((byte) 0);
    int locations = compressedAttribute == 40 ? attributes.capacity() : compressedAttribute;
    ByteBuffer file =
        ByteBuffer.allocate(28 + 8 + 16 + strings.length + packed).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0xCAFEDADA).putInt(1 << 16).putInt(0).putInt(1).putInt(1).putInt(locations);
    file.putInt(strings.length).putInt(-1).putInt(location).put(attributes.array()).put(strings);
    return file.array();
  }

  private static FileFacts examine(byte[] content) {
    ContentExaminer whole = new ContentExaminer("any/file", content.length);
    whole.add(content, 0, content.length);
    ContentExaminer pieces = new ContentExaminer("any/file", content.length);
    for (int i = 0; i < content.length; i += 100) {
      pieces.add(content, i, Math.min(100, content.length - i));
    }
    assertThat(Stream.of(pieces.facts())).containsExactly(whole.facts());
    return whole.facts();
  }
}
