package multistage.sizereport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void withoutAnythingItSaysWhatCouldBeSaid() {
    assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("Usage: size-report", "compare", "diff", "run");
  }

  @Test
  void aFileThatIsNotThere() {
    assertThat(run("missing.tar")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no file missing.tar", "docker save");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFileThatIsNoArchive() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.tar"), "not an archive");
    assertThat(run("compare", file.toString(), file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(file + " can't be read: ");
  }

  @Test
  void reportsThatAreTheSame() {
    assertThat(run("diff", recorded.toString(), recorded.toString())).isZero();
    assertThat(out.toString()).matches("\\d+ rows are the same, layer by layer.\n");
  }

  @Test
  void aRowThatIsGone() throws IOException {
    String json = Files.readString(recorded);
    String other =
        Pattern.compile("\"id\": \"go/multi-stage-scratch\"")
            .matcher(json)
            .replaceFirst("\"id\": \"go/multi-stage-other\"");
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

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
