package multistage.report.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import multistage.image.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whether a change of the program is seen. */
class ProgramDigestTest {
  private static final List<String> LIBRARIES = List.of("asks-1.0.jar");

  private static final List<String> FILES =
      List.of(
          "measure/A.class",
          "engine/A.class",
          "model/A.class",
          "run/Checks.class",
          "run/Measurements$Figures.class",
          "build/bare-server/server.c");

  @TempDir Path folder;

  @Test
  void isThatOfTheProgramThatRuns() {
    assertThat(ProgramDigest.ofThis()).isEqualTo(ProgramDigest.ofThis());
  }

  @ParameterizedTest
  @FieldSource("FILES")
  void changesWithAFile(String name) throws IOException {
    Path program = program(folder, "a");
    Digest before = ProgramDigest.of(program, LIBRARIES);
    Files.writeString(program.resolve("multistage/report/" + name), "b");
    assertThat(ProgramDigest.of(program, LIBRARIES)).isNotEqualTo(before);
  }

  @Test
  void changesWithTheNameOfAClass() throws IOException {
    Path program = program(folder, "a");
    Digest before = ProgramDigest.of(program, LIBRARIES);
    Path file = program.resolve("multistage/report/measure/A.class");
    Files.move(file, file.resolveSibling("B.class"));
    assertThat(ProgramDigest.of(program, LIBRARIES)).isNotEqualTo(before);
  }

  @Test
  void changesWithALibrary() throws IOException {
    Path program = program(folder, "a");
    assertThat(ProgramDigest.of(program, List.of("asks-1.1.jar")))
        .isNotEqualTo(ProgramDigest.of(program, LIBRARIES));
  }

  /** Or else a class that was renamed would count no more, and nobody would notice. */
  @ParameterizedTest
  @FieldSource("FILES")
  void missesNoPart(String name) throws IOException {
    Path program = program(folder, "a");
    Files.delete(program.resolve("multistage/report/" + name));
    assertThatThrownBy(() -> ProgramDigest.of(program, LIBRARIES))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no part of the program begins with");
  }

  /** Nobody has to check an image again since its row has another color. */
  @Test
  void staysWithHowResultsAreShown() throws IOException {
    Path program = program(folder, "a");
    Digest before = ProgramDigest.of(program, LIBRARIES);
    Files.createDirectories(program.resolve("multistage/report/render/html"));
    Files.writeString(program.resolve("multistage/report/render/html/report.css"), "td {}");
    assertThat(ProgramDigest.of(program, LIBRARIES)).isEqualTo(before);
  }

  @Test
  void staysWithWhatIsNotTheProgram() throws IOException {
    Path program = program(folder, "a");
    Digest before = ProgramDigest.of(program, LIBRARIES);
    Files.createDirectories(program.resolve("META-INF"));
    Files.writeString(program.resolve("META-INF/MANIFEST.MF"), "Built-At: noon");
    assertThat(ProgramDigest.of(program, LIBRARIES)).isEqualTo(before);
  }

  @Test
  void changesWithWhatItIsTold() throws IOException {
    Digest program = ProgramDigest.of(program(folder, "a"), LIBRARIES);
    Digest told = ProgramDigest.told(program, Set.of("/tmp"));
    assertThat(told)
        .isNotEqualTo(program)
        .isNotEqualTo(ProgramDigest.told(program, Set.of("/run")));
    assertThat(ProgramDigest.told(program, Set.of())).isEqualTo(program);
  }

  @Test
  void isTheSameFromAFolderAndFromAJar() throws IOException {
    Path jar = folder.resolve("program.jar");
    try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Path root = program(files.getPath("/"), "a");
      assertThat(ProgramDigest.of(root, LIBRARIES))
          .isEqualTo(ProgramDigest.of(program(folder.resolve("classes"), "a"), LIBRARIES));
    }
  }

  private static Path program(Path root, String content) throws IOException {
    for (String name : FILES) {
      Path file = root.resolve("multistage/report/" + name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    }
    return root;
  }
}
