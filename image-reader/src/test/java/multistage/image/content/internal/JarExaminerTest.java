package multistage.image.content.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import multistage.image.FileFacts;
import multistage.image.FileFacts.Kind;
import multistage.image.SoftwarePackage;
import multistage.image.SoftwarePackage.Type;
import multistage.image.content.ContentExaminer;
import multistage.image.content.JarFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JarExaminerTest {
  private static final FileFacts JUST_A_JAR = FileFacts.of(Kind.JAR);
  private static final int LOCAL_FLAGS_OFFSET = 6;
  private static final int LENGTH_FOLLOWS = 1 << 3;
  private static final int LOCAL_METHOD_OFFSET = 8;

  @Test
  void mavensCoordinates() throws IOException {
    byte[] jar =
        new JarFixture()
            .file(
                "META-INF/MANIFEST.MF", "Implementation-Title: other\nImplementation-Version: 9\n")
            .file("org/example/A.class", "cafebabe")
            .file(
                "META-INF/maven/org.example/a/pom.properties",
                "#Generated\ngroupId=org.example\nartifactId=a\nversion=1.0\n")
            .file(
                "META-INF/maven/org.shaded/b/pom.properties",
                "groupId=org.shaded\nartifactId=b\nversion=2.0\n")
            .bytes();

    assertThat(examine("app/a.jar", jar).kind()).isEqualTo(Kind.JAR);
    assertThat(examine("app/a.jar", jar).packages())
        .containsExactly(maven("org.example:a", "1.0"), maven("org.shaded:b", "2.0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Implementation-Title: a~Implementation-Version: 1                       | a     | 1
          Implementation-Title: a~Implementation-Version: 1~Implementation-Vendor-Id: g | g:a | 1
          Bundle-SymbolicName: o.b;singleton:=true~Bundle-Version: 2.0            | o.b   | 2.0
          Implementation-Title: For People~Implementation-Version: 1~Bundle-SymbolicName: b~Bundle-Version: 2 | b | 2
          """)
  void otherwiseTheManifest(String lines, String name, String version) throws IOException {
    String manifest = "Manifest-Version: 1.0\r\n" + lines.replace("~", "\r\n") + "\r\n";

    assertThat(
            examine("a.jar", new JarFixture().file("META-INF/MANIFEST.MF", manifest).bytes())
                .packages())
        .containsExactly(maven(name, version));
    assertThat(
            examine(
                    "a.jar",
                    new JarFixture()
                        .file(
                            "META-INF/MANIFEST.MF",
                            manifest + "\r\nName: x\r\n" + "SHA-256-Digest: y\r\n".repeat(9_999))
                        .bytes())
                .packages())
        .containsExactly(maven(name, version));
  }

  @ParameterizedTest
  @CsvSource({
    "Main-Class: a.B",
    "Implementation-Title: a",
    "Implementation-Version: 1",
    "no colon at all",
    "Specification-Title: a"
  })
  void aJarWithoutANameIsJustAJar(String line) throws IOException {
    byte[] jar =
        new JarFixture()
            .file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n" + line + "\n")
            .bytes();

    assertThat(examine("a.jar", jar)).isEqualTo(JUST_A_JAR);
  }

  @Test
  void jarsInsideOfJarsCount() throws IOException {
    byte[] deepest = JarFixture.jar("g", "deepest", "4").bytes();
    byte[] deeper = JarFixture.jar("g", "deeper", "3").stored("x.jar", deepest).bytes();
    byte[] library = JarFixture.jar("g", "library", "2").file("lib/deeper.jar", deeper).bytes();
    byte[] fat =
        JarFixture.jar("g", "app", "1")
            .stored("BOOT-INF/lib/library-2.jar", library)
            .stored("BOOT-INF/lib/other.txt", library)
            .file("BOOT-INF/classes/A.class", "x")
            .bytes();

    assertThat(examine("app.war", fat).packages())
        .containsExactlyInAnyOrder(
            maven("g:app", "1"), maven("g:library", "2"), maven("g:deeper", "3"));
  }

  @Test
  void aJarIsOneUnderAnyName() throws IOException {
    byte[] jar = JarFixture.jar("g", "a", "1").bytes();
    for (String name : List.of("a.jar", "server", "plugin.hpi", "a.zip")) {
      assertThat(examine(name, jar).packages()).as(name).containsExactly(maven("g:a", "1"));
    }
  }

  /** Unshrink, implode, deflate64, bzip2, LZMA, Zstandard, xz, and one that there isn't. */
  @ParameterizedTest
  @ValueSource(bytes = {1, 6, 9, 12, 14, 93, 95, 77})
  void aJarThatNoJvmUnpacksIsJustAJar(byte method) throws IOException {
    byte[] jar = JarFixture.jar("g", "a", "1").bytes();
    // As a stream writes it: how long the entry is stands behind it.
    assertThat(jar[LOCAL_FLAGS_OFFSET] & LENGTH_FOLLOWS).isNotZero();
    jar[LOCAL_METHOD_OFFSET] = method;
    assertThat(examine("a.jar", jar)).isEqualTo(JUST_A_JAR);
  }

  @Test
  void aScriptMayStandBeforeIt() throws IOException {
    byte[] jar = JarFixture.jar("g", "a", "1").bytes();
    byte[] script = "#!/bin/bash\nexec java -jar \"$0\"\n".getBytes(UTF_8);
    byte[] executable = Arrays.copyOf(script, script.length + jar.length);
    System.arraycopy(jar, 0, executable, script.length, jar.length);
    assertThat(examine("a.jar", executable).packages()).containsExactly(maven("g:a", "1"));
    assertThat(examine("bin/server", executable).packages()).containsExactly(maven("g:a", "1"));
    assertThat(examine("bin/server", script)).isEqualTo(FileFacts.NONE);
  }

  @Test
  void whatIsNoJar() throws IOException {
    assertThat(examine("a.jar", "no zip".getBytes(UTF_8))).isEqualTo(FileFacts.NONE);
    assertThat(examine("a.jar", new byte[0])).isEqualTo(FileFacts.NONE);
  }

  @Test
  void aBombSaysNothing() throws IOException {
    byte[] zeros = new byte[64 << 20];
    byte[] bomb = JarFixture.jar("g", "a", "1").file("zeros", zeros).bytes();
    assertThat(bomb.length).isLessThan(100_000);
    byte[] nested = JarFixture.jar("g", "b", "1").file("lib/a.jar", bomb).bytes();

    assertThat(examine("a.jar", bomb)).isEqualTo(JUST_A_JAR);
    assertThat(examine("b.jar", nested)).isEqualTo(JUST_A_JAR);
    assertThat(
            examine("c.jar", JarFixture.jar("g", "c", "1").file("few", new byte[1_000_000]).bytes())
                .packages())
        .hasSize(1);
  }

  @Test
  void anEndlessListOfEntriesSaysNothing() throws IOException {
    JarFixture zip = JarFixture.jar("g", "a", "1");
    for (int i = 0; i <= JarExaminer.MOST_ENTRIES; i++) {
      zip.file(Integer.toString(i, 36), "");
    }
    assertThat(examine("a.jar", zip.bytes())).isEqualTo(JUST_A_JAR);
  }

  @Test
  void textsThatAreTooLongOrMalformedSayNothing() throws IOException {
    String pom = "META-INF/maven/g/a/pom.properties";
    assertThat(examine("a.jar", new JarFixture().file(pom, "version=\\uZZZZ\n").bytes()))
        .isEqualTo(JUST_A_JAR);
    assertThat(
            examine(
                "a.jar",
                new JarFixture()
                    .file(pom, "artifactId=" + "a".repeat(500) + "\nversion=1\n")
                    .file("META-INF/MANIFEST.MF", "Implementation-Title: " + "a".repeat(100_000))
                    .bytes()))
        .isEqualTo(JUST_A_JAR);
  }

  @Test
  void whateverComesNothingIsThrown() throws IOException {
    Random random = new Random(11);
    byte[] jar =
        JarFixture.jar("g", "a", "1")
            .stored("lib/b.jar", JarFixture.jar("g", "b", "2").bytes())
            .bytes();
    for (int length = 4; length < jar.length; length++) {
      assertThat(examine("a.jar", Arrays.copyOf(jar, length)).kind()).isEqualTo(Kind.JAR);
    }
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = jar.clone();
      for (int n = random.nextInt(6); n >= 0; n--) {
        damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
      }
      assertThat(examine("a.jar", damaged).kind()).isEqualTo(Kind.JAR);
    }
  }

  @Test
  void aJarThatIsTooLargeIsKnownToBeOne() throws IOException {
    byte[] jar = JarFixture.jar("g", "a", "1").bytes();
    ContentExaminer examiner = new ContentExaminer("a.jar", Examiner.MOST_BYTES + 1L);
    examiner.add(jar, 0, jar.length);
    examiner.add(new byte[1000], 0, 1000);
    assertThat(examiner.facts()).isEqualTo(JUST_A_JAR);
  }

  private static SoftwarePackage maven(String name, String version) {
    return new SoftwarePackage(Type.MAVEN, name, version);
  }

  private static FileFacts examine(String path, byte[] content) {
    ContentExaminer examiner = new ContentExaminer(path, content.length);
    examiner.add(content, 0, content.length);
    return examiner.facts();
  }
}
