package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.Main;
import multistage.report.Repository;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What people read uses the house words. */
@Tag("docs")
class HouseWordsTest {
  @TempDir Path root;

  @TestFactory
  Stream<DynamicTest> texts() throws IOException {
    HouseWords words = HouseWords.read(Repository.ROOT.resolve(HouseWords.FILE));
    List<DynamicTest> tests = new ArrayList<>();
    for (MarkdownDocument document : Documents.all()) {
      tests.add(test(document.path(), words.in(document)));
    }
    for (Path dockerfile : Documents.dockerfiles()) {
      tests.add(test(dockerfile, words.inComments(dockerfile)));
    }
    tests.add(helpOfLab(words));
    helpOf(words, "the tool", new CommandLine(Main.class), tests);
    return tests.stream();
  }

  private static DynamicTest test(Path text, List<Drift> drifts) {
    return DynamicTest.dynamicTest(text.toString(), () -> assertThat(drifts).isEmpty());
  }

  private static DynamicTest helpOfLab(HouseWords words) throws IOException {
    Path lab = Repository.ROOT.resolve("lab");
    String script = Files.readString(lab);
    int begin = script.indexOf("<<'END'");
    int end = script.indexOf("\nEND\n", begin);
    assertThat(begin).as("where the help begins in %s", lab).isPositive();
    assertThat(end).as("where the help ends in %s", lab).isPositive();
    String help = script.substring(0, begin).replaceAll(".", "") + script.substring(begin, end);
    return test(lab, words.in(lab, help));
  }

  private static void helpOf(
      HouseWords words, String name, CommandLine command, List<DynamicTest> tests) {
    Path help = Path.of(name + " --help");
    tests.add(test(help, words.in(help, command.getUsageMessage())));
    command.getSubcommands().forEach((sub, line) -> helpOf(words, name + " " + sub, line, tests));
  }

  @Test
  void aPhraseIsFoundWithItsLine() throws IOException {
    HouseWords words =
        words(
            """
            # a comment

            folders?                        -> directory
            sees? to it that                -> an active verb
            (?<!software )bill of materials -> SBOM
            """);

    assertThat(
            words.in(
                document(
                    """
                    # Folder

                    It sees to it
                    that the bill of materials is there.

                    A software bill of materials, portfolios, and `the folder` are fine.
                    So is [this](the-folder.md).

                    <!-- output -->
                    ```text
                    folder
                    ```

                    <!-- size-report:rows a -->

                    folder

                    <!-- /size-report:rows -->
                    """)))
        .extracting(drift -> drift.line() + ": " + drift.what())
        .containsExactly(
            "1: \"Folder\", write: directory",
            "3: \"sees to it that\", write: an active verb",
            "4: \"bill of materials\", write: SBOM");
  }

  @Test
  void onlyCommentsOfADockerfileCount() throws IOException {
    Path dockerfile =
        Files.writeString(
            root.resolve("Dockerfile"), "FROM scratch\n# It sees to\n# it that.\nCOPY folder /\n");

    assertThat(
            words("folder -> directory\nsees to it that -> an active verb\n")
                .inComments(dockerfile))
        .extracting(drift -> drift.line() + ": " + drift.what())
        .containsExactly("2: \"sees to it that\", write: an active verb");
  }

  @Test
  void aLineThatIsNoRuleIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> words("folder -> directory\nfolder\n"))
        .withMessageContaining("words.txt:2: a rule is PATTERN -> REPLACEMENT");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> words("( -> directory\n"))
        .withMessageContaining("words.txt:1: ");
  }

  @Test
  void noReplacementBreaksARule() throws IOException {
    HouseWords words = HouseWords.read(Repository.ROOT.resolve(HouseWords.FILE));
    String replacements =
        words.rules().stream().map(HouseWords.Rule::instead).collect(Collectors.joining("\n"));
    assertThat(words.rules()).isNotEmpty();
    assertThat(words.in(Path.of("replacements"), replacements)).isEmpty();
  }

  private HouseWords words(String rules) throws IOException {
    return HouseWords.read(Files.writeString(root.resolve("words.txt"), rules));
  }

  private MarkdownDocument document(String text) throws IOException {
    return MarkdownDocument.read(Files.writeString(root.resolve("document.md"), text));
  }
}
