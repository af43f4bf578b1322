package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import multistage.report.Repository;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Tries what {@code docs/troubleshooting.md} tells of: each red Dockerfile shows the symptom, each
 * green one succeeds without it. Blocks there that are marked {@code <!-- symptom FOLDER -->} say
 * what is looked for: one of their lines, somewhere in a line that is printed; {@code …} stands for
 * any characters.
 */
@Tag("docs")
class TroubleshootingIT {
  @TestFactory
  Stream<DynamicTest> redShowsItAndGreenDoesNot() throws IOException {
    return Documents.areWanted(Troubles.PAGE)
        ? Troubles.symptoms().entrySet().stream()
            .map(
                entry ->
                    DynamicTest.dynamicTest(
                        entry.getKey(), () -> tryOut(entry.getKey(), entry.getValue())))
        : Stream.empty();
  }

  private static void tryOut(String name, String symptom) throws Exception {
    Pattern line = pattern(symptom);
    Shell.Ran red = run(name, "red");
    assertThat(red.out()).as("red, exit code %d: %s", red.code(), red.err()).containsPattern(line);
    Shell.Ran green = run(name, "green");
    assertThat(green.code()).as("green:%n%s%s", green.out(), green.err()).isZero();
    assertThat(green.out()).as("green").doesNotContainPattern(line);
  }

  private static Shell.Ran run(String name, String colour) throws Exception {
    String file = Repository.ROOT.resolve(Troubles.FOLDER).resolve(name + "/" + colour).toString();
    boolean buildKit =
        Files.readString(Path.of(file + ".Dockerfile")).contains("# Builder: buildkit\n");
    return Shell.run(
        (buildKit ? Shell.useBuildKit() : "") + Troubles.FOLDER + "/try.sh " + name + " " + colour);
  }

  /** One of the lines. */
  private static Pattern pattern(String symptom) {
    return Pattern.compile(
        symptom
            .lines()
            .map(
                line ->
                    Arrays.stream(line.split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*?")))
            .collect(Collectors.joining("|")));
  }
}
