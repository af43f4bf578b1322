package multistage.report.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import multistage.report.GoldenUpdate;
import multistage.report.Repository;
import multistage.report.model.BaseImage;
import multistage.report.render.data.ReportJson;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the commands in documents that are marked {@code <!-- run -->}, in their order, from the
 * repository's root: {@code ./lab mvn verify -Pdocs}. Each block has to succeed as a whole, or,
 * marked {@code <!-- run fails -->}, has to fail; where a block marked {@code <!-- output -->}
 * follows, that is what it prints: on its standard output, or, when it fails, its error output,
 * too. A block with the word {@code buildkit} as well is run with a client that uses BuildKit.
 * {@code -Ddocs='08*'} runs the documents whose file names fit. A document with the comment {@code
 * <!-- long -->} is run only where {@code -Ddocs} names it, as {@code .ci/long} does.
 *
 * <p>In the commands, {@code image-report} is the tool: what readers define once in each shell, as
 * chapter 1 says, comes first in each block.
 *
 * <p>What the documents' commands make is called {@code course/…} (images) and {@code course-…}
 * (containers). A document has to remove it, and whatever is left is removed here.
 */
@Tag("docs")
class CommandsIT {
  /** What may follow {@code run}; the empty word stands for nothing. */
  private static final Set<String> RUN_WORDS = Set.of("", "fails", "buildkit");

  /** The definition for readers with a JDK. Others run the tool's image. */
  static final String TOOL =
      "image-report() { java -jar image-report/target/image-report.jar \"$@\"; }\n";

  private static final String LONG = "\n<!-- long -->\n";

  private static final String LEFT =
      "docker ps --all --format '{{.Names}}' --filter name=^course-;"
          + " docker image ls --format '{{.Repository}}:{{.Tag}}' --filter 'reference=course/*'";
  private static final String REMOVE =
      "docker ps --all --quiet --filter name=^course- | xargs -r docker rm --force;"
          + " docker image ls --format '{{.Repository}}:{{.Tag}}' --filter 'reference=course/*'"
          + " | xargs -r docker image rm --force";

  private record Rewritten(MarkdownDocument.CodeBlock block, String output) {}

  @TestFactory
  Stream<DynamicTest> documents() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (MarkdownDocument document : Documents.all()) {
      if (isWanted(document) && document.blocks().stream().anyMatch(block -> block.marked("run"))) {
        tests.add(
            DynamicTest.dynamicTest(
                Repository.ROOT.relativize(document.path()).toString(), () -> run(document)));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  private static boolean isWanted(MarkdownDocument document) {
    boolean isNamed = System.getProperty("docs") != null;
    return Documents.areWanted(document.path()) && (isNamed || !document.text().contains(LONG));
  }

  private static void run(MarkdownDocument document) throws Exception {
    boolean sizes = basesAreTheRecordedOnes();
    Shell.run(REMOVE);
    List<Rewritten> rewritten = new ArrayList<>();
    Instant begin = Instant.now();
    try {
      List<MarkdownDocument.CodeBlock> blocks = document.blocks();
      for (int i = 0; i < blocks.size(); i++) {
        if (blocks.get(i).marked("run")) {
          Optional<MarkdownDocument.CodeBlock> output =
              blocks.stream().skip(i + 1).findFirst().filter(next -> next.marked("output"));
          run(document, blocks.get(i), output, sizes).ifPresent(rewritten::add);
        }
      }
      assertThat(Shell.run(LEFT).output()).as("what %s leaves behind", document.path()).isBlank();
    } finally {
      Shell.run(REMOVE);
    }
    if (GoldenUpdate.isOn() && document.path().getParent().endsWith("docs/course")) {
      ChapterMinutes.record(
          document, Duration.between(begin, Instant.now()), ChapterMinutes.SECONDS);
    }
    Collections.reverse(rewritten);
    String text = document.text();
    for (Rewritten part : rewritten) {
      text =
          MarkdownDocument.replaceLines(
              text, part.block().line(), part.block().lastLine(), part.output());
    }
    GoldenUpdate.check(document.path(), text);
  }

  private static Optional<Rewritten> run(
      MarkdownDocument document,
      MarkdownDocument.CodeBlock block,
      Optional<MarkdownDocument.CodeBlock> output,
      boolean sizes)
      throws Exception {
    Set<String> words = Set.of(block.markedWith("run").split("\\s+"));
    assertThat(RUN_WORDS).as("%s:%d", document.path(), block.line()).containsAll(words);
    boolean fails = words.contains("fails");
    String preparation = words.contains("buildkit") ? Shell.useBuildKit() : "";
    Shell.Ran ran = Shell.run("set -euo pipefail\n" + TOOL + preparation + block.code());
    assertThat(ran.code() != 0)
        .as(
            "%s:%d: exit code %d after printing\n%s",
            document.path(), block.line(), ran.code(), ran.err() + ran.out())
        .isEqualTo(fails);
    if (output.isEmpty()) {
      return Optional.empty();
    }
    MarkdownDocument.CodeBlock shown = output.orElseThrow();
    Optional<String> drift =
        ExpectedOutput.between(shown.code(), ran.output(), sizes)
            .map(
                difference ->
                    document.path()
                        + ":"
                        + (shown.line() + difference.line() - 1)
                        + ": "
                        + difference.what());
    if (GoldenUpdate.isOn()) {
      return drift.map(what -> new Rewritten(shown, ran.output().stripTrailing()));
    }
    assertThat(drift).as("all of it:\n%s", ran.output()).isEmpty();
    return Optional.empty();
  }

  /** Sizes shown were recorded on base images of one kind; on another kind they tell nothing. */
  private static boolean basesAreTheRecordedOnes() throws Exception {
    List<BaseImage> recorded =
        ReportJson.read(Files.readString(Repository.ROOT.resolve("docs/data/report.json")))
            .baseImages();
    boolean standIns =
        recorded.stream().anyMatch(base -> base.origin() == BaseImage.Origin.STAND_IN);
    Shell.Ran label =
        Shell.run(
            "docker image inspect --format '{{index .Config.Labels \"multistage.stand-in\"}}'"
                + " debian:trixie-slim");
    return standIns == label.output().strip().equals("true");
  }
}
