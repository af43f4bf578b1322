package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunOptionsTest {
  /** Where to read and write isn't up to whoever calls Maven. */
  private static final List<String> OF_THE_COMMAND = List.of("root", "output");

  @Test
  void mavenHandsOnEveryOption() throws IOException {
    String pom = Files.readString(Repository.ROOT.resolve("image-report/pom.xml"));
    assertThat(new CommandLine(new RunOptions()).getCommandSpec().options())
        .map(option -> option.longestName().substring(2))
        .filteredOn(name -> !OF_THE_COMMAND.contains(name))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(pom).contains("<%1$s>${%1$s}</%1$s>".formatted(name)));
  }
}
