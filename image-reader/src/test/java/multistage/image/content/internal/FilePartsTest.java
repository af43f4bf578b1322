package multistage.image.content.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import multistage.image.FileFacts;
import multistage.image.FileInside;
import multistage.image.FilePart;
import multistage.image.content.ContentExaminer;
import multistage.image.content.ElfFixture;
import multistage.image.content.GoFixture;
import multistage.image.content.JarFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is inside programs, jars and the JDK's modules; the sum is always the file. */
class FilePartsTest {
  private static final int ENTRY_BYTES = 8;
  private static final String MODULES =
      "path\texample.com/web\nmod\texample.com/web\t(devel)\ndep\tgithub.com/go-chi/chi/v5\tv5.2.3\n";

  private static Map<String, Integer> functions() {
    Map<String, Integer> functions = new LinkedHashMap<>();
    functions.put("net/http.(*Server).Serve", 1000);
    functions.put("github.com/go-chi/chi/v5.(*Mux).ServeHTTP", 500);
    functions.put("net/http.init", 24);
    functions.put("main.main", 100);
    functions.put("_rt0_amd64_linux", 16);
    return functions;
  }

  private static ElfFixture goProgram(byte[] table) {
    return new ElfFixture()
        .section(".text", 1700)
        .section(".rodata", FileInside.MIN_FILE_BYTES)
        .section(".go.buildinfo", GoFixture.section("go1.27", MODULES))
        .section(".gopclntab", table);
  }

  /** The code, and what the table has for each function alone, or for it first. */
  @Test
  void aGoProgramByModuleAndPackage() {
    List<FilePart> parts = parts("webserver", goProgram(GoFixture.lineTable(functions())).bytes());

    int each = ENTRY_BYTES + GoFixture.RECORD_BYTES;
    assertThat(parts)
        .extracting(FilePart::group, FilePart::name, FilePart::fileBytes)
        .startsWith(tuple("", "constants (.rodata)", 1L << 20))
        .contains(
            tuple(
                "standard library",
                "net/http",
                1024L + 2 * each + GoFixture.SHARED_BYTES + 25 + 14),
            tuple("github.com/go-chi/chi/v5", "github.com/go-chi/chi/v5", 500L + each + 42),
            tuple("the program itself", "main", 100L + each + 10),
            tuple("", "other machine code (.text)", 60L));
  }

  @Test
  void aTableThatIsNoneIsASectionLikeOthers() {
    byte[] table = GoFixture.lineTable(functions());
    assertThat(parts("webserver", goProgram(new byte[table.length]).bytes()))
        .extracting(FilePart::name)
        .contains("machine code (.text)", "tables of lines (.gopclntab)");
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] broken = table.clone();
      broken[8 + random.nextInt(table.length - 8)] = (byte) random.nextInt();
      parts("webserver", goProgram(broken).bytes());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "net/http.(*Server).Serve, net/http",
    "gopkg.in/yaml%2ev3.Marshal, gopkg.in/yaml.v3",
    "slices.SortFunc[go.shape.struct { a/b.C }], slices",
    "vendor/golang.org/x/net/idna.init, vendor/golang.org/x/net/idna",
    "type:.eq.net/http.cookie, functions that are in no package",
    "memeqbody, functions that are in no package",
  })
  void aFunctionsNameTellsItsPackage(String function, String name) {
    assertThat(ElfParts.packageOf(function)).isEqualTo(name);
  }

  @Test
  void anotherProgramSectionBySection() {
    byte[] elf =
        new ElfFixture()
            .section(".text", FileInside.MIN_FILE_BYTES)
            .section(".symtab", 24)
            .section(".strtab", 8)
            .section(".debug_info", 50)
            .bytes();
    assertThat(parts("lib.so", elf))
        .extracting(FilePart::name, FilePart::fileBytes)
        .contains(
            tuple("machine code (.text)", 1L << 20),
            tuple("symbol table", 32L),
            tuple("debug information", 50L));
  }

  @Test
  void ofASmallFileNobodyAsks() {
    assertThat(facts("lib.so", new ElfFixture().section(".text", 1000).bytes()).parts()).isEmpty();
  }

  @Test
  void aJarByPackageAndByTheJarsInIt() throws IOException {
    byte[] large = new byte[FileInside.MIN_FILE_BYTES];
    byte[] jar =
        new JarFixture()
            .file("META-INF/MANIFEST.MF", "Main-Class: a.B\n")
            .file("BOOT-INF/classes/org/example/A.class", "12345")
            .file("org/example/B.class", "12345")
            .file("static/logo.png", "12345")
            .stored("BOOT-INF/lib/spring-core-7.jar", large)
            .bytes();
    assertThat(parts("app.jar", jar))
        .extracting(FilePart::name)
        .startsWith("spring-core-7.jar")
        .containsExactlyInAnyOrder(
            "spring-core-7.jar", "META-INF", "org.example", "static/", "the archive's directory");
    byte[] executable = new byte[jar.length + 100];
    executable[0] = '#';
    executable[1] = '!';
    System.arraycopy(jar, 0, executable, 100, jar.length);
    assertThat(parts("app.jar", executable))
        .extracting(FilePart::name, FilePart::fileBytes)
        .contains(tuple("in front of the archive", 100L));
  }

  @Test
  void theModulesOfTheJavaRunTimeThatRunsThisTest() throws IOException {
    Path modules = Path.of(System.getProperty("java.home"), "lib", "modules");
    List<FilePart> parts = parts("jre/lib/modules", Files.readAllBytes(modules));
    assertThat(parts.get(0).name()).isEqualTo("java.base");
    assertThat(parts)
        .extracting(FilePart::name)
        .filteredOn(name -> !name.matches("\\(\\d+ smaller\\)|index|padding"))
        .isSubsetOf(
            ModuleFinder.ofSystem().findAll().stream()
                .map(module -> module.descriptor().name())
                .toList());
  }

  @Test
  void whatIsSmallerIsOnePartOfItsGroup() {
    PartSums sums = new PartSums();
    for (int i = 1; i <= 30; i++) {
      sums.add(i % 2 == 0 ? "even" : "odd", "part " + i, i);
    }
    sums.add(FilePart.OWN, "main", 1);
    for (int i = 1; i <= 12; i++) {
      sums.add("module " + i, "package", 1);
    }
    List<FilePart> parts = sums.of(512, "padding");
    assertThat(parts).hasSize(24 + 3 + 9 + 1);
    assertThat(parts.stream().mapToLong(FilePart::fileBytes).sum()).isEqualTo(512);
    assertThat(parts)
        .contains(
            new FilePart("even", "(3 smaller)", 2 + 4 + 6),
            new FilePart("odd", "(4 smaller)", 1 + 3 + 5 + 7),
            new FilePart(FilePart.OWN, "main", 1),
            new FilePart("module 1", "package", 1),
            new FilePart("", "(3 smaller)", 3));
    assertThat(sums.of(511, "padding")).as("more than the file has").isEmpty();
  }

  private static List<FilePart> parts(String path, byte[] content) {
    List<FilePart> parts = facts(path, content).parts();
    assertThat(parts.stream().mapToLong(FilePart::fileBytes).sum()).isEqualTo(content.length);
    return parts;
  }

  private static FileFacts facts(String path, byte[] content) {
    ContentExaminer examiner = new ContentExaminer(path, content.length);
    examiner.add(content, 0, content.length);
    return examiner.facts();
  }
}
