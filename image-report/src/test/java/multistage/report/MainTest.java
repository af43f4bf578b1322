package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands that need no engine, as a user types them. */
class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;
  private Path recorded;

  @BeforeEach
  void takeTheRecordedReport() throws IOException {
    recorded = Repository.ROOT.resolve("docs/data/report.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '"',
      value = {
        "run --starts five    => '--starts': 'five' is not an int",
        "run --starts 0       => --starts: at least one start has to be timed, not 0",
        "run --benchmark -1   => --benchmark: so many starts can't be timed: -1",
        "a.tar --platform a/  => a platform is written OS/ARCH or OS/ARCH/VARIANT, such as linux/arm64",
        "run --staarts 5      => Possible solutions: --starts",
      })
  void aWrongOption(String words, String message) {
    assertThat(run(words.split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
  }

  /** What the process prints without this command line. */
  @Test
  void theHelpIsTheFileThatIsPrintedAtOnce() throws IOException {
    assertThat(run("--help")).isZero();
    GoldenUpdate.check(
        Path.of("src/main/resources/multistage/report").resolve(Start.HELP), out.toString());

    PrintStream standard = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed));
    try {
      Start.main(new String[] {"--help"});
    } finally {
      System.setOut(standard);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(out.toString());
  }

  @Test
  void withoutAnythingItSaysWhatCouldBeSaid() {
    assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("Usage: image-report", "compare", "diff", "run");
  }

  @Test
  void aFileThatIsNotThere() {
    assertThat(run("missing.tar")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no file missing.tar", "docker save");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void noName(String name) {
    assertThat(run("compare", name, name)).isEqualTo(1);
    assertThat(err.toString()).startsWith("image-report: \"" + name + "\" names no image; give ");
  }

  @Test
  void aFileThatIsNoArchive() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.tar"), "not an archive");
    assertThat(run("compare", file.toString(), file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(file + " can't be read: ", "; docker save --output ");
  }

  /** What isn't a file is said to be there, and isn't waited for. */
  @ParameterizedTest
  @ValueSource(strings = {"", "compare", "diff", "show"})
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void aPipeIsNoFile(String command) throws Exception {
    Path pipe = folder.resolve("report.json");
    Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(mkfifo.waitFor()).isZero();

    assertThat(run(onFile(command, pipe))).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("image-report: " + pipe + " is a pipe or a device, not a file; ");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "compare", "diff", "show"})
  void aFolderIsNoFile(String command) throws IOException {
    Path other = Files.createDirectory(folder.resolve("report.json"));

    assertThat(run(onFile(command, other))).isEqualTo(1);
    assertThat(err.toString()).startsWith("image-report: " + other + " is a folder, not a file; ");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void aFileIsNoFolder() {
    assertThat(run("show", recorded.toString())).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "image-report: "
                + recorded
                + " is a file, not a folder; name the folder that report.json is in\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"diff", "show"})
  void aTextInAnotherEncoding(String command) throws IOException {
    Path file = folder.resolve("report.json");
    Files.writeString(file, Files.readString(recorded), StandardCharsets.UTF_16);

    assertThat(run(onFile(command, file))).isEqualTo(1);
    assertThat(err.toString()).startsWith("image-report: " + file + " isn't text in UTF-8; ");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void aByteOrderMarkIsNoHarm() throws IOException {
    Path file =
        Files.writeString(folder.resolve("marked.json"), "\ufeff" + Files.readString(recorded));
    assertThat(run("diff", file.toString(), recorded.toString())).isZero();
  }

  @Test
  void aReportWithARowTwice() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("twice.json"),
            Files.readString(recorded)
                .replace("\"id\": \"go/single-stage\"", "\"id\": \"go/multi-stage-scratch\""));
    assertThat(run("diff", recorded.toString(), file.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("twice.json is no size report: there are two rows go/multi-stage-scratch");
  }

  @Test
  void imagesOfTheSameNameHaveTheirIds() throws IOException {
    Path file = folder.resolve("same.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      add(tar, "a.json", "{\"rootfs\":{\"diff_ids\":[]}}");
      add(tar, "b.json", "{\"rootfs\":{\"diff_ids\":[]},\"author\":\"b\"}");
      add(
          tar,
          "manifest.json",
          "[{\"Config\":\"a.json\",\"RepoTags\":[\"a:1\"],\"Layers\":[]},"
              + "{\"Config\":\"b.json\",\"RepoTags\":[\"a:1\"],\"Layers\":[]}]");
    }

    assertThat(run(file + "#a:1")).isEqualTo(1);
    Matcher id = Pattern.compile("same.tar#(sha256:\\S+):").matcher(err.toString());
    assertThat(err.toString()).contains("same.tar has several images a:1; name one of these");
    assertThat(id.find()).isTrue();
    assertThat(run(file + "#" + id.group(1))).isZero();
  }

  private static void add(TarArchiveOutputStream tar, String name, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  @Test
  void moreThanOneReportInAFile() throws IOException {
    String one = Files.readString(recorded);
    Path file = Files.writeString(folder.resolve("two.json"), one + one);
    assertThat(run("diff", recorded.toString(), file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("two.json is no size report: something follows after its ");
  }

  @Test
  void whatATerminalWouldObeyIsNotPrinted() {
    assertThat(run("check", "\u001b[31mred\u0007")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no exercise ?[31mred?;");
  }

  @Test
  void reportsOfManyLevels() throws IOException {
    Path file = Files.writeString(folder.resolve("deep.json"), "[".repeat(100_000));
    assertThat(run("diff", recorded.toString(), file.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("image-report: " + file + " is no size report: ");
    assertThat(err.toString()).contains("it has more levels").endsWith("mvn verify\n");
    assertThat(err.toString().lines()).hasSize(1);
  }

  private String[] onFile(String command, Path file) {
    return switch (command) {
      case "" -> new String[] {file.toString()};
      case "show" -> new String[] {"show", file.getParent().toString()};
      case "insert" -> new String[] {recorded.toString(), file.toString()};
      default -> new String[] {command, file.toString(), file.toString()};
    };
  }

  @Test
  void reportsThatAreTheSame() {
    assertThat(run("diff", recorded.toString(), recorded.toString())).isZero();
    assertThat(out.toString()).matches("\\d+ rows are the same, layer by layer.\n");
  }

  @Test
  void aRowThatIsGone() throws IOException {
    String json = Files.readString(recorded);
    String other = json.replace("\"go/multi-stage-scratch\"", "\"go/multi-stage-other\"");
    Path changed = Files.writeString(folder.resolve("changed.json"), other);

    assertThat(run("diff", recorded.toString(), changed.toString())).isZero();
    assertThat(out.toString())
        .contains("go/multi-stage-scratch: gone", "go/multi-stage-other: new, ");
  }

  @Test
  void whatIsNoReport() throws IOException {
    Path file = Files.writeString(folder.resolve("report.json"), "{}");
    assertThat(run("diff", file.toString(), recorded.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(file + " is no size report");
  }

  @Test
  void anExerciseThatIsNotThere() {
    assertThat(run("check", "99")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no exercise 99", "01-ten-times-smaller");
    assertThat(run("check")).isEqualTo(CommandLine.ExitCode.USAGE);
  }

  @Test
  void theRunnerOfExercisesNeedsNoEngineToSayWhatIsWrong() {
    assertThat(run("exercises", "check", "99")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("image-report: there is no exercise 99; image-report exercises lists them\n");
    assertThat(run("exercises", "reset")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run("exercises", "--help")).isZero();
    assertThat(out.toString()).contains("next", "check", "watch", "hint", "reset", "solution");
  }

  @Test
  void annotateSaysWhatIsWrongWithADockerfileWithoutAnEngine() throws IOException {
    assertThat(run("annotate", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no file " + folder.resolve("Dockerfile"));
    Path file = Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPPY a /\n");
    assertThat(run("annotate", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(file + ":2: there is no instruction \"COPPY\"");
    Files.writeString(file, "FROM scratch AS one\n");
    assertThat(run("annotate", "--target", "two", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no stage \"two\"; there are: one");
    assertThat(run("annotate", "--against-revision", "HEAD", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(file + " is in no Git repository");
    assertThat(run("annotate", "--against", "a", "--against-revision", "b", file.toString()))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
