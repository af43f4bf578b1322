package multistage.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The comments say what a run with {@code -Preproducible} checks, in words that it finds. */
class ReproducibilityCommentTest {
  @Test
  void singleStagesAndAotCachesSayThatTheyDiffer() throws IOException {
    assertThat(dockerfiles())
        .allSatisfy(
            dockerfile -> {
              String text = Files.readString(dockerfile);
              boolean differs =
                  dockerfile.getFileName().toString().startsWith("single-stage")
                      || text.contains("-XX:AOTCache");
              assertThat(ReproducibilityComment.in(text) == ReproducibilityComment.DIFFERENT)
                  .as("%s says that two builds differ", dockerfile)
                  .isEqualTo(differs);
            });
  }

  @Test
  void someSayThatTheyAreTheSame() throws IOException {
    for (String go : List.of("alpine", "distroless", "scratch", "stripped", "targets")) {
      Path dockerfile = Repository.ROOT.resolve("dockerfiles/go/multi-stage-" + go + ".Dockerfile");
      assertThat(ReproducibilityComment.in(Files.readString(dockerfile)))
          .as(dockerfile.toString())
          .isEqualTo(ReproducibilityComment.SAME);
    }
  }

  private static List<Path> dockerfiles() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.ROOT.resolve("dockerfiles"), 2)) {
      return files.filter(file -> file.toString().endsWith(".Dockerfile")).toList();
    }
  }
}
