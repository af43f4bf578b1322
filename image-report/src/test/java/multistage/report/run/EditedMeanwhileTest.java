package multistage.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import multistage.report.engine.DockerEngine;
import multistage.report.model.AnnotatedDockerfile;
import multistage.report.model.Builder;
import multistage.report.model.Report;
import multistage.report.process.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Dockerfile that somebody goes on writing at while a run takes its time. */
class EditedMeanwhileTest {
  @TempDir private Path root;
  @TempDir private Path cache;

  @Test
  void whatIsPutBesideTheImageIsWhatWasBuilt() throws IOException {
    Files.createDirectories(root.resolve("webserver-go"));
    Path dockerfile =
        Files.createDirectories(root.resolve("dockerfiles/go")).resolve("edited.Dockerfile");
    List<String> built = List.of("# Title: Edited", "FROM scratch", "COPY hello /hello");
    Files.write(dockerfile, built);

    Report report = runAndAfterBuilding(() -> Files.writeString(dockerfile, "FROM"));

    assertThat(report.variants())
        .singleElement()
        .satisfies(
            row -> assertThat(row.annotation().map(AnnotatedDockerfile::lines)).contains(built));
  }

  private interface Edit {
    void make() throws IOException;
  }

  private Report runAndAfterBuilding(Edit edit) throws IOException {
    try (PretendedEngine engine = PretendedEngine.with("world")) {
      return new FullReport(
              new FullReport.Options(
                  root,
                  "*",
                  cache,
                  1,
                  Optional.empty(),
                  Optional.empty(),
                  true,
                  false,
                  false,
                  Builder.CLASSIC),
              DockerEngine.connect(engine.host()),
              new Progress(new PrintStream(OutputStream.nullOutputStream())),
              Clock.systemUTC())
          .run(unfinished -> edit.make())
          .report();
    }
  }
}
